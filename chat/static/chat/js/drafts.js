/** What a person has typed in each room and not sent yet; kept in `storage` (localStorage), or for this page only where that is refused. */
export class Drafts {
  #storage;
  #person;
  #kept = new Map();

  constructor(storage, person) {
    this.#storage = storage;
    this.#person = person;
  }

  get(room) {
    const key = this.#key(room);
    try {
      return this.#storage.getItem(key) ?? this.#kept.get(key) ?? "";
    } catch {
      return this.#kept.get(key) ?? "";
    }
  }

  set(room, text) {
    const key = this.#key(room);
    try {
      if (text) this.#storage.setItem(key, text);
      else this.#storage.removeItem(key);
      this.#kept.delete(key);
    } catch {
      // Storage may be full or forbidden; a draft then lives as long as the page.
      this.#kept.set(key, text);
    }
  }

  /** Forget the draft if it is still `text`: what was typed since is another draft. */
  discard(room, text) {
    if (this.get(room) === text) this.set(room, "");
  }

  #key(room) {
    return `chatsite.draft.${this.#person}.${room}`;
  }
}
