import { messageOf } from "./article.js";
import { FrequentEmoji } from "./frequent-emoji.js";
import { onLongPress } from "./long-press.js";
import { listenToKeys } from "./message-keys.js";
import { MessageMenu } from "./message-menu.js";
import { ReactionNames } from "./reaction-names.js";
import { Reactions } from "./reactions.js";
import { Toolbar } from "./toolbar.js";
import "./answering.js";
import "./copying.js";
import "./deletion.js";
import "./edits.js";
import "./forwarding.js";
import "./pins.js";
import "./saved.js";
import "./unread.js";

/** What one can do with the messages of a room, in each list that shows some of them. */
export class MessageDeeds {
  #room; #menu; #names; #reactions;
  #toolbars = new Set();

  constructor(room, { storage, signal }) {
    this.#room = room;
    this.#reactions = new Reactions(room, { frequent: new FrequentEmoji(storage, room.viewer.me), drawn: () => this.update() });
    this.#names = new ReactionNames(room, { signal });
    this.#menu = new MessageMenu(room, { reactions: this.#reactions, signal });
  }

  get reactions() {
    return this.#reactions;
  }

  /** Offer the verbs in a list of messages, until the signal: by a toolbar, by keys, and to a finger that rests on one. */
  offer(list, { signal }) {
    const toolbar = new Toolbar(list, this.#room, { reactions: this.#reactions, menu: this.#menu, signal });
    this.#toolbars.add(toolbar);
    signal.addEventListener("abort", () => this.#toolbars.delete(toolbar));
    this.#reactions.listen(list, { signal });
    this.#names.listen(list, { signal });
    listenToKeys(list, this.#room, { signal });
    onLongPress(list, { find: pressable, run: (article) => this.#menu.open(messageOf(article)), signal });
  }

  /** An article took the place of another one. */
  follow(old, article) {
    for (const toolbar of this.#toolbars) toolbar.follow(old, article);
  }

  /** What may be done has changed. */
  update() {
    for (const toolbar of this.#toolbars) toolbar.update();
  }
}

/** The message under a finger; a link in it, and an emoji under it, mean something of their own. */
function pressable(target) {
  if (target.closest("[data-react], [data-body] a[href]")) return null;
  return target.closest("[data-number]");
}
