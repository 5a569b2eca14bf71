import { browserClock } from "./clock.js";
import { sentences } from "./sentences.js";

const DEADLINE_MS = 10_000;

/** Why a command did not succeed: the server's error, or one of our own codes "disconnected" and "timeout". */
export class CommandError extends Error {
  constructor({ code, message = sentences.unanswered[code] ?? "", retry_after = null, fields = {} }) {
    super(message);
    this.name = "CommandError";
    this.code = code;
    this.retryAfter = retry_after;
    this.fields = fields;
  }

  /** What to tell the person: a field's sentence says more than the one about all fields. */
  get sentence() {
    return Object.values(this.fields)[0] ?? this.message;
  }
}

/** The commands that wait for their reply: every ref is settled exactly once, by reply, deadline or loss of the socket. */
export class Commands {
  #waiting = new Map();
  #lastRef = 0;
  #clock;

  constructor(clock = browserClock) {
    this.#clock = clock;
  }

  nextRef() {
    this.#lastRef += 1;
    return String(this.#lastRef);
  }

  /** Open a command: its ref, and the promise of its reply. */
  open() {
    const ref = this.nextRef();
    const promise = new Promise((resolve, reject) => {
      const timer = this.#clock.after(DEADLINE_MS, () => this.#reject(ref, { code: "timeout" }));
      this.#waiting.set(ref, { resolve, reject, timer });
    });
    return { ref, promise };
  }

  settle(reply) {
    if (!reply.ok) return this.#reject(reply.ref, reply.error);
    this.#take(reply.ref)?.resolve(reply);
  }

  failAll(code) {
    for (const ref of [...this.#waiting.keys()]) this.#reject(ref, { code });
  }

  #reject(ref, error) {
    this.#take(ref)?.reject(new CommandError(error));
  }

  #take(ref) {
    const command = this.#waiting.get(ref);
    if (!command) return undefined;
    this.#waiting.delete(ref);
    this.#clock.cancel(command.timer);
    return command;
  }
}
