import { tellTime } from "./article.js";
import { copyOf } from "./templates.js";

/** Shows the outbox's entries of the open room under its last message. */
export class Pending {
  #list; #empty; #outbox; #room; #model; #viewer; #fallback;
  #articles = new Map();

  constructor(section, { room, outbox, model, viewer, signal }) {
    this.#list = section.querySelector("[data-messages]");
    this.#empty = section.querySelector("[data-empty]");
    this.#fallback = section.querySelector("[data-timeline]");
    this.#room = room;
    this.#outbox = outbox;
    this.#model = model;
    this.#viewer = viewer;
    this.#list.addEventListener("click", (event) => this.#choose(event.target), { signal });
    this.render();
  }

  render() {
    const entries = this.#outbox.entriesOf(this.#room);
    const ids = new Set(entries.map((entry) => entry.client_id));
    for (const [id, article] of this.#articles) if (!ids.has(id)) this.#remove(id, article);
    let previous = null;
    for (const entry of entries) {
      this.#draw(entry, previous);
      previous = entry;
    }
    if (entries.length) this.#empty.hidden = true;
    else if (!this.#model.newest) this.#empty.hidden = false;
  }

  #draw(entry, previous) {
    const article = this.#articles.get(entry.client_id) ?? this.#make(entry);
    article.dataset.state = entry.state;
    article.querySelector("[data-reason]").textContent = entry.reason;
    article.toggleAttribute("data-grouped", this.#continues(entry, previous));
    if (article !== this.#list.lastElementChild) this.#list.append(article);
  }

  #make(entry) {
    const article = copyOf("pending");
    article.dataset.clientId = entry.client_id;
    article.querySelector("[data-text]").textContent = entry.text;
    tellTime(article.querySelector("time"), entry.made_at, this.#viewer.dates);
    this.#articles.set(entry.client_id, article);
    return article;
  }

  #continues(entry, previous) {
    if (entry.state === "failed" || previous?.state === "failed") return false;
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
