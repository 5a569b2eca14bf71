import { Resume } from "./resume.js";

const RETRY_SECONDS = 3;

/** An open room's place in its stream of changes: what a new socket is told of it, and how it catches up over an older one. */
export class Stream {
  #room; #socket; #gone; #signal; #resume;
  #isGreeted = false;

  /** `gone` is called when the server knows no such room of this person. */
  constructor({ room, revision, socket, gone, signal }) {
    this.#room = room;
    this.#socket = socket;
    this.#gone = gone;
    this.#signal = signal;
    this.#resume = new Resume(revision);
    if (socket.state === "connected") this.#catchUp();
  }

  hello() {
    this.#isGreeted = true;
    return { [this.#room]: this.#resume.revision };
  }

  /** A live change was applied. */
  note(revision) {
    this.#resume.note(revision);
  }

  /** Everything up to here was applied. */
  reach(revision) {
    this.#resume.reach(revision);
  }

  connected() {
    if (!this.#isGreeted) this.#catchUp();
  }

  disconnected() {
    this.#isGreeted = false;
    this.#resume.lose();
  }

  /** Catch up over a socket that began before this room was opened. */
  async #catchUp() {
    this.#resume.hold();
    this.#isGreeted = true;
    try {
      const { revision } = await this.#socket.request("room.sync", { room: this.#room, revision: this.#resume.revision });
      this.#resume.release(revision);
    } catch (error) {
      if (error.code === "disconnected" || this.#signal.aborted) return;
      if (error.code === "not_found") return this.#gone();
      setTimeout(() => this.#signal.aborted || this.#catchUp(), (error.retryAfter ?? RETRY_SECONDS) * 1000);
    }
  }
}
