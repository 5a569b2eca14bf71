import { recordOf } from "./article.js";
import { keepAttachments } from "./attachments.js";
import { Composer } from "./composer.js";
import { Pending } from "./pending.js";
import { elementsFrom } from "./templates.js";

/** A message with its replies in the side panel, kept as the room is, and a box to write the next reply. */
export class Thread {
  #list; #room; #root; #outbox; #pending;

  constructor(element, room, app, { signal }) {
    this.#list = element.querySelector("[data-messages]");
    this.#room = room;
    this.#root = Number(element.dataset.thread);
    this.#outbox = app.outbox;
    for (const article of this.#list.children) this.#dress(article);
    room.deeds.offer(this.#list, { signal });
    const viewer = { me: app.me, dates: app.dates };
    const model = { newest: this.#root, continues: () => false };
    const find = () => null;
    this.#pending = new Pending(element, { room: room.id, answers: this.#root, outbox: app.outbox, uploads: app.uploads, model, find, viewer, signal });
    this.#follow(app.changes, signal);
    const form = element.querySelector("[data-composer]");
    if (form) this.#write(form, app, signal);
    this.#scrollToEnd();
  }

  #follow(changes, signal) {
    const offs = [
      changes.on("change", (change) => change.room === this.#room.id && change.kind === "message" && this.#apply(change.message)),
      changes.on("outbox", () => this.#pending.render()),
    ];
    signal.addEventListener("abort", () => offs.forEach((off) => off()));
  }

  #apply({ html }) {
    const [article] = elementsFrom(html);
    const { number } = recordOf(article);
    if (number !== this.#root && Number(article.dataset.root) !== this.#root) return;
    const known = this.#list.querySelector(`[data-number="${number}"]`);
    if (known && recordOf(known).revision >= recordOf(article).revision) return;
    this.#dress(article);
    if (known) {
      known.before(article);
      keepAttachments(known, article);
      known.remove();
      this.#room.deeds.follow(known, article);
      return;
    }
    this.#list.append(article);
    this.#pending.render();
    this.#scrollToEnd();
  }

  #dress(article) {
    // The timeline may show it too, and a name is given once.
    article.removeAttribute("id");
    this.#room.dress(article);
  }

  #write(form, app, signal) {
    const { id, rooms } = this.#room;
    const composer = new Composer(form, {
      room: `${id}/${this.#root}`,
      drafts: app.drafts,
      rooms: () => rooms.sections().rooms,
      uploads: app.uploads,
      zone: form.closest("[data-thread]"),
      send: (text, mode, attachments) => this.#answer(text, attachments),
      signal,
    });
    composer.focus();
  }

  #answer(text, attachments) {
    const { saved } = this.#outbox.add(this.#room.id, text, { answers: this.#root, attachments });
    this.#scrollToEnd();
    return saved;
  }

  #scrollToEnd() {
    const scroll = this.#list.closest(".thread__messages");
    scroll.scrollTop = scroll.scrollHeight;
  }
}
