import { pickEmoji } from "./emoji-picker.js";
import { ReactionWishes } from "./reaction-model.js";
import { sentences } from "./sentences.js";
import { copyOf } from "./templates.js";
import { toast } from "./toast.js";
import { register } from "./verbs.js";

register({
  name: "react",
  label: sentences.verbs.react,
  icon: "smile-plus",
  keys: "+",
  async run({ number }, room, anchor) {
    const emoji = await pickEmoji(anchor, { signal: room.signal });
    if (emoji) room.deeds.reactions.set(number, emoji, true);
  },
});

/** The emoji under the messages of a room: what the server says, and what was clicked a moment ago. */
export class Reactions {
  #room; #frequent; #drawn; #wishes;
  #groups = new WeakMap();

  /** `drawn` is called after the emoji under a message have changed. */
  constructor(room, { frequent, drawn }) {
    this.#room = room;
    this.#frequent = frequent;
    this.#drawn = drawn;
    this.#wishes = new ReactionWishes(room.viewer.me);
  }

  /** Obey clicks on the emoji in a list of messages. */
  listen(list, { signal }) {
    list.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-react]");
      if (button) this.toggle(Number(button.closest("[data-number]").dataset.number), button.dataset.react);
    }, { signal });
  }

  /** Show under a message fresh from the server what is mine, and what I have asked for meanwhile. */
  dress(article) {
    const buttons = [...article.querySelectorAll("[data-react]")];
    this.#groups.set(article, buttons.map(({ dataset: { react, people } }) => ({ emoji: react, people: people.split(" ").map(Number) })));
    this.#draw(article);
  }

  /** The emoji that are at hand for a message: { emoji, isMine }. */
  quick({ article }) {
    const shown = this.#shown(article);
    return this.#frequent.top().map((emoji) => ({ emoji, isMine: shown.some((group) => group.emoji === emoji && group.isMine) }));
  }

  toggle(number, emoji) {
    const [article] = this.#articles(number);
    const isMine = this.#shown(article).some((group) => group.emoji === emoji && group.isMine);
    return this.set(number, emoji, !isMine);
  }

  /** Let my emoji be there, or not: at once here, and back again if the server refuses. */
  async set(number, emoji, isThere) {
    if (!this.#room.rights.isWritable) return;
    const wish = this.#wishes.wish(number, emoji, isThere);
    if (isThere) this.#frequent.use(emoji);
    this.#redraw(number);
    try {
      await this.#room.ask(isThere ? "reaction.add" : "reaction.remove", { number, emoji });
    } catch (error) {
      toast(error.sentence);
    } finally {
      this.#wishes.settle(wish);
      this.#redraw(number);
    }
  }

  #articles(number) {
    return [...this.#room.section.querySelectorAll(`[data-number="${number}"]`)].filter((article) => this.#groups.has(article));
  }

  #shown(article) {
    return this.#wishes.shown(Number(article.dataset.number), this.#groups.get(article));
  }

  #redraw(number) {
    this.#room.follow(() => this.#articles(number).forEach((article) => this.#draw(article)));
    this.#drawn();
  }

  #draw(article) {
    const shown = this.#shown(article);
    const box = article.querySelector("[data-reactions]") ?? this.#makeBox(article, shown);
    const buttons = new Map([...box?.children ?? []].map((button) => [button.dataset.react, button]));
    for (const group of shown) {
      fill(buttons.get(group.emoji) ?? box.appendChild(newButton(group.emoji)), group);
      buttons.delete(group.emoji);
    }
    for (const button of buttons.values()) {
      if (button === document.activeElement) article.focus({ preventScroll: true });
      button.remove();
    }
    if (!shown.length) box?.remove();
  }

  #makeBox(article, shown) {
    if (!shown.length) return null;
    const box = copyOf("reactions");
    const replies = article.querySelector("[data-replies]");
    if (replies) replies.before(box);
    else article.append(box);
    return box;
  }
}

function newButton(emoji) {
  const button = copyOf("reaction");
  button.dataset.react = emoji;
  button.querySelector("[data-sign]").textContent = emoji;
  return button;
}

function fill(button, { people, isMine }) {
  button.dataset.people = people.join(" ");
  button.setAttribute("aria-pressed", String(isMine));
  button.querySelector("[data-count]").textContent = people.length;
}
