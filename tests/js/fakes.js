/** A clock that stands until it is told to go on. */
export class FakeClock {
  #now = 1_700_000_000_000;
  #timers = new Map();
  #lastTimer = 0;

  now = () => this.#now;

  after = (milliseconds, callback) => {
    this.#lastTimer += 1;
    this.#timers.set(this.#lastTimer, { at: this.#now + milliseconds, callback });
    return this.#lastTimer;
  };

  cancel = (timer) => this.#timers.delete(timer);

  /** Let time pass: what is due is called in order, and promises settle in between. */
  async pass(milliseconds) {
    const end = this.#now + milliseconds;
    await settled();
    for (let next = this.#due(end); next; next = this.#due(end)) {
      const [timer, { at, callback }] = next;
      this.#timers.delete(timer);
      this.#now = at;
      callback();
      await settled();
    }
    this.#now = end;
  }

  #due(end) {
    return [...this.#timers].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at)[0];
  }
}

/** Let everything that waits for a settled promise run. */
export function settled() {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A network that makes fake WebSockets, and remembers them. */
export class FakeNetwork {
  sockets = [];

  constructor() {
    const network = this;
    this.WebSocket = class {
      sent = [];
      isOpen = false;
      isClosed = false;

      constructor(url) {
        this.url = url;
        network.sockets.push(this);
      }

      send(text) {
        if (!this.isOpen || this.isClosed) throw new Error("sent on a socket that is not open");
        this.sent.push(JSON.parse(text));
      }

      close() {
        this.isClosed = true;
      }

      open() {
        this.isOpen = true;
        this.onopen({});
      }

      say(frame) {
        this.onmessage({ data: JSON.stringify(frame) });
      }

      /** The other side closes, or the line breaks. */
      end(code = 1006) {
        this.isClosed = true;
        this.onclose({ code });
      }

      /** Open, and be welcomed. */
      welcome(fields = {}) {
        this.open();
        this.say({ type: "ready", ref: this.sent[0].ref, protocol: 1, rooms: [], heartbeat_seconds: 25, ...fields });
      }

      get commands() {
        return this.sent.map((frame) => frame.command);
      }
    };
  }

  get last() {
    return this.sockets.at(-1);
  }

  get living() {
    return this.sockets.filter((socket) => !socket.isClosed);
  }
}

/** What localStorage does. */
export class FakeStorage {
  #items = new Map();

  getItem(key) {
    return this.#items.get(key) ?? null;
  }

  setItem(key, value) {
    this.#items.set(key, String(value));
  }

  removeItem(key) {
    this.#items.delete(key);
  }
}

/** Random numbers that are the same for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled(list, random) {
  const copy = [...list];
  for (let place = copy.length - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    [copy[place], copy[other]] = [copy[other], copy[place]];
  }
  return copy;
}
