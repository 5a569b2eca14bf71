import { browserClock } from "./clock.js";

const PAUSE_MS = 1000;
const RETRY_MS = 5000;
const STOPPED = "stopped";

/**
 * Tells the server how far the person has read in one room: at most once a second, again after a lost connection, never
 * backwards. After the person has marked something as unread it rests: what is in sight stays unread.
 */
export class Reading {
  #send; #clock;
  #seen; #known; #stored;
  #isResting = false;
  #rests = 0;
  #timer = null;

  /** `read`: the number that the server knows; `send(number)`: a promise. */
  constructor({ read, send, clock = browserClock }) {
    this.#seen = read;
    this.#known = read;
    this.#stored = read;
    this.#send = send;
    this.#clock = clock;
  }

  get seen() {
    return this.#seen;
  }

  get isResting() {
    return this.#isResting;
  }

  see(number) {
    if (number <= this.#seen || this.#isResting) return;
    this.#seen = number;
    this.#tell();
  }

  /** Let everything from this number on be unread. */
  rest(number) {
    this.#seen = this.#known = this.#stored = number - 1;
    this.#isResting = true;
    this.#rests += 1;
  }

  /** The server has stored this number. Less than before: it was marked as unread elsewhere. More: it was read elsewhere. */
  learn(number) {
    if (number < this.#stored) this.rest(number + 1);
    if (number <= this.#stored) return;
    this.#stored = number;
    this.#known = Math.max(this.#known, number);
    this.#isResting = false;
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
    const rests = this.#rests;
    this.#wait(PAUSE_MS);
    this.#send(number).then(
      () => { if (rests === this.#rests) this.#known = Math.max(this.#known, number); },
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
