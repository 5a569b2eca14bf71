import { sentences } from "./sentences.js";
import { copyOf } from "./templates.js";

/** Asks before a message is deleted, and deletes it through `remove(number)`. */
export class Deletion {
  #section; #remove; #signal;

  constructor(section, { remove, signal }) {
    this.#section = section;
    this.#remove = remove;
    this.#signal = signal;
    section.addEventListener("click", (event) => {
      const button = event.target.closest("[data-delete]");
      if (button) this.#ask(button, Number(button.closest("[data-number]").dataset.number));
    }, { signal });
  }

  #ask(button, number) {
    const dialog = copyOf("delete-message");
    dialog.addEventListener("close", () => {
      dialog.remove();
      // The button goes with the message; the line that says so takes the focus.
      if (!button.isConnected) this.#section.querySelector(`[data-number="${number}"]`)?.focus({ preventScroll: true });
    });
    dialog.addEventListener("click", (event) => {
      // A click on the dialog itself is one beside its content.
      if (event.target === dialog || event.target.closest("[data-cancel]")) dialog.close();
      if (event.target.closest("[data-confirm]")) this.#confirm(dialog, number);
    });
    this.#signal.addEventListener("abort", () => dialog.close());
    this.#section.append(dialog);
    dialog.showModal();
  }

  async #confirm(dialog, number) {
    const reason = dialog.querySelector("[data-reason]");
    reason.textContent = "";
    try {
      await this.#remove(number);
      dialog.close();
    } catch (error) {
      reason.textContent = error.sentence || sentences.deleteFailed;
    }
  }
}
