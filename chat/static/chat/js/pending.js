import { excerptOf, tellTime } from "./article.js";
import { sentences } from "./sentences.js";
import { copyOf } from "./templates.js";

/** Shows the outbox's entries of the open room under its last message. */
export class Pending {
  #list; #empty; #outbox; #room; #answers; #model; #find; #viewer; #fallback;
  #articles = new Map();

  /** `find(number)` returns the article of a message, if it is on the page; `answers`: show only what replies to this one. */
  constructor(section, { room, outbox, model, find, viewer, signal, answers = null }) {
    this.#list = section.querySelector("[data-messages]");
    this.#empty = section.querySelector("[data-empty]");
    this.#fallback = section.querySelector("[data-timeline]");
    this.#room = room;
    this.#answers = answers;
    this.#outbox = outbox;
    this.#model = model;
    this.#find = find;
    this.#viewer = viewer;
    this.#list.addEventListener("click", (event) => this.#choose(event.target), { signal });
    this.render();
  }

  render() {
    const entries = this.#outbox.entriesOf(this.#room).filter((one) => !this.#answers || one.answers === this.#answers);
    const ids = new Set(entries.map((entry) => entry.client_id));
    for (const [id, article] of this.#articles) if (!ids.has(id)) this.#remove(id, article);
    let previous = null;
    for (const entry of entries) {
      this.#draw(entry, previous);
      previous = entry;
    }
    this.#empty.hidden = entries.length > 0 || !this.#model.isSilent;
  }

  #draw(entry, previous) {
    const article = this.#articles.get(entry.client_id) ?? this.#make(entry);
    article.dataset.state = entry.state;
    article.querySelector("[data-reason]").textContent = entry.reason;
    article.querySelector("[data-retry]").textContent = sentences.retry[entry.remedy] ?? sentences.retry.again;
    article.toggleAttribute("data-grouped", this.#continues(entry, previous));
    if (article !== this.#list.lastElementChild) this.#list.append(article);
  }

  #make(entry) {
    const article = copyOf("pending");
    article.dataset.clientId = entry.client_id;
    article.querySelector("[data-text]").textContent = entry.text;
    tellTime(article.querySelector("time"), entry.made_at, this.#viewer.dates);
    this.#quote(article.querySelector("[data-answered]"), entry.answers);
    this.#articles.set(entry.client_id, article);
    return article;
  }

  #quote(line, number) {
    const answered = number && this.#find(number);
    if (!answered) return line.remove();
    const { author, excerpt } = excerptOf(answered);
    line.querySelector("[data-answered-author]").textContent = author;
    line.querySelector("[data-answered-text]").textContent = excerpt;
  }

  #continues(entry, previous) {
    if (entry.answers || entry.state === "failed" || previous?.state === "failed") return false;
    return previous !== null || this.#model.continues(this.#viewer.me, entry.made_at);
  }

  #remove(id, article) {
    if (article.contains(document.activeElement)) this.#fallback.focus({ preventScroll: true });
    article.remove();
    this.#articles.delete(id);
  }

  #choose(target) {
    const id = target.closest("[data-client-id]")?.dataset.clientId;
    if (target.closest("[data-retry]")) this.#outbox.retry(id);
    if (target.closest("[data-discard]")) this.#outbox.discard(id);
  }
}
