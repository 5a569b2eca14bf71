/**
 * What a person has asked for and was not answered yet: their emoji under messages, there or not. The server's word about a
 * message is a list of { emoji, people }, in the order of first use; what is shown is that, with the wishes laid over it.
 */
export class ReactionWishes {
  #me;
  #wishes = new Map();

  constructor(me) {
    this.#me = me;
  }

  /** Wish an emoji to be there, or not; returns the wish, to settle it with. */
  wish(number, emoji, isThere) {
    const wish = { number, emoji, isThere };
    if (!this.#wishes.has(number)) this.#wishes.set(number, new Map());
    // Asked for anew, the place of an emoji is the last.
    this.#wishes.get(number).delete(emoji);
    this.#wishes.get(number).set(emoji, wish);
    return wish;
  }

  /** It was answered. A later wish for the same emoji stays. */
  settle(wish) {
    const wishes = this.#wishes.get(wish.number);
    if (wishes?.get(wish.emoji) !== wish) return;
    wishes.delete(wish.emoji);
    if (!wishes.size) this.#wishes.delete(wish.number);
  }

  /** The groups as this person shall see them: { emoji, people, isMine }; without people there is no group. */
  shown(number, groups) {
    const wishes = this.#wishes.get(number) ?? new Map();
    const there = new Set(groups.map(({ emoji }) => emoji));
    const fresh = [...wishes.values()].filter(({ emoji }) => !there.has(emoji)).map(({ emoji }) => ({ emoji, people: [] }));
    return [...groups, ...fresh]
      .map(({ emoji, people }) => this.#withWish(emoji, people, wishes.get(emoji)))
      .filter(({ people }) => people.length);
  }

  #withWish(emoji, people, wish) {
    const isThere = wish ? wish.isThere : people.includes(this.#me);
    const others = people.filter((person) => person !== this.#me);
    if (isThere === people.includes(this.#me)) return { emoji, people, isMine: isThere };
    return { emoji, people: isThere ? [...others, this.#me] : others, isMine: isThere };
  }
}
