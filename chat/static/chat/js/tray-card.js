import { sizeInWords } from "./file-words.js";
import { sentences } from "./sentences.js";

/** One file in the tray: what it is, how far it is, and what went wrong. */
export class TrayCard {
  element; #uploads;

  constructor(element, uploads) {
    this.element = element;
    this.#uploads = uploads;
  }

  focus() {
    this.#part("open").focus();
  }

  draw(file) {
    const { state, part, reason } = this.#uploads.stateOf(file);
    this.element.dataset.upload = state;
    this.#part("name").textContent = file.name;
    this.#part("about").textContent = state === "failed" ? reason : about(file, state);
    this.#part("open").setAttribute("aria-label", sentences.fileDetails(file.name));
    this.#part("remove").setAttribute("aria-label", sentences.removeFile(file.name));
    this.#part("again").setAttribute("aria-label", sentences.sendFileAgain(file.name));
    this.#part("again").hidden = state !== "failed";
    this.#progress(file, state, part);
    this.#picture(file);
  }

  #progress({ name }, state, part) {
    const bar = this.element.querySelector("progress");
    bar.hidden = !["waiting", "sending"].includes(state);
    bar.value = part;
    bar.setAttribute("aria-label", name);
  }

  #picture(file) {
    const frame = this.#part("preview");
    const image = frame.querySelector("img");
    image.hidden = file.kind !== "picture";
    if (!image.hidden) this.#uploads.previews.show(image, file);
  }

  #part(name) {
    return this.element.querySelector(`[data-${name}]`);
  }
}

function about({ size, alt, kind }, state) {
  const words = [sizeInWords(size)];
  if (state === "waiting") words.push(sentences.fileWaits);
  else if (kind === "picture") words.push(alt ? sentences.described : sentences.describe);
  return words.join(" · ");
}
