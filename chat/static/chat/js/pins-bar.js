import { messageOf } from "./article.js";
import { sentences } from "./sentences.js";
import { elementsFrom } from "./templates.js";

/** The line that says how much is pinned in a room, kept as the room is. */
export class PinsBar {
  #bar; #pinned;

  constructor(bar) {
    this.#bar = bar;
    this.#pinned = new Set(bar.dataset.pins.split(" ").filter(Boolean).map(Number));
  }

  /** A message is as this change of kind message says. */
  apply({ html }) {
    const { number, isPinned } = messageOf(elementsFrom(html)[0]);
    if (isPinned === this.#pinned.has(number)) return;
    if (isPinned) this.#pinned.add(number);
    else this.#pinned.delete(number);
    const count = this.#pinned.size;
    this.#bar.hidden = count === 0;
    this.#bar.querySelector("[data-pins-count]").textContent = sentences.pinned(count);
  }
}
