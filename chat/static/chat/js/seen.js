/**
 * How far the others in a room have read, in rooms where that is shown: fed with the room's list, and with `seen` signals
 * and changes, in any order and any number of times. Nobody reads backwards.
 */
export class SeenBy {
  #me;
  #most = 0;
  #readers = new Map();

  constructor(me) {
    this.#me = me;
  }

  /** Take the room's list: { most, people: [{ person, number }] }. */
  load({ most, people }) {
    this.#most = most;
    for (const { person, number } of people) {
      const known = this.#readers.get(person.id)?.number ?? 0;
      this.#readers.set(person.id, { person, number: Math.max(known, number) });
    }
  }

  read(reads) {
    for (const [id, number] of reads) this.#reach(id, number);
  }

  /** Whoever writes has read. */
  said({ author, number }) {
    this.#reach(author, number);
  }

  /** Somebody came, left or has another name; in a room that is too big for it now, nobody is shown any more. */
  member({ person, removed }, members) {
    if (members > this.#most) this.#readers.clear();
    else if (removed) this.#readers.delete(person.id);
    else this.#readers.set(person.id, { person, number: this.#readers.get(person.id)?.number ?? 0 });
  }

  /**
   * Return a map of message numbers to the people who have read up to there and no further. `messages` are those in sight,
   * { number, author } in their order; `isEnd`: none follows them. Not oneself, and nobody at their own message.
   */
  places(messages, { isEnd }) {
    const places = new Map();
    for (const { person, number } of this.#readers.values()) {
      const place = messages.findLastIndex((message) => message.number <= number);
      const message = messages[place];
      const isBeyond = place === messages.length - 1 && !isEnd && number > message?.number;
      if (!message || isBeyond || person.id === this.#me || person.id === message.author) continue;
      places.set(message.number, [...(places.get(message.number) ?? []), person]);
    }
    return places;
  }

  #reach(id, number) {
    const reader = this.#readers.get(id);
    if (reader) reader.number = Math.max(reader.number, number);
  }
}
