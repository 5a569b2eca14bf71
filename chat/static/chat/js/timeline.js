import { dress, recordFrom, recordOf } from "./article.js";
import { copyOf, elementsFrom } from "./templates.js";
import { TimelineModel } from "./timeline-model.js";

const KEPT = ["data-grouped", "data-anchored"];

/** The messages of the open room on the page: puts each where the model says, with day lines, groups and the New line. */
export class Timeline {
  #section; #list; #empty; #viewer;
  #articles = new Map();
  #lines = new Map();

  constructor(section, { me, dates, read }) {
    this.#section = section;
    this.#list = section.querySelector("[data-messages]");
    this.#empty = section.querySelector("[data-empty]");
    this.#viewer = { me, dates, mayDeleteAny: section.dataset.mayDeleteAny === "true" };
    const articles = [...this.#list.querySelectorAll("[data-number]")];
    const last = Number(section.dataset.lastNumber);
    this.model = new TimelineModel({ records: articles.map(recordOf), last, read });
    for (const article of articles) this.#know(article);
    this.#mark();
  }

  find(number) {
    return this.#articles.get(number);
  }

  get newLine() {
    return this.#list.querySelector("[data-new-line]");
  }

  /** Apply a change of kind message; returns what the model made of it. */
  apply(change) {
    const record = recordFrom(change);
    const { html } = change.message;
    const outcome = this.model.apply(record, html);
    if (outcome === "inserted") this.#insert(record.number, elementsFrom(html)[0]);
    if (outcome === "replaced") this.#replace(record.number, elementsFrom(html)[0]);
    this.#mark();
    return outcome;
  }

  /** Add a page of history, given as markup; `start`: there is nothing before it. */
  extend(markup, options) {
    const articles = new Map(elementsFrom(markup).map((article) => [Number(article.dataset.number), article]));
    const fresh = this.model.extend([...articles.values()].map(recordOf), options);
    for (const { record, shown } of fresh) {
      this.#insert(record.number, shown ? elementsFrom(shown)[0] : articles.get(record.number));
    }
    this.#mark();
  }

  /** What a reader may do has changed. */
  dressAll() {
    for (const article of this.#articles.values()) this.#dress(article);
  }

  /** Somebody has another name now. */
  rename(person) {
    for (const article of this.#list.querySelectorAll(`[data-author="${person.id}"]`)) {
      article.querySelector("[data-author-name]").textContent = person.name;
      const face = article.querySelector("[data-hue]");
      face.dataset.hue = person.hue;
      face.textContent = person.initials;
    }
  }

  #insert(number, article) {
    this.#know(article);
    // After its predecessor, so that the lines which belong to the next message stay with that.
    const before = this.#articles.get(this.model.before(number));
    if (before) before.after(article);
    else this.#list.prepend(article);
    this.#empty.hidden = true;
  }

  #replace(number, article) {
    const old = this.#articles.get(number);
    for (const name of KEPT) article.toggleAttribute(name, old.hasAttribute(name));
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(article);
    this.#know(article);
    if (hadFocus) article.focus({ preventScroll: true });
  }

  #know(article) {
    this.#articles.set(Number(article.dataset.number), article);
    this.#dress(article);
  }

  #dress(article) {
    dress(article, { ...this.#viewer, archived: this.#section.dataset.archived === "true" });
  }

  #mark() {
    for (const { number, grouped, day, isNew } of this.model.changedMarks()) {
      const article = this.#articles.get(number);
      article.toggleAttribute("data-grouped", grouped);
      for (const line of this.#lines.get(number) ?? []) line.remove();
      const lines = [];
      if (day !== null) lines.push(this.#dayLine(day));
      if (isNew) lines.push(copyOf("new-line"));
      article.before(...lines);
      this.#lines.set(number, lines);
    }
  }

  #dayLine(milliseconds) {
    const line = copyOf("day");
    line.querySelector("[data-text]").textContent = this.#viewer.dates.day(milliseconds);
    return line;
  }
}
