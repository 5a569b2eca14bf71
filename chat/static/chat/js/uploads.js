import { CommandError } from "./commands.js";
import { token } from "./pages.js";
import { Previews } from "./previews.js";
import { sentences } from "./sentences.js";
import { UploadQueue } from "./upload-queue.js";
import { openTables, UploadStore } from "./upload-store.js";

const UPLOADS = "/uploads/";
const [TOO_LARGE, NO_ANSWER] = [413, 0];

/** A person's files on their way to the server, from all rooms: as long as the page lives, and kept for the next one. */
export class Uploads {
  #queue; #store; #previews;
  #listeners = new Set();
  #files = new Map();

  constructor(person) {
    this.#store = new UploadStore(openTables(globalThis.indexedDB), person);
    this.#previews = new Previews((id) => this.#store.blob(id));
    this.#queue = new UploadQueue({ transport: transport((id) => this.#store.blob(id)), changed: (file) => this.#tell(file) });
  }

  /** Files and their order in composers, as they are kept. */
  get store() {
    return this.#store;
  }

  get previews() {
    return this.#previews;
  }

  /** Call `listener(file)` when a file looks different. */
  follow(listener, signal) {
    this.#listeners.add(listener);
    signal.addEventListener("abort", () => this.#listeners.delete(listener));
  }

  stateOf(file) {
    return this.#queue.stateOf(file);
  }

  /** These files as this page knows them already: what has become of them since they were kept. */
  adopt(files) {
    return files.map((file) => this.#files.get(file.id) ?? file);
  }

  /** Take what was chosen: it is shown, kept and sent. */
  async begin(file, blob) {
    this.#files.set(file.id, file);
    this.#store.keep(file.id, blob);
    this.bring(file).catch(() => {});
    await this.#previews.measure(file);
    this.#tell(file);
  }

  bring(file) {
    return this.#queue.bring(file);
  }

  renew(files) {
    this.#queue.renew(files);
  }

  /** The server has the message of these: their bytes are needed no more, their pictures for a moment. */
  sent(files) {
    this.#store.forget(files.map(({ id }) => id));
  }

  /** Resolves when the bytes of all files survive a reload. */
  kept() {
    return this.#store.written;
  }

  /** Nothing shows these any more. */
  forget(files) {
    this.sent(files);
    for (const { id } of files) this.#files.delete(id);
    this.#previews.drop(files);
  }

  /** Nobody wants these any more, neither here nor on the server. */
  discard(files) {
    for (const file of files) this.#queue.remove(file);
    this.forget(files);
  }

  connected() {
    this.#queue.connected();
  }

  disconnected() {
    this.#queue.disconnected();
  }

  #tell(file) {
    for (const listener of this.#listeners) listener(file);
  }
}

/** How files get to the server; `blobOf(id)` resolves with the bytes of one. */
function transport(blobOf) {
  return {
    async send({ id, name }, { progress, signal }) {
      const blob = await readable(blobOf(id));
      return JSON.parse(await ask(`${UPLOADS}?${new URLSearchParams({ name })}`, { body: blob, progress, signal }));
    },
    describe: (key, alt) => ask(`${UPLOADS}${key}/`, { body: new URLSearchParams({ alt }) }),
    remove: (key) => ask(`${UPLOADS}${key}/delete/`),
  };
}

/** A file that was moved or changed since it was chosen, or a folder, cannot be read: that is no trouble of the network. */
async function readable(promise) {
  try {
    const blob = await promise;
    await blob.slice(0, 1).arrayBuffer();
    return blob;
  } catch {
    throw new CommandError({ code: "unreadable", message: sentences.fileUnreadable });
  }
}

/** Post, and tell how far it is: fetch does not. Rejects with a CommandError. */
function ask(url, { body = null, progress = () => {}, signal = null } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    for (const [name, value] of Object.entries(token())) request.setRequestHeader(name, value);
    if (body instanceof Blob) request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onload = () => (isAnswer(request) ? resolve(request.responseText) : reject(refusalOf(request)));
    request.onerror = () => reject(new CommandError({ code: "disconnected" }));
    request.onabort = request.onerror;
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

/** A redirect leads to the log-in page. */
function isAnswer({ status, responseURL }) {
  return status >= 200 && status < 300 && !new URL(responseURL).pathname.startsWith("/accounts/");
}

function refusalOf({ status, responseText }) {
  if (status === NO_ANSWER) return new CommandError({ code: "disconnected" });
  try {
    return new CommandError(JSON.parse(responseText).error);
  } catch {
    // A proxy has answered, not the chat.
    const code = status === TOO_LARGE ? "too_large" : "failed";
    return new CommandError({ code, message: status === TOO_LARGE ? sentences.tooLargeHere : sentences.failed });
  }
}
