import { copyOf } from "./templates.js";

/** What can be changed of a file before it is sent: what it shows, in words, and its place. */
export class TrayDialog {
  #dialog = copyOf("upload-details");
  #file; #uploads; #describe; #move;

  constructor(file, { uploads, describe, move, closed }) {
    this.#file = file;
    this.#uploads = uploads;
    this.#describe = describe;
    this.#move = move;
    this.#dialog.addEventListener("click", ({ target }) => this.#click(target));
    this.#dialog.addEventListener("submit", (event) => this.#save(event));
    this.#dialog.addEventListener("close", () => {
      this.#dialog.remove();
      closed();
    });
  }

  open() {
    const isPicture = this.#file.kind === "picture";
    this.#dialog.querySelector("[data-name]").textContent = this.#file.name;
    const image = this.#dialog.querySelector("img");
    image.hidden = !isPicture;
    if (isPicture) this.#uploads.previews.show(image, this.#file);
    this.#dialog.querySelector("[data-alt-field]").hidden = !isPicture;
    this.#alt.value = this.#file.alt;
    document.body.append(this.#dialog);
    this.#dialog.showModal();
  }

  get #alt() {
    return this.#dialog.querySelector("textarea");
  }

  #click(target) {
    const step = target.closest("[data-move]")?.dataset.move;
    if (step) this.#move(Number(step));
    // A click on the dialog itself is one beside its content.
    if (target === this.#dialog || target.closest("[data-close]")) this.#dialog.close();
  }

  #save(event) {
    event.preventDefault();
    const alt = this.#alt.value.trim();
    if (alt !== this.#file.alt) {
      this.#file.alt = alt;
      this.#describe();
    }
    this.#dialog.close();
  }
}
