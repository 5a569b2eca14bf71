import { browserClock } from "./clock.js";
import { newClientId } from "./client-id.js";
import { CommandError } from "./commands.js";
import { sentences } from "./sentences.js";
import { isThere } from "./upload-queue.js";

const RETRYABLE = new Set(["slow_down", "busy", "timeout", "disconnected"]);
const RETRY_SECONDS = 1;
/** For messages that are words alone. */
const NO_UPLOADS = { kept: async () => {}, bring: async () => {}, renew: () => {}, sent: () => {}, forget: () => {}, discard: () => {} };
/** What helps a message that was refused, beside trying again. */
const REMEDIES = { confirm: { confirmed: true }, detach: { answers: null } };

/** The files of an entry; one that an earlier version of this page has kept may have none. */
const filesOf = ({ attachments = [] }) => attachments;

function remedyFor({ code, fields }) {
  if (code === "confirmation_needed") return "confirm";
  return fields.answers ? "detach" : "";
}

/**
 * What was written and is not yet known to be in the room: one entry a message, sent strictly in order within a room, kept in
 * `store` until the server has it. Sending an entry twice is harmless, for the server knows its client_id.
 * An entry is {client_id, person, room, text, answers, attachments, confirmed, made_at, state: "pending" | "sent" | "failed",
 * reason, remedy}: `answers` is the number of the message that it replies to, `attachments` are its files, as upload-queue.js has
 * them, `remedy` what is done differently when a failed one is tried again. It goes when its files have arrived.
 */
export class Outbox {
  #store; #person; #send; #uploads; #changed; #alone; #clock;
  #entries = [];
  #online = false;
  #draining = new Set();
  #unsaved = new Set();
  #writes = Promise.resolve();

  /**
   * `send(entry)` resolves when the server has it; `uploads` is what uploads.js does with files; `alone(name, work)` runs work
   * while no other tab runs work of that name.
   */
  constructor({ store, person, send, uploads = NO_UPLOADS, changed = () => {}, alone = (name, work) => work(), clock = browserClock }) {
    this.#store = store;
    this.#person = person;
    this.#send = send;
    this.#uploads = uploads;
    this.#changed = changed;
    this.#alone = alone;
    this.#clock = clock;
  }

  entriesOf(room) {
    return this.#entries.filter((entry) => entry.room === room);
  }

