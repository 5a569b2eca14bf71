import { folded, ranked } from "./completion-model.js";
import { emojiTable } from "./emoji-data.js";
import { sentences } from "./sentences.js";

const MOST = 8;
const PAUSE_MS = 80;

/** Where the offers come from: people and open rooms from the server, the person's own rooms and the emoji from here. */
export class CompletionSources {
  #people; #openRooms; #rooms; #signal;
  #answers = new Map();
  #asked = 0;

  constructor({ people, openRooms, rooms, signal }) {
    this.#people = people;
    this.#openRooms = openRooms;
    this.#rooms = rooms;
    this.#signal = signal;
  }

  /** What fits: { words to write, sign, name, detail }, of a person with hue and avatar, the best first. */
  find({ sign, query }) {
    if (sign === ":") return this.#emoji(query);
    return sign === "@" ? this.#persons(query) : this.#places(query);
  }

  async #emoji(query) {
    const table = await emojiTable().catch(() => null);
    return (table?.find(query, MOST) ?? []).map(({ emoji, name }) => ({ words: emoji, sign: emoji, name: `:${name}:`, detail: "" }));
  }

  async #persons(query) {
    const { people = [], calls = [] } = await this.#ask(this.#people, query);
    const named = people.map(({ username, name, initials, hue, avatar, member }) => ({
      words: `@${username}`, sign: initials, hue, avatar, name, detail: member ? `@${username}` : sentences.notInRoom(username),
    }));
    const callable = calls.map((call) => ({ words: `@${call}`, sign: "@", name: `@${call}`, detail: sentences.calls[call], names: [call] }));
    const called = ranked(callable, query, MOST);
    return [...named.slice(0, MOST - called.length), ...called];
  }

  async #places(query) {
    const mine = ranked(this.#rooms().map((room) => ({ ...room, names: [folded(room.name), folded(room.slug)] })), query, MOST);
    const { rooms = [] } = mine.length < MOST ? await this.#ask(this.#openRooms, query) : {};
    const known = new Set(mine.map(({ slug }) => slug));
    const found = [...mine, ...rooms.filter(({ slug }) => !known.has(slug))].slice(0, MOST);
    return found.map(({ slug, name, topic }) => ({ words: `#${slug}`, sign: "#", name, detail: topic ?? "" }));
  }

  /** Ask the server once for each query, a moment after the last letter; without an answer there is nothing to offer. */
  async #ask(url, query) {
    const address = `${url}?q=${encodeURIComponent(query)}`;
    if (!this.#answers.has(address)) {
      const asked = ++this.#asked;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      if (asked !== this.#asked) return {};
      this.#answers.set(address, this.#fetch(address));
    }
    return this.#answers.get(address);
  }

  async #fetch(address) {
    try {
      const answer = await fetch(address, { signal: this.#signal });
      if (answer.ok && !answer.redirected) return await answer.json();
    } catch {
      // Offline: what is here is offered.
    }
    this.#answers.delete(address);
    return {};
  }
}
