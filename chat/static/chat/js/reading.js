import { browserClock } from "./clock.js";

const PAUSE_MS = 1000;
const RETRY_MS = 5000;
const STOPPED = "stopped";

/** Tells the server how far the person has read in one room: at most once a second, again after a lost connection, never backwards. */
export class Reading {
  #send; #clock;
  #seen; #known;
  #timer = null;

  /** `read`: the number that the server knows; `send(number)`: a promise. */
  constructor({ read, send, clock = browserClock }) {
    this.#seen = read;
    this.#known = read;
    this.#send = send;
    this.#clock = clock;
  }

  get seen() {
    return this.#seen;
  }

  see(number) {
    if (number <= this.#seen) return;
    this.#seen = number;
    this.#tell();
  }

  /** The server knows of this number already, from another tab. */
  learn(number) {
    this.#known = Math.max(this.#known, number);
  }

  /** There is a connection again. */
  resume() {
    this.#tell();
  }

  stop() {
    this.#clock.cancel(this.#timer);
    this.#timer = STOPPED;
  }

  #tell() {
    if (this.#timer !== null || this.#seen <= this.#known) return;
    const number = this.#seen;
    this.#wait(PAUSE_MS);
    this.#send(number).then(
      () => this.learn(number),
      (error) => this.#failed(error),
    );
  }

  #failed({ code }) {
    if (this.#timer === STOPPED) return;
    // Without a connection there is nothing to wait for but `resume`; anything else is worth another try, later.
    if (code !== "disconnected") return this.#wait(RETRY_MS);
    this.#clock.cancel(this.#timer);
    this.#timer = null;
  }

  #wait(milliseconds) {
    this.#clock.cancel(this.#timer);
    this.#timer = this.#clock.after(milliseconds, () => {
      this.#timer = null;
      this.#tell();
    });
  }
}
