import { accepted, shortcodeAt, tokenAt } from "./completion-model.js";
import { CompletionSources } from "./completion-sources.js";
import { stateOf, write } from "./editing.js";
import { emojiTable } from "./emoji-data.js";
import { showFace } from "./face.js";
import { copyOf } from "./templates.js";

/**
 * Offers people, rooms and emoji for the name that is being typed: a list above the box, whose marked entry Enter and Tab
 * take. The focus stays in the box, which tells screen readers of the entry.
 */
export class Completion {
  #area; #list; #said; #sources;
  #token = null;
  #items = [];
  #marked = 0;
  #dismissed = null;

  constructor(form, area, { rooms, signal }) {
    this.#area = area;
    this.#list = form.querySelector("[data-completion]");
    this.#said = form.querySelector("[data-completion-said]");
    this.#sources = new CompletionSources({ people: form.dataset.peopleUrl, openRooms: form.dataset.roomsUrl, rooms, signal });
    area.addEventListener("input", (event) => this.#typed(event), { signal });
    area.addEventListener("blur", () => this.#leave(), { signal });
    area.addEventListener("selectionchange", () => this.isOpen && this.#look(), { signal });
    // The focus stays where the words are.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault(), { signal });
    this.#list.addEventListener("click", ({ target }) => this.#take([...this.#list.children].indexOf(target.closest("[role=option]"))), { signal });
  }

  get isOpen() {
    return !this.#list.hidden;
  }

  /** Offer nothing more for this name. */
  close() {
    this.#dismissed = this.#token?.start ?? null;
    this.#hide();
  }

  /** Another text is in the box. */
  reset() {
    this.#dismissed = null;
    this.#leave();
  }

  /** Obey a keydown while the list is open; returns whether it was for it. */
  key(event) {
    if (!this.isOpen || event.ctrlKey || event.metaKey || event.altKey) return false;
    const count = this.#items.length;
    const step = { ArrowDown: 1, ArrowUp: count - 1 }[event.key];
    const takes = (event.key === "Enter" || event.key === "Tab") && !event.shiftKey;
    if (!step && !takes) return false;
    event.preventDefault();
    if (takes) this.#take(this.#marked);
    else this.#mark((this.#marked + step) % count);
    return true;
  }

  #typed(event) {
    if (event.data === ":") this.#closeShortcode();
    this.#look();
  }

  /** `:tada:` becomes its emoji with the last colon. */
  async #closeShortcode() {
    const typed = stateOf(this.#area);
    const found = shortcodeAt(typed.text, typed.start);
    const emoji = found && (await emojiTable().catch(() => null))?.named(found.name);
    if (!emoji || this.#area.value !== typed.text) return;
    const caret = found.start + emoji.length;
    write(this.#area, { text: typed.text.slice(0, found.start) + emoji + typed.text.slice(found.end), start: caret, end: caret });
  }

  async #look() {
    const { text, start, end } = stateOf(this.#area);
    const token = start === end ? tokenAt(text, start) : null;
    if (token?.start !== this.#dismissed) this.#dismissed = null;
    this.#token = token;
    if (!token || this.#dismissed !== null) return this.#hide();
    const items = await this.#sources.find(token);
    if (this.#token !== token) return;
    if (items.length) this.#show(items);
    else this.#hide();
  }

  #leave() {
    this.#token = null;
    this.#hide();
  }

  #show(items) {
    this.#items = items;
    this.#list.replaceChildren(...items.map((item, place) => this.#option(item, place)));
    this.#list.hidden = false;
    this.#area.setAttribute("aria-controls", this.#list.id);
    this.#said.textContent = this.#said.dataset.words.replace("{count}", items.length);
    this.#mark(0);
  }

  #hide() {
    this.#items = [];
    this.#list.hidden = true;
    this.#said.textContent = "";
    for (const name of ["aria-controls", "aria-activedescendant"]) this.#area.removeAttribute(name);
  }

  #option({ sign, hue, avatar, name, detail }, place) {
    const option = copyOf("completion");
    option.id = `${this.#list.id}-${place}`;
    const face = option.querySelector("[data-sign]");
    const isPerson = hue !== undefined;
    face.classList.toggle("face", isPerson);
    if (isPerson) showFace(face, { hue, avatar, initials: sign });
    else face.textContent = sign;
    option.querySelector("[data-name]").textContent = name;
    option.querySelector("[data-detail]").textContent = detail;
    return option;
  }

  #mark(place) {
    const options = [...this.#list.children];
    this.#marked = place;
    options.forEach((option, other) => option.setAttribute("aria-selected", String(other === place)));
    options[place].scrollIntoView({ block: "nearest" });
    this.#area.setAttribute("aria-activedescendant", options[place].id);
  }

  #take(place) {
    const item = this.#items[place];
    if (!item) return;
    const token = this.#token;
    this.#hide();
    write(this.#area, accepted(this.#area.value, token, item.words));
  }
}
