const DIRECT = "direct";
/** So many mentions an entry lists at most, the newest. */
const MENTIONS_MAX = 100;
/** So many changed messages are remembered until the next list, which is seldom more than one change behind. */
const HEARD_MAX = 500;

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

  get all() {
    return [...this.#entries.values()];
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

  /** Move the read pointer. Of two, the one that was set back more often is the newer, or else the one further on. */
  read({ room, number, turned_back = this.get(room)?.turned_back }) {
    const entry = this.get(room);
    if (!entry) return;
    this.#point(entry, { read_number: number, turned_back });
    this.#count(entry);
  }

  apply(change) {
    if (change.kind === "member") this.#rename(change.member.person);
    const entry = this.get(change.room);
    if (!entry) return;
    if (change.kind === "message") this.#said(entry, change);
    if (change.kind === "member") this.#membership(entry, change);
    if (change.kind === "room") this.#describe(entry, change);
  }

  #merged(entry, before) {
    const merged = { ...entry, described: entry.revision, spokenAt: Date.parse(entry.last_message_at ?? "") || 0 };
    // What the list said, and what was heard since: by number, the latest of each message.
    merged.listed = entry;
    merged.heard = new Map();
    if (before) {
      for (const [number, news] of before.heard) if (news.revision > entry.revision) merged.heard.set(number, news);
      merged.last_number = Math.max(entry.last_number, before.last_number);
      merged.spokenAt = Math.max(merged.spokenAt, before.spokenAt);
      this.#point(merged, before);
    }
    this.#count(merged);
    return merged;
  }

  #point(entry, { read_number, turned_back }) {
    const further = turned_back - entry.turned_back || read_number - entry.read_number;
    if (further > 0) Object.assign(entry, { read_number, turned_back });
  }

  #said(entry, { message, revision }) {
    const { author, number, mentions, system } = message;
    const { listed, heard } = entry;
    const isMine = author === this.#person;
    // Whoever writes has read: the author's pointer moves with a message that is new, and not when it changes later.
    if (isMine && !system && number > listed.last_number) this.#point(entry, { ...listed, read_number: number });
    const isNamed = mentions === "all" ? !isMine : mentions.includes(this.#person);
    if (revision > Math.max(listed.revision, heard.get(number)?.revision ?? 0)) heard.set(number, { revision, isNamed, isQuiet: system });
    if (heard.size > HEARD_MAX) heard.delete(heard.keys().next().value);
    entry.last_number = Math.max(entry.last_number, number);
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
    const { heard } = entry;
    // Nobody says a line of the system: who has read what stands before it has read it.
    while (heard.get(entry.read_number + 1)?.isQuiet) entry.read_number += 1;
    const named = new Set(entry.listed.mentions);
    for (const [number, { isNamed }] of heard) {
      if (isNamed) named.add(number);
      else named.delete(number);
    }
    const unread = [...named].filter((number) => number > entry.read_number);
    entry.mentions = unread.sort((one, other) => one - other).slice(-MENTIONS_MAX);
    entry.unread = Math.max(0, entry.last_number - entry.read_number);
  }
}
