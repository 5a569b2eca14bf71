import { browserClock } from "./clock.js";

const AWAY_MS = 5 * 60_000;
export const OFFLINE = "offline";

/** How people are, by what the server says: "here", "away" or "offline". */
export class Presence {
  #states = new Map();

  stateOf(id) {
    return this.#states.get(id) ?? OFFLINE;
  }

  /** Take a signal; `whole`: whoever is not in it is offline. */
  hear({ people, whole = false }) {
    if (whole) this.#states.clear();
    for (const [id, state] of Object.entries(people)) {
      if (state === OFFLINE) this.#states.delete(Number(id));
      else this.#states.set(Number(id), state);
    }
  }

  /** Nothing is known any more. */
  forget() {
    this.#states.clear();
  }
}

/** Whether somebody is in front of this page: not after five minutes in which they have not touched it. */
export class Attention {
  #changed; #clock;
  #touchedAt;
  #state = "here";

  /** `changed(state)` is called with "away", and with "here" at the next touch. */
  constructor({ changed, clock = browserClock }) {
    this.#changed = changed;
    this.#clock = clock;
    this.#touchedAt = clock.now();
    this.#wait(AWAY_MS);
  }

  get state() {
    return this.#state;
  }

  /** They have moved the pointer, pressed a key, or come back to the page: this happens all the time. */
  touch() {
    this.#touchedAt = this.#clock.now();
    if (this.#state === "here") return;
    this.#become("here");
    this.#wait(AWAY_MS);
  }

  #wait(milliseconds) {
    this.#clock.after(milliseconds, () => {
      const rest = this.#touchedAt + AWAY_MS - this.#clock.now();
      if (rest > 0) this.#wait(rest);
      else this.#become("away");
    });
  }

  #become(state) {
    this.#state = state;
    this.#changed(state);
  }
}
