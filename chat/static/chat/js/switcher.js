import { showFace } from "./face.js";
import { destinations } from "./switcher-model.js";
import { copyOf } from "./templates.js";

const MOST = 12;
const PAUSE_MS = 120;

/** A dialog that leads to any of the person's rooms, and to a talk with anybody, by a few letters. */
export class Switcher {
  #rooms; #current; #open; #talk; #help;
  #dialog = null;
  #people = [];
  #shown = [];
  #marked = 0;
  #asking = 0;

  /**
   * `rooms` is the sidebar's model, `current()` the open room's id; `open(url)` goes there, `talk(url, username)` begins a
   * direct room, `help()` shows the shortcuts.
   */
  constructor({ rooms, current, open, talk, help }) {
    this.#rooms = rooms;
    this.#current = current;
    this.#open = open;
    this.#talk = talk;
    this.#help = help;
    document.addEventListener("click", ({ target }) => target.closest("[data-switcher-open]") && this.open());
  }

  open() {
    if (this.#dialog) return;
    this.#dialog = copyOf("switcher");
    this.#people = [];
    this.#listen(this.#dialog);
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.update();
  }

  /** The rooms have changed. */
  update() {
    if (!this.#dialog) return;
    const { rooms, direct } = this.#rooms.sections();
    this.#shown = destinations([...rooms, ...direct], this.#people, this.#query, { current: this.#current(), most: MOST });
    this.#list.replaceChildren(...this.#shown.map((destination, place) => this.#option(destination, place)));
    this.#dialog.querySelector("[data-nothing]").hidden = this.#shown.length > 0;
    this.#mark(Math.min(this.#marked, Math.max(0, this.#shown.length - 1)));
  }

  #listen(dialog) {
    dialog.addEventListener("close", () => {
      dialog.remove();
      this.#dialog = null;
      this.#asking += 1;
    });
    dialog.addEventListener("input", () => this.#typed());
    dialog.addEventListener("keydown", (event) => this.#key(event));
    dialog.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#go([...this.#list.children].indexOf(option));
      // A click on the dialog itself is one beside its content.
      else if (target === dialog || target.closest("[data-close]")) dialog.close();
      else if (target.closest("[data-help-open]")) this.#helpInstead();
    });
  }

  get #list() {
    return this.#dialog.querySelector("[role=listbox]");
  }

  get #field() {
    return this.#dialog.querySelector("input");
  }

  get #query() {
    return this.#field.value;
  }

  #typed() {
    this.#marked = 0;
    this.update();
    this.#ask();
  }

  /** Look for people a moment after the last letter; without an answer the rooms are still here. */
  async #ask() {
    const asking = ++this.#asking;
    const query = this.#query.trim();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (asking !== this.#asking) return;
    const people = query ? await this.#fetch(query) : [];
    if (asking !== this.#asking) return;
    this.#people = people;
    this.update();
  }

  async #fetch(query) {
    try {
      const answer = await fetch(`${this.#dialog.dataset.peopleUrl}?q=${encodeURIComponent(query)}`);
      return answer.ok && !answer.redirected ? (await answer.json()).people : [];
    } catch {
      return [];
    }
  }

  #option({ room, person, name, unread, mentions }, place) {
    const option = copyOf("destination");
    const { kind, people: [other] = [], archived = false } = room ?? {};
    const face = person ?? (kind === "direct" ? other : null);
    option.id = `destination-${place}`;
    Object.assign(option.dataset, { kind: kind ?? "person", unread, mentions });
    option.toggleAttribute("data-archived", archived);
    if (face) showFace(option.querySelector("[data-face]"), face);
    option.querySelector("[data-name]").textContent = name;
    option.querySelector("[data-detail]").textContent = person ? `@${person.username}` : "";
    option.querySelector("[data-unread-count]").textContent = unread > 99 ? "99+" : unread;
    return option;
  }

  #key(event) {
    const count = this.#shown.length;
    const step = { ArrowDown: 1, ArrowUp: count - 1 }[event.key];
    if (event.isComposing || !count || (!step && event.key !== "Enter")) return;
    if (event.target !== this.#field) return;
    event.preventDefault();
    if (step) this.#mark((this.#marked + step) % count);
    else this.#go(this.#marked);
  }

  #mark(place) {
    const options = [...this.#list.children];
    this.#marked = place;
    options.forEach((option, other) => option.setAttribute("aria-selected", String(other === place)));
    options[place]?.scrollIntoView({ block: "nearest" });
    if (options.length) this.#field.setAttribute("aria-activedescendant", options[place].id);
    else this.#field.removeAttribute("aria-activedescendant");
  }

  #go(place) {
    const { room, person } = this.#shown[place];
    const { directUrl } = this.#dialog.dataset;
    this.#dialog.close();
    if (room) this.#open(room.url);
    else this.#talk(directUrl, person.username);
  }

  #helpInstead() {
    this.#dialog.close();
    this.#help();
  }
}
