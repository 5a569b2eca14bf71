import { browserClock } from "./clock.js";

/** Who was heard to type is shown for so long: two words may get lost before they are forgotten. */
const SHOWN_MS = 6_000;
const TELLING_MS = 3_000;
const COMMAND = "/";

/** The others who type in a room just now. Nobody says that they have stopped: they are forgotten after a while. */
export class Typists {
  #changed; #clock;
  #people = new Map();

  /** `changed` is called when there are others than before. */
  constructor({ changed, clock = browserClock }) {
    this.#changed = changed;
    this.#clock = clock;
  }

  /** Their names, those who began first before the others. */
  get names() {
    return [...this.#people.values()].map(({ name }) => name);
  }

  heard({ id, name }) {
    const before = this.#people.get(id);
    this.#clock.cancel(before?.timer);
    const timer = this.#clock.after(SHOWN_MS, () => this.forget(id));
    this.#people.set(id, { name, timer });
    if (before?.name !== name) this.#changed();
  }

  /** They have sent what they wrote, or left the room. */
  forget(id) {
    this.#clock.cancel(this.#people.get(id)?.timer);
    if (this.#people.delete(id)) this.#changed();
  }

  clear() {
    for (const id of [...this.#people.keys()]) this.forget(id);
  }
}

/** Tells the others that one types oneself: while one goes on, again and again, but not too often. */
export class Telling {
  #tell; #clock;
  #toldAt = -Infinity;

  constructor({ tell, clock = browserClock }) {
    this.#tell = tell;
    this.#clock = clock;
  }

  /** These words stand in the box now. Changing an earlier message concerns nobody before it is done. */
  typed(text, { isEdit }) {
    const words = text.trim();
    if (!words || words.startsWith(COMMAND) || isEdit) return;
    if (this.#clock.now() - this.#toldAt < TELLING_MS) return;
    this.#toldAt = this.#clock.now();
    this.#tell();
  }
}
