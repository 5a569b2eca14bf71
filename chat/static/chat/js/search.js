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
    document.addEventListener("focusin", ({ target }) => target.matches("[data-search-text]") && goOn(target));
    document.addEventListener("htmx:load", ({ target }) => this.#date(target));
    document.addEventListener("htmx:afterProcessNode", ({ target }) => target.matches?.("[data-search] form") && this.#arrive(target));
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

  /** The form is ready: what was typed before it was is asked now. */
  #arrive(form) {
    this.#date(form);
    const field = form.querySelector("[data-search-text]");
    if (field.value !== field.defaultValue) field.dispatchEvent(new Event("input", { bubbles: true }));
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

/** What is in the box already is gone on with: a box that is focused by a page has its caret before it. */
function goOn(field) {
  const { length } = field.value;
  if (field.selectionEnd === 0) field.setSelectionRange(length, length);
}
