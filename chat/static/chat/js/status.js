import { browserClock } from "./clock.js";
import { sentences } from "./sentences.js";

const PATIENCE_MS = 2000;

/** Tells whether this page hears the server: the dot at once, the bar only when it lasts. */
export class Status {
  #dot = null;
  #bar = null;
  #state = "connecting";
  #isLate = false;
  #ending = "";
  #timer = null;
  #clock;

  constructor(clock = browserClock) {
    this.#clock = clock;
  }

  /** Show the state in another room's header and bar. */
  attach(section) {
    this.#dot = section.querySelector("[data-connection-dot]");
    this.#bar = section.querySelector("[data-offline]");
    this.#render();
  }

  hear({ state, ending }) {
    this.#state = state === "disconnected" ? "offline" : state;
    this.#ending = sentences.endings[ending] ?? "";
    this.#isLate ||= Boolean(this.#ending);
    if (state === "connected") {
      this.#clock.cancel(this.#timer);
      this.#timer = null;
      this.#isLate = false;
    } else {
      this.#timer ??= this.#clock.after(PATIENCE_MS, () => {
        this.#isLate = true;
        this.#render();
      });
    }
    this.#render();
  }

  #render() {
    if (!this.#dot) return;
    this.#dot.dataset.state = this.#state;
    this.#dot.title = sentences.states[this.#state];
    this.#bar.hidden = !this.#isLate;
    if (this.#ending) this.#bar.textContent = this.#ending;
  }
}
