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
  #seen; #known; #stored; #turnedBack;
  #isResting = false;
  #rests = 0;
  #timer = null;

  /** `read`: the number that the server knows, `turnedBack`: how often it was set back; `send(number, turnedBack)`: a promise. */
  constructor({ read, turnedBack = 0, send, clock = browserClock }) {
    this.#turnedBack = turnedBack;
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

  /** A line that nobody said: who has read what stands before it has read it. */
  pass(number) {
    if (this.#stored === number - 1) this.#stored = number;
    if (this.#known === number - 1) this.#known = number;
    if (this.#seen === number - 1) this.#seen = number;
  }

  /** The server has stored this number. Set back: it was marked as unread, here or elsewhere. More: it was read elsewhere. */
  learn(number, turnedBack = this.#turnedBack) {
    if (turnedBack > this.#turnedBack) this.#rest(number, turnedBack);
    if (turnedBack < this.#turnedBack || number <= this.#stored) return;
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

  #rest(number, turnedBack) {
    this.#seen = this.#known = this.#stored = number;
    this.#turnedBack = turnedBack;
    this.#isResting = true;
    this.#rests += 1;
  }

  #tell() {
    if (this.#timer !== null || this.#seen <= this.#known) return;
    const number = this.#seen;
    const rests = this.#rests;
    this.#wait(PAUSE_MS);
    this.#send(number, this.#turnedBack).then(
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
