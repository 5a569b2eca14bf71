import { sentences } from "./sentences.js";

const MOST_CHARACTERS = 10_000;
const PART_OF_HEIGHT = 0.4;

/** Where one writes. A draft is kept with every stroke; what is sent goes to `send(text)`, which resolves when it is safe. */
export class Composer {
  #form; #text; #room; #drafts; #send;

  constructor(form, { room, drafts, send, signal }) {
    this.#form = form;
    this.#text = form.querySelector("[data-composer-text]");
    this.#room = room;
    this.#drafts = drafts;
    this.#send = send;
    // An empty box simply sends nothing; it needs no bubble that says so.
    form.noValidate = true;
    this.#text.value ||= drafts.get(room);
    this.#grow();
    form.addEventListener("input", () => this.#typed(), { signal });
    form.addEventListener("keydown", (event) => this.#key(event), { signal });
    form.addEventListener("submit", (event) => this.#submit(event), { signal });
  }

  focus() {
    this.#text.focus({ preventScroll: true });
  }

  /** Nobody writes here any more: say so, with a way on where there is one. */
  close(sentence, link) {
    const hadFocus = this.#form.contains(document.activeElement);
    const line = document.createElement("p");
    line.className = "room__closed";
    line.setAttribute("role", "status");
    line.tabIndex = -1;
    line.append(sentence);
    if (link) line.append(" ", link);
    this.#form.replaceWith(line);
    if (hadFocus) line.focus({ preventScroll: true });
  }

  #typed() {
    this.#drafts.set(this.#room, this.#text.value);
    this.#warn("");
    this.#grow();
  }

  #key(event) {
    if (event.key !== "Enter" || event.target !== this.#text) return;
    // 229: Safari ends a composition before its Enter, and says so only here.
    if (event.shiftKey || event.isComposing || event.keyCode === 229) return;
    const commanded = event.ctrlKey || event.metaKey;
    if (!commanded && matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #submit(event) {
    event.preventDefault();
    const typed = this.#text.value;
    const text = typed.trim();
    this.#text.focus({ preventScroll: true });
    if (!text) return;
    const count = [...text].length;
    if (count > MOST_CHARACTERS) return this.#warn(sentences.tooLong(count, MOST_CHARACTERS));
    this.#text.value = "";
    this.#warn("");
    this.#grow();
    this.#send(text).then(() => this.#drafts.discard(this.#room, typed));
  }

  #warn(sentence) {
    this.#text.toggleAttribute("aria-invalid", Boolean(sentence));
    this.#form.querySelector("[role=alert]")?.remove();
    if (!sentence) return;
    const line = document.createElement("p");
    line.className = "composer__error";
    line.setAttribute("role", "alert");
    line.textContent = sentence;
    this.#form.prepend(line);
  }

  /** Grow with the text where the browser does not do it by itself. */
  #grow() {
    if (CSS.supports("field-sizing", "content")) return;
    const { style } = this.#text;
    style.blockSize = "auto";
    style.blockSize = `${Math.min(this.#text.scrollHeight, innerHeight * PART_OF_HEIGHT)}px`;
  }
}
