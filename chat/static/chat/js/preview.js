import { sentences } from "./sentences.js";
import { elementsFrom } from "./templates.js";

/** Shows the message as it would stand in the room, in the place of the box. */
export class Preview {
  #form; #area; #page; #button;
  #asked = 0;

  constructor(form, area, { signal }) {
    this.#form = form;
    this.#area = area;
    this.#page = form.querySelector("[data-preview]");
    this.#button = form.querySelector("[data-preview-toggle]");
    this.#button.addEventListener("click", () => (this.isOpen ? this.close() : this.#open()), { signal });
  }

  get isOpen() {
    return !this.#page.hidden;
  }

  /** Back to the words. */
  close() {
    this.#asked += 1;
    this.#show(false);
    this.#area.focus({ preventScroll: true });
  }

  async #open() {
    if (!this.#area.value.trim()) return;
    const asked = ++this.#asked;
    this.#show(true);
    // The box had the focus, and is gone.
    this.#button.focus({ preventScroll: true });
    this.#page.setAttribute("aria-busy", "true");
    const elements = await this.#fetch();
    if (asked !== this.#asked) return;
    this.#page.removeAttribute("aria-busy");
    this.#page.replaceChildren(...elements);
  }

  async #fetch() {
    try {
      const answer = await fetch(this.#form.dataset.previewUrl, { method: "POST", body: new FormData(this.#form) });
      if (answer.ok && !answer.redirected) return elementsFrom(await answer.text());
    } catch {
      // The network is away; the words are still here.
    }
    return [sentences.previewFailed];
  }

  #show(isShown) {
    this.#page.replaceChildren();
    this.#page.hidden = !isShown;
    this.#area.hidden = isShown;
    this.#button.setAttribute("aria-pressed", String(isShown));
  }
}
