import { backoffMs } from "./backoff.js";
import { browserClock } from "./clock.js";
import { CommandError } from "./commands.js";

const AT_ONCE = 2;
const RETRYABLE = new Set(["slow_down", "busy", "storage_away", "disconnected"]);

/** Whether the server has a file's bytes, and the words that describe it. */
export function isThere({ key, alt, told }) {
  return Boolean(key) && alt === told;
}

/**
 * Brings files to the server, two at a time, and again when the network was lost. A file is {id, name, type, size, key, alt,
 * told, ...}: `key` is what the server calls it, "" until it has its bytes; `told` is the alternative text that it knows.
 * Files are changed in place. Their state: "waiting", "sending" with the part that is sent, "failed" with a reason, "there".
 */
export class UploadQueue {
  #transport; #changed; #clock; #random;
  #jobs = new Map();
  #isOnline = false;

  /**
   * `transport`: { send(file, { progress, signal }) resolves with what the server says of it; describe(key, alt); remove(key) };
   * each rejects with a CommandError. `changed(file)` is called when a file looks different.
   */
  constructor({ transport, changed = () => {}, clock = browserClock, random = Math.random }) {
    this.#transport = transport;
    this.#changed = changed;
    this.#clock = clock;
    this.#random = random;
  }

  /** Resolves when the server has the file and its description; rejects when it was refused, or taken back. */
  bring(file) {
    if (isThere(file) && !this.#jobs.has(file.id)) return Promise.resolve();
    const known = this.#jobs.get(file.id);
    if (known && known.state !== "failed") return this.#share(known, file);
    const job = { file, state: "waiting", part: 0, reason: "", tries: 0, life: new AbortController() };
    job.promise = new Promise((resolve, reject) => Object.assign(job, { resolve, reject }));
    // Who asks later finds the same promise; that nobody asks is no fault.
    job.promise.catch(() => {});
    this.#jobs.set(file.id, job);
    this.#changed(file);
    this.#next();
    return job.promise;
  }

  stateOf(file) {
    const job = this.#jobs.get(file.id);
    if (job) return { state: job.state, part: job.part, reason: job.reason };
    return { state: file.key ? "there" : "waiting", part: 0, reason: "" };
  }

  /** Take a file back: it is not sent, and the server forgets what it has of it. */
  remove(file) {
    const job = this.#jobs.get(file.id);
    this.#jobs.delete(file.id);
    job?.life.abort();
    job?.reject(new CommandError({ code: "taken_back" }));
    if (file.key) this.#transport.remove(file.key).catch(() => {});
    this.#next();
  }

  /** The server has lost these, or never meant them: they are brought anew. */
  renew(files) {
    for (const file of files) Object.assign(file, { key: "", told: "" });
  }

  connected() {
    this.#isOnline = true;
    for (const job of this.#jobs.values()) this.#wake(job);
  }

  disconnected() {
    this.#isOnline = false;
  }

  /** The same file, known by two objects, is sent once. */
  #share(job, file) {
    return job.file === file ? job.promise : job.promise.then(() => this.bring(Object.assign(file, { key: job.file.key, told: job.file.told })));
  }

  #next() {
    const jobs = [...this.#jobs.values()];
    const sending = jobs.filter(({ state }) => state === "sending").length;
    if (!this.#isOnline) return;
    for (const job of jobs.filter((one) => one.state === "waiting" && !one.timer).slice(0, AT_ONCE - sending)) this.#run(job);
  }

  async #run(job) {
    const { file, life } = job;
    this.#set(job, { state: "sending", part: 0 });
    try {
      if (!file.key) await this.#send(job);
      while (!life.signal.aborted && !isThere(file)) await this.#describe(file);
    } catch (error) {
      if (!life.signal.aborted) this.#trouble(job, error);
      return this.#next();
    }
    if (life.signal.aborted) return;
    this.#jobs.delete(file.id);
    this.#changed(file);
    job.resolve();
    this.#next();
  }

  async #send(job) {
    const { file, life } = job;
    const progress = (part) => this.#set(job, { part });
    const { key, kind, width, height } = await this.#transport.send(file, { progress, signal: life.signal });
    if (life.signal.aborted) return this.#transport.remove(key).catch(() => {});
    Object.assign(file, { key, kind, width, height, told: "" });
  }

  async #describe(file) {
    const { alt } = file;
    await this.#transport.describe(file.key, alt);
    file.told = alt;
  }

  #trouble(job, error) {
    if (!RETRYABLE.has(error.code)) {
      this.#set(job, { state: "failed", reason: error.sentence });
      return job.reject(error);
    }
    const wait = error.retryAfter ? error.retryAfter * 1000 : backoffMs(job.tries, this.#random);
    job.tries += 1;
    job.timer = this.#clock.after(wait, () => this.#wake(job));
    this.#set(job, { state: "waiting", part: 0 });
  }

  #wake(job) {
    if (job.timer) this.#clock.cancel(job.timer);
    job.timer = null;
    this.#next();
  }

  #set(job, changes) {
    Object.assign(job, changes);
    if (!job.life.signal.aborted) this.#changed(job.file);
  }
}
