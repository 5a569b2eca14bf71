const DATABASE = "chatsite-uploads";
const BLOBS = "blobs";
const TRAYS = "trays";

/** What a browser keeps that refuses IndexedDB: nothing. */
const NOWHERE = { get: async () => undefined, put: async () => {}, delete: async () => {} };

function finished(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Two tables in IndexedDB, which the tabs of one browser share. A database of its own: the outbox's stays as it is. */
class IndexedTables {
  #database;

  constructor(database) {
    this.#database = database;
  }

  get(table, key) {
    return finished(this.#table(table, "readonly").get(key));
  }

  put(table, key, value) {
    return finished(this.#table(table, "readwrite").put(value, key));
  }

  delete(table, key) {
    return finished(this.#table(table, "readwrite").delete(key));
  }

  #table(name, mode) {
    return this.#database.transaction(name, mode).objectStore(name);
  }
}

/** Open the tables that files are kept in. */
export async function openTables(indexedDB) {
  try {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => [BLOBS, TRAYS].forEach((name) => request.result.createObjectStore(name));
    return new IndexedTables(await finished(request));
  } catch {
    return NOWHERE;
  }
}

/**
 * Keeps the bytes of files until the server has their message, and what lies in each composer's tray. All of it is in memory,
 * too: what the browser refuses to store lives as long as the page. Bytes are written once, however often what is known of
 * their file changes.
 */
export class UploadStore {
  #tables; #person;
  #blobs = new Map();
  #trays = new Map();
  #writes = Promise.resolve();

  /** `tables`: what openTables returns, or the promise of it. */
  constructor(tables, person) {
    this.#tables = tables;
    this.#person = person;
  }

  /** Resolves when all that is to be kept by now is kept. */
  get written() {
    return this.#writes;
  }

  /** Keep a file's bytes. */
  keep(id, blob) {
    this.#blobs.set(id, blob);
    return this.#write((tables) => tables.put(BLOBS, id, blob));
  }

  /** The bytes of a file, or undefined when they are gone. */
  async blob(id) {
    if (!this.#blobs.has(id)) {
      await this.#writes;
      const stored = await (await this.#tables).get(BLOBS, id).catch(() => undefined);
      if (stored) this.#blobs.set(id, stored);
    }
    return this.#blobs.get(id);
  }

  /** Nobody will ask for these bytes again. */
  forget(ids) {
    for (const id of ids) {
      this.#blobs.delete(id);
      this.#write((tables) => tables.delete(BLOBS, id));
    }
  }

  /** What lay in a place's tray when it was kept last. */
  async tray(place) {
    await this.#writes;
    const key = this.#key(place);
    const stored = await (await this.#tables).get(TRAYS, key).catch(() => undefined);
    return stored ?? this.#trays.get(key) ?? [];
  }

  keepTray(place, items) {
    const key = this.#key(place);
    const kept = items.map((item) => ({ ...item }));
    if (kept.length) this.#trays.set(key, kept);
    else this.#trays.delete(key);
    return this.#write((tables) => (kept.length ? tables.put(TRAYS, key, kept) : tables.delete(TRAYS, key)));
  }

  #key(place) {
    return `${this.#person}.${place}`;
  }

  /** Queue a write behind the earlier ones. One that fails costs only the safety of a reload. */
  #write(work) {
    this.#writes = this.#writes.then(async () => work(await this.#tables)).catch(() => {});
    return this.#writes;
  }
}
