import { excerptOf, tellTime } from "./article.js";
import { PendingFiles } from "./pending-files.js";
import { sentences } from "./sentences.js";
import { copyOf } from "./templates.js";

/** Shows the outbox's entries of the open room under its last message. */
export class Pending {
  #list; #empty; #outbox; #room; #answers; #model; #find; #viewer; #fallback;
  #uploads;
  #articles = new Map();
  #files = new Map();

  /** `find(number)` returns the article of a message, if it is on the page; `answers`: show only what replies to this one. */
  constructor(section, { room, outbox, uploads, model, find, viewer, signal, answers = null }) {
    this.#list = section.querySelector("[data-messages]");
    this.#empty = section.querySelector("[data-empty]");
    this.#fallback = section.querySelector("[data-timeline]");
    this.#room = room;
    this.#answers = answers;
    this.#outbox = outbox;
    this.#uploads = uploads;
    uploads.follow((file) => this.#redraw(file), signal);
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
    this.#files.get(entry.client_id)?.draw();
    article.querySelector("[data-cancel]").hidden = !this.#waitsForFiles(entry);
    article.querySelector("[data-retry]").textContent = sentences.retry[entry.remedy] ?? sentences.retry.again;
    article.toggleAttribute("data-grouped", this.#continues(entry, previous));
    if (article !== this.#list.lastElementChild) this.#list.append(article);
  }

  #make(entry) {
    const article = copyOf("pending");
    article.dataset.clientId = entry.client_id;
    if (entry.text) article.querySelector("[data-text]").textContent = entry.text;
    else article.querySelector("[data-body]").replaceChildren();
    if (entry.attachments?.length) this.#attach(article, entry);
    tellTime(article.querySelector("time"), entry.made_at, this.#viewer.dates);
    this.#quote(article.querySelector("[data-answered]"), entry.answers);
    this.#articles.set(entry.client_id, article);
    return article;
  }

  #attach(article, { client_id: id, attachments }) {
    const files = new PendingFiles(attachments, this.#uploads);
    article.querySelector("[data-body]").after(files.element);
    this.#files.set(id, files);
  }

  #waitsForFiles({ state, attachments = [] }) {
    return state === "pending" && attachments.some((file) => this.#uploads.stateOf(file).state !== "there");
  }

  /** A file has come further; what stands below keeps its place, for the message's height does not change. */
  #redraw({ id }) {
    const entries = this.#outbox.entriesOf(this.#room);
    const entry = entries.find(({ attachments = [] }) => attachments.some((file) => file.id === id));
    const article = this.#articles.get(entry?.client_id);
    if (!article) return;
    this.#files.get(entry.client_id).draw();
    article.querySelector("[data-cancel]").hidden = !this.#waitsForFiles(entry);
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
    this.#files.delete(id);
  }

  #choose(target) {
    const id = target.closest("[data-client-id]")?.dataset.clientId;
    if (target.closest("[data-retry]")) this.#outbox.retry(id);
    if (target.closest("[data-discard], [data-cancel]")) this.#outbox.discard(id);
  }
}
