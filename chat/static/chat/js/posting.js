/**
 * Brings what was written where it belongs: a new message or a reply into the outbox, which sends it sooner or later; a change
 * of an earlier message to the server at once, or not at all.
 */
export class Posting {
  #room; #outbox; #ask;
  #unconfirmed = "";

  /** `ask(command, fields)` sends a command about this room and resolves with its reply. */
  constructor({ room, outbox, ask }) {
    this.#room = room;
    this.#outbox = outbox;
    this.#ask = ask;
  }

  /** `mode` is one of writing.js, `attachments` the files that go with a new message. Resolves when it is safe; rejects with a CommandError when a change was refused. */
  send(text, mode, attachments = []) {
    if (mode.edit !== undefined) return this.#edit(mode.edit, text);
    return this.#outbox.add(this.#room, text, { answers: mode.answer ?? null, attachments }).saved;
  }

  async #edit(number, text) {
    const change = `${number} ${text}`;
    // Whoever sends just the same again has read whom it calls.
    const confirmed = change === this.#unconfirmed;
    this.#unconfirmed = "";
    try {
      await this.#ask("message.edit", { number, text, ...(confirmed && { confirmed }) });
    } catch (error) {
      if (error.code === "confirmation_needed") this.#unconfirmed = change;
      throw error;
    }
  }
}
