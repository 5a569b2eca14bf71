import { Dates } from "./dates.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** The search page and panel: found by a shortcut, walked by the arrows, its times written as people here say them. */
export class Search {
  #open;
  #dates = new Dates(document.documentElement.lang);

  /** `open(url)` goes to a page. */
  constructor({ open }) {
    this.#open = open;
    document.addEventListener("keydown", (event) => this.#key(event));
    for (const name of ["htmx:load", "htmx:afterProcessNode"]) document.addEventListener(name, ({ target }) => this.#date(target));
    this.#date(document);
  }

  /** Go to the box, wherever it is. */
  enter() {
    const field = document.querySelector("[data-search-text]");
    if (!field) return this.#open("/search/");
    field.focus();
    field.select();
  }

  /** From the box into the list, along it, and back. */
  #key(event) {
    const step = STEPS[event.key];
    const search = step && !event.isComposing && event.target.closest("[data-search]");
    if (!search) return;
    const stops = [search.querySelector("[data-search-text]"), ...search.querySelectorAll("li > a, #search-more > a")];
    const place = stops.indexOf(event.target);
    const next = stops[place + step];
    if (place < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }

  #date(part) {
    const search = part.closest?.("[data-search]") ?? part;
    for (const time of search.querySelectorAll("[data-search] time:not([title])")) {
      const moment = Date.parse(time.dateTime);
      time.textContent = `${this.#dates.day(moment)}, ${this.#dates.time(moment)}`;
      time.title = this.#dates.full(moment);
    }
  }
}
