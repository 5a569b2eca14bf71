/**
 * The revision up to which a shown room is complete: what a reconnecting browser tells the server.
 * While the room still catches up over a live socket (`hold` until `release`), a live change may run ahead of changes that are
 * on their way; counting it at once would leave a hole if the socket were lost just then.
 */
export class Resume {
  #revision;
  #ahead = 0;
  #held = false;

  constructor(revision) {
    this.#revision = revision;
  }

  get revision() {
    return this.#revision;
  }

  hold() {
    this.#held = true;
  }

  /** A live change was applied. */
  note(revision) {
    if (this.#held) this.#ahead = Math.max(this.#ahead, revision);
    else this.reach(revision);
  }

  /** Everything up to here was applied. */
  reach(revision) {
    this.#revision = Math.max(this.#revision, revision);
  }

  release(revision) {
    this.#held = false;
    this.reach(Math.max(revision, this.#ahead));
    this.#ahead = 0;
  }

  /** The socket is gone: what ran ahead is not counted on. */
  lose() {
    this.#held = false;
    this.#ahead = 0;
  }
}
