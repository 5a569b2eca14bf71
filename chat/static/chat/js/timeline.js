import { recordOf } from "./article.js";
import { keepAttachments } from "./attachments.js";
import { sentences } from "./sentences.js";
import { copyOf, elementsFrom } from "./templates.js";
import { TimelineModel } from "./timeline-model.js";

const KEPT = ["data-grouped", "data-folded", "data-anchored"];

/** The messages of the open room on the page: puts each where the model says, with day lines, groups and the New line. */
export class Timeline {
  #list; #empty; #dates; #dress; #replaced;
  #articles = new Map();
  #lines = new Map();

  /** `dress(article)` adds to a message what depends on who reads; `replaced(old, article)` is called while both are there. */
  constructor(section, { dates, read, dress, replaced }) {
    this.#list = section.querySelector("[data-messages]");
    this.#empty = section.querySelector("[data-empty]");
    this.#dates = dates;
    this.#dress = dress;
    this.#replaced = replaced;
    const articles = this.articles;
    const last = Number(section.dataset.lastNumber);
    this.model = new TimelineModel({ records: articles.map(recordOf), last, read });
    for (const article of articles) this.#know(article);
    this.#mark();
  }

  /** All that is shown, in order. */
  get articles() {
    return [...this.#list.querySelectorAll("[data-number]")];
  }

  find(number) {
    return this.#articles.get(number);
  }

  get newLine() {
    return this.#list.querySelector("[data-new-line]");
  }

  /** Apply a change of kind message; returns what the model made of it. */
  apply(change) {
    const { html } = change.message;
    const [article] = elementsFrom(html);
    const record = recordOf(article);
    const outcome = this.model.apply(record, html);
    if (outcome === "inserted") this.#insert(record.number, article);
    if (outcome === "replaced") this.#replace(record.number, article);
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

  /** Mark this message alone as the one that was looked for, and let nothing be folded over it. Returns it, or undefined. */
  point(number) {
    const article = this.find(number);
    if (!article) return undefined;
    for (const other of this.#list.querySelectorAll("[data-anchored]")) other.removeAttribute("data-anchored");
    article.setAttribute("data-anchored", "");
    this.#unfold(number);
    return article;
  }

  /** Draw the New line above this message. */
  beginNewAt(number) {
    this.model.beginNewAt(number);
    this.#mark();
  }

  /** Somebody has another name now. */
  rename({ id, name }) {
    for (const words of this.#list.querySelectorAll(`[data-name-of="${id}"]`)) words.textContent = name;
  }

  #insert(number, article) {
    this.#know(article);
    // After its predecessor, so that the lines which belong to the next message stay with that.
    const before = this.#articles.get(this.model.before(number));
    if (before) before.after(article);
    else this.#list.prepend(article);
  }

  #replace(number, article) {
    const old = this.#articles.get(number);
    for (const name of KEPT) article.toggleAttribute(name, old.hasAttribute(name));
    // Another emoji under it is no reason to read a message aloud once more.
    article.setAttribute("aria-live", "off");
    old.before(article);
    keepAttachments(old, article);
    this.#know(article);
    this.#replaced(old, article);
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.remove();
    if (focused) counterpart(focused, article).focus({ preventScroll: true });
  }

  #know(article) {
    this.#articles.set(Number(article.dataset.number), article);
    this.#dress(article);
  }

  #mark() {
    for (const { number, grouped, day, isNew, isFolded, folds } of this.model.changedMarks()) {
      const article = this.#articles.get(number);
      article.toggleAttribute("data-grouped", grouped);
      article.toggleAttribute("data-folded", isFolded);
      for (const line of this.#lines.get(number) ?? []) line.remove();
      const lines = [];
      if (day !== null) lines.push(this.#dayLine(day));
      if (isNew) lines.push(copyOf("new-line"));
      if (folds) lines.push(this.#foldLine(number, folds));
      article.before(...lines);
      this.#lines.set(number, lines);
    }
    if (!this.model.isSilent) this.#empty.hidden = true;
  }

  #dayLine(milliseconds) {
    const line = copyOf("day");
    line.querySelector("[data-text]").textContent = this.#dates.day(milliseconds);
    return line;
  }

  #foldLine(number, count) {
    const line = copyOf("fold");
    line.textContent = sentences.moreLines(count);
    line.addEventListener("click", () => {
      this.#unfold(number);
      this.find(number).focus({ preventScroll: true });
    });
    return line;
  }

  #unfold(number) {
    this.model.unfold(number);
    this.#mark();
  }
}

/** What has the focus in a message's next state: the same emoji if it is still there, else the message itself. */
function counterpart(element, article) {
  const { react } = element.dataset;
  return (react && article.querySelector(`[data-react="${CSS.escape(react)}"]`)) || article;
}