  /** Bring back what an earlier page, or a tab that is gone, left unsent. */
  async load() {
    await this.#read();
    for (const room of new Set(this.#entries.map((entry) => entry.room))) this.#drain(room);
  }

  /** Take a message, or the reply to another one; `saved` resolves when it survives a reload. */
  add(room, text, { answers = null, attachments = [] } = {}) {
    const entry = {
      client_id: newClientId(), person: this.#person, room, text, answers, attachments, confirmed: false,
      made_at: this.#clock.now(), state: "pending", reason: "", remedy: "",
    };
    this.#entries.push(entry);
    const saved = this.#save(entry);
    this.#changed();
    this.#drain(room);
    return { entry, saved };
  }

  connected() {
    this.#online = true;
    return this.load();
  }

  disconnected() {
    this.#online = false;
  }

  /** The message is in the room: everybody sees it. */
  seen(clientId) {
    const entry = this.#find(clientId);
    if (entry) this.#forget(entry);
  }

  retry(clientId) {
    const entry = this.#find(clientId);
    if (entry?.state !== "failed") return;
    this.#set(entry, { ...REMEDIES[entry.remedy], state: "pending", reason: "", remedy: "", renewed: false });
    this.#drain(entry.room);
  }

  /** Give a message up: one that was refused, or whose files are still on their way. */
  discard(clientId) {
    const entry = this.#find(clientId);
    const isWaiting = entry?.state === "pending" && !filesOf(entry).every(isThere);
    if (entry?.state !== "failed" && !isWaiting) return;
    this.#forget(entry);
    this.#uploads.discard(filesOf(entry));
  }

  #drain(room) {
    if (!this.#online || this.#draining.has(room) || !this.#next(room)) return;
    this.#draining.add(room);
    this.#alone(`chatsite.outbox.${this.#person}.${room}`, () => this.#sendAll(room));
  }

  async #sendAll(room) {
    try {
      // Another tab may have sent some of these while this one waited for its turn.
      await this.#read();
      for (let entry = this.#next(room); this.#online && entry; entry = this.#next(room)) await this.#deliver(entry);
    } finally {
      this.#draining.delete(room);
    }
  }

  async #deliver(entry) {
    try {
      await this.#bring(entry);
      await this.#send(entry);
    } catch (error) {
      if (error.fields?.attachments && !entry.renewed) return this.#renew(entry);
      if (!RETRYABLE.has(error.code)) return this.#set(entry, { state: "failed", reason: error.sentence, remedy: remedyFor(error) });
      if (error.code === "disconnected") this.#online = false;
      else await new Promise((resolve) => this.#clock.after((error.retryAfter ?? RETRY_SECONDS) * 1000, resolve));
      return;
    }
    this.#delivered(entry);
  }

  async #bring(entry) {
    await Promise.all(filesOf(entry).filter((file) => !isThere(file)).map((file) => this.#bringFile(entry, file)));
  }

  async #bringFile(entry, file) {
    try {
      await this.#uploads.bring(file);
    } catch (error) {
      throw new CommandError({ code: error.code, message: sentences.fileFailed(file.name, error.sentence) });
    }
    if (this.#entries.includes(entry)) this.#save(entry);
  }

  /** The server does not have the files any more: they are brought once again from here. */
  #renew(entry) {
    this.#uploads.renew(filesOf(entry));
    this.#set(entry, { renewed: true });
  }

  /** The server has it. It stays in sight until its message arrives, so that nothing vanishes for a moment. */
  #delivered(entry) {
    if (!this.#entries.includes(entry)) return;
    entry.state = "sent";
    this.#write((store) => store.remove(entry));
    this.#uploads.sent(filesOf(entry));
    this.#changed();
  }

  #next(room) {
    return this.#entries.find((entry) => entry.room === room && entry.state === "pending");
  }

  #find(clientId) {
    return this.#entries.find((entry) => entry.client_id === clientId);
  }

  #set(entry, changes) {
    if (!this.#entries.includes(entry)) return;
    Object.assign(entry, changes);
    this.#save(entry);
    this.#changed();
  }

  #forget(entry) {
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#write((store) => store.remove(entry));
    this.#uploads.forget(filesOf(entry));
    this.#changed();
  }

  #save(entry) {
    this.#unsaved.add(entry.client_id);
    return this.#write(async (store) => {
      // The bytes first: after a reload, a message without them could not be sent.
      await this.#uploads.kept();
      await store.put(entry);
      this.#unsaved.delete(entry.client_id);
    });
  }

  /** Queue a write behind the earlier ones. One that fails costs only the safety of a reload; sending goes on. */
  #write(work) {
    this.#writes = this.#writes.then(async () => work(await this.#store)).catch(() => {});
    return this.#writes;
  }

  /** Make this tab's entries those of the store, which other tabs share; what could not be stored stays. */
  async #read() {
    const before = new Set(this.#entries);
    await this.#writes;
    const stored = await (await this.#store).all(this.#person).catch(() => [...before]);
    const ids = new Set(stored.map((entry) => entry.client_id));
    const isLeft = (entry) => ids.has(entry.client_id) || !before.has(entry) || entry.state === "sent" || this.#unsaved.has(entry.client_id);
    const left = this.#entries.filter(isLeft);
    const known = new Set([...before, ...left].map((entry) => entry.client_id));
    const others = stored.filter((entry) => !known.has(entry.client_id));
    if (!others.length && left.length === this.#entries.length) return;
    this.#entries = [...others, ...left].sort((one, other) => (one.order ?? Infinity) - (other.order ?? Infinity) || 0);
    this.#changed();
  }
}
