const DATABASE = "chatsite";
const ENTRIES = "outbox";

/** Keeps entries as long as the page lives: for a browser that refuses IndexedDB. */
export class MemoryStore {
  #entries = new Map();
  #lastOrder = 0;

  async all(person) {
    const mine = [...this.#entries.values()].filter((entry) => entry.person === person);
    return mine.sort((one, other) => one.order - other.order).map((entry) => ({ ...entry }));
  }

  async put(entry) {
    entry.order ??= this.#lastOrder += 1;
    this.#entries.set(entry.order, { ...entry });
  }

  async remove(entry) {
    this.#entries.delete(entry.order);
  }
}

function finished(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Keeps entries in IndexedDB, which the tabs of one browser share; `order` is the place in which they were written. */
class IndexedStore {
  #database;

  constructor(database) {
    this.#database = database;
  }

  async all(person) {
    return finished(this.#entries("readonly").index("person").getAll(person));
  }

  async put(entry) {
    // Without its order a new entry gets the next one from the database, whichever tab it is written in.
    entry.order = await finished(this.#entries("readwrite").put({ ...entry }));
  }

  async remove(entry) {
    if (entry.order !== undefined) await finished(this.#entries("readwrite").delete(entry.order));
  }

  #entries(mode) {
    return this.#database.transaction(ENTRIES, mode).objectStore(ENTRIES);
  }
}

/** Open the store that the outbox keeps its entries in. */
export async function openStore(indexedDB) {
  try {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const entries = request.result.createObjectStore(ENTRIES, { keyPath: "order", autoIncrement: true });
      entries.createIndex("person", "person");
    };
    return new IndexedStore(await finished(request));
  } catch {
    return new MemoryStore();
  }
}
