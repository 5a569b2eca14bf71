import { folded, ranked } from "./completion-model.js";

let loading = null;

/** The emoji's names, fetched when somebody first needs one; a fetch that failed is tried again the next time. */
export function emojiTable() {
  loading ??= fetch(document.body.dataset.emoji)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then((data) => new EmojiTable(data))
    .catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

/** Emoji by their short names. `data` is a list of { emoji, shortcodes, tags }, in the order of the picker. */
export class EmojiTable {
  #items;
  #byName;

  constructor(data) {
    this.#items = data.map(({ emoji, shortcodes = [], tags = [] }) => ({ emoji, shortcodes, tags: tags.map(folded), names: shortcodes }));
    this.#byName = new Map(data.flatMap(({ emoji, shortcodes = [] }) => shortcodes.map((name) => [name, emoji])));
  }

  /** The emoji of just this name, or undefined. */
  named(name) {
    return this.#byName.get(name);
  }

  /** The `most` that fit best, as { emoji, name }: first those whose name does, then those that are about it. */
  find(query, most) {
    const wanted = folded(query);
    const byName = ranked(this.#items, wanted, most);
    const others = this.#items.filter((item) => !byName.includes(item) && item.tags.some((tag) => tag.startsWith(wanted)));
    return [...byName, ...others].slice(0, most).map((item) => ({ emoji: item.emoji, name: nearest(item, wanted) }));
  }
}

/** Of an emoji's several names the one that was being typed. */
const nearest = ({ shortcodes }, wanted) => shortcodes.find((name) => name.startsWith(wanted)) ?? shortcodes.find((name) => name.includes(wanted)) ?? shortcodes[0];
