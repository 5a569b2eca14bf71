const KEY = "chatsite.emoji.";
const MOST_KEPT = 30;
const FORGETTING = 0.95;
const FIRST = ["👍️", "❤️", "😂", "🎉", "👀"];

/** The emoji that a person reacts with most, as this browser knows; with each use the earlier ones count a little less. */
export class FrequentEmoji {
  #storage; #key;

  constructor(storage, person) {
    this.#storage = storage;
    this.#key = KEY + person;
  }

  /** As many as there were at first; those stay until others were used. */
  top() {
    const scores = this.#scores();
    const all = [...new Set([...FIRST, ...Object.keys(scores)])];
    return all.sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0)).slice(0, FIRST.length);
  }

  use(emoji) {
    const scores = Object.entries(this.#scores()).map(([one, score]) => [one, score * FORGETTING]);
    const next = new Map(scores).set(emoji, (Object.fromEntries(scores)[emoji] ?? 0) + 1);
    const kept = [...next].sort(([, one], [, other]) => other - one).slice(0, MOST_KEPT);
    try {
      this.#storage.setItem(this.#key, JSON.stringify(Object.fromEntries(kept)));
    } catch {
      // A browser that keeps nothing offers the first five for ever.
    }
  }

  #scores() {
    try {
      return JSON.parse(this.#storage.getItem(this.#key)) ?? {};
    } catch {
      return {};
    }
  }
}
