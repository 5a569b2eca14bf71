import { sentences } from "./sentences.js";

/** The button that tells what came in below while the reader looked further up. */
export class Below {
  #button; #usual;
  #count = 0;

  constructor(section, { go, signal }) {
    this.#button = section.querySelector("[data-below]");
    this.#usual = this.#button.textContent;
    this.#button.addEventListener("click", go, { signal });
  }

  add() {
    this.#count += 1;
  }

  /** `arrived`: the reader is at the live end; `more`: there is something unread below, or a live end beyond this page. */
  show({ arrived, more }) {
    if (arrived) this.#count = 0;
    this.#button.hidden = arrived || !(this.#count || more);
    this.#button.textContent = this.#count ? sentences.newBelow(this.#count) : this.#usual;
  }
}
