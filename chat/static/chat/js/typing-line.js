import { sentences } from "./sentences.js";
import { Telling, Typists } from "./typing.js";

/** The line above the composer that names those who type; and the word to the others that one types oneself. */
export class TypingLine {
  #room; #line; #typists; #telling;
  #last;

  constructor(room, { changes }) {
    const { section, signal } = room;
    this.#room = room;
    this.#line = section.querySelector("[data-typing]");
    this.#last = Number(section.dataset.lastNumber);
    this.#typists = new Typists({ changed: () => this.#draw() });
    // A refusal, or a lost connection, is no matter: the next word comes in a moment.
    this.#telling = new Telling({ tell: () => room.ask("typing.start").catch(() => {}) });
    section.addEventListener("input", (event) => this.#input(event.target), { signal });
    const offs = [
      changes.on("signal", (frame) => this.#hear(frame)),
      changes.on("change", (change) => change.room === room.id && this.#change(change)),
      changes.on("connection", ({ state }) => state === "connected" || this.#typists.clear()),
    ];
    signal.addEventListener("abort", () => {
      for (const off of offs) off();
      this.#typists.clear();
    });
  }

  #hear({ kind, room, person }) {
    if (kind === "typing" && room === this.#room.id) this.#typists.heard(person);
  }

  #change({ kind, message, member }) {
    if (kind === "member" && member.removed) this.#typists.forget(member.person.id);
    // An earlier message of theirs may change while they write the next.
    if (kind !== "message" || message.number <= this.#last) return;
    this.#last = message.number;
    this.#typists.forget(message.author);
  }

  #input(area) {
    if (!area.matches("[data-composer-text]")) return;
    const isEdit = area.form.dataset.composer === "room" && this.#room.composer?.mode.edit !== undefined;
    this.#telling.typed(area.value, { isEdit });
  }

  #draw() {
    this.#line.textContent = sentences.typing(this.#typists.names);
  }
}
