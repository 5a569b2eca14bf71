const DIRECT = "direct";

/** The person's rooms as the sidebar shows them; fed with `ready`, `you` and `change` frames, in any order and any number of times. */
export class Rooms {
  #person;
  #entries = new Map();
  #collator;

  constructor(person, language) {
    this.#person = person;
    this.#collator = new Intl.Collator(language, { sensitivity: "base", numeric: true });
  }

  get(id) {
    return this.#entries.get(id);
  }

  get unread() {
    let sum = 0;
    for (const entry of this.#entries.values()) sum += entry.unread;
    return sum;
  }

  /** Take the whole list. Returns the ids of the rooms that are gone. */
  replace(entries) {
    const before = this.#entries;
    this.#entries = new Map(entries.map((entry) => [entry.id, this.#merged(entry, before.get(entry.id))]));
    return [...before.keys()].filter((id) => !this.#entries.has(id));
  }

  /** The two lists of the sidebar: rooms by name, direct ones by their latest message. */
  sections() {
    const byName = (one, other) => this.#collator.compare(one.name, other.name) || one.id - other.id;
    const entries = [...this.#entries.values()].sort(byName);
    const direct = entries.filter((entry) => entry.kind === DIRECT);
    return {
      rooms: entries.filter((entry) => entry.kind !== DIRECT),
      direct: direct.sort((one, other) => other.spokenAt - one.spokenAt),
    };
  }

  /** Move the read pointer, which only goes forward. */
  read({ room, number }) {
    const entry = this.get(room);
    if (!entry || number <= entry.read_number) return;
    entry.read_number = number;
    this.#count(entry);
    if (entry.unread === 0) entry.mentions = 0;
  }

  /** The server has stored that the person has read so far. */
  learn({ room, number }) {
    const entry = this.get(room);
    if (entry) entry.stored = Math.max(entry.stored, number);
    this.read({ room, number });
  }

  /** Everything from this message on is unread. */
  unreadFrom({ room, number }) {
    const entry = this.get(room);
    if (!entry) return;
    entry.stored = entry.read_number = number - 1;
    this.#count(entry);
  }

  apply(change) {
    if (change.kind === "member") this.#rename(change.member.person);
    const entry = this.get(change.room);
    if (!entry) return;
    if (change.kind === "message") this.#said(entry, change.message);
    if (change.kind === "member") this.#membership(entry, change);
    if (change.kind === "room") this.#describe(entry, change);
  }

  #merged(entry, before) {
    const merged = { ...entry, described: entry.revision, spokenAt: Date.parse(entry.last_message_at ?? "") || 0 };
    merged.stored = entry.read_number;
    merged.spoken = Math.max(entry.last_number, before?.spoken ?? 0);
    if (before) {
      // Less than the server had stored before: something was marked as unread. What was only read here counts on.
      if (merged.stored >= before.stored) merged.read_number = Math.max(entry.read_number, before.read_number);
      merged.last_number = Math.max(entry.last_number, before.last_number);
      merged.spokenAt = Math.max(merged.spokenAt, before.spokenAt);
    }
    this.#count(merged);
    return merged;
  }

  #said(entry, message) {
    if (message.author === this.#person && message.number > entry.spoken) {
      // Whoever writes has read: the server moves the author's pointer with the message, and not when it changes later.
      entry.spoken = message.number;
      this.learn({ room: entry.id, number: message.number });
    }
    entry.last_number = Math.max(entry.last_number, message.number);
    entry.spokenAt = Math.max(entry.spokenAt, Date.parse(message.created_at));
    this.#count(entry);
  }

  #membership(entry, { member, revision }) {
    if (member.person.id !== this.#person || revision <= entry.described) return;
    if (member.removed) this.#entries.delete(entry.id);
    else entry.role = member.role;
  }

  #describe(entry, { state, revision }) {
    if (revision <= entry.described) return;
    entry.described = revision;
    const { name, topic, archived, kind } = state;
    Object.assign(entry, { topic, archived, kind });
    // A direct room's name is the others' names, which the room itself does not know.
    if (kind !== DIRECT) entry.name = name;
  }

  #rename(person) {
    for (const entry of this.#entries.values()) {
      const index = entry.people?.findIndex((other) => other.id === person.id) ?? -1;
      if (index < 0) continue;
      entry.people[index] = person;
      entry.name = entry.people.map((other) => other.name).join(", ");
    }
  }

  #count(entry) {
    entry.unread = Math.max(0, entry.last_number - entry.read_number);
  }
}
