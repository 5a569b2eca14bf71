const NEW = "new";

/**
 * What is being written in a room: a new message, an answer, or a change of an earlier message. Each has a draft of its own,
 * which is forgotten when it was sent or given up, and never otherwise. What changes the mode is given the words that are
 * in the box, and returns those to go on with.
 */
export class Writing {
  #drafts; #room;
  #edited = null;
  #answered = null;
  #original = "";
  #waiting = "";

  constructor(drafts, room) {
    this.#drafts = drafts;
    this.#room = room;
  }

  /** "new", { answer: number } or { edit: number }. */
  get mode() {
    if (this.isEdit) return { edit: this.#edited };
    return this.#answered === null ? NEW : { answer: this.#answered.number };
  }

  get isEdit() {
    return this.#edited !== null;
  }

  /** What is being answered, as it was given to `answer`, or null. It waits during an edit. */
  get answered() {
    return this.#answered;
  }

  /** What an earlier page left unsent. */
  get draft() {
    return this.#drafts.get(this.#key);
  }

  keep(typed) {
    // An unchanged message is no draft: it may be another one when it is edited again.
    this.#drafts.set(this.#key, this.isEdit && typed === this.#original ? "" : typed);
  }

  /** Change a message that says `original`. */
  edit(number, original, typed) {
    if (!this.isEdit) this.#waiting = typed;
    this.#edited = number;
    this.#original = original;
    return this.draft || original;
  }

  /** Answer a message; an edit is left, and goes on where it was when it is begun again. */
  answer(answered, typed) {
    this.#answered = answered;
    return this.isEdit ? this.#leave() : typed;
  }

  /** Give up what was begun last: the edit, or else the answer, whose words stay. */
  back(typed) {
    if (!this.isEdit) {
      this.#answered = null;
      return typed;
    }
    this.keep(this.#original);
    return this.#leave();
  }

  /** What was typed is on its way. Returns its mode, the words to go on with, and what to call when it is safe. */
  send(typed) {
    const { mode } = this;
    const key = this.#key;
    const safe = () => this.#drafts.discard(key, typed);
    if (this.isEdit) return { mode, safe, next: this.#leave() };
    this.#answered = null;
    return { mode, safe, next: "" };
  }

  #leave() {
    const waiting = this.#waiting;
    this.#edited = null;
    this.#waiting = "";
    return waiting;
  }

  get #key() {
    return this.isEdit ? `${this.#room}.edit.${this.#edited}` : this.#room;
  }
}
