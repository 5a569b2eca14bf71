/** The line above the box that says what is being written; its button, or `close()`, backs out of it. */
export class Strip {
  #element; #label; #text;
  #onClose = null;

  constructor(form, { signal }) {
    this.#element = form.querySelector("[data-strip]");
    this.#label = form.querySelector("[data-strip-label]");
    this.#text = form.querySelector("[data-strip-text]");
    form.querySelector("[data-strip-close]").addEventListener("click", () => this.close(), { signal });
  }

  get isOpen() {
    return !this.#element.hidden;
  }

  show({ label, text = "", onClose = () => {} }) {
    this.#label.textContent = label;
    this.#text.textContent = text;
    this.#onClose = onClose;
    this.#element.hidden = false;
  }

  hide() {
    this.#element.hidden = true;
    this.#onClose = null;
  }

  /** Back out: `onClose` may show another strip. */
  close() {
    const onClose = this.#onClose;
    this.hide();
    onClose?.();
  }
}
