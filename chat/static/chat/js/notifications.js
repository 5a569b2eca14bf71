import { attachedOf } from "./article.js";
import { claim, isWorthTelling, notification } from "./notify-rules.js";
import { playTone } from "./sound.js";

const LOCK = "chat-notify";
/** A tab that is looked at takes a message at once; one that is not lets it do so first. */
const PATIENCE_MS = 300;

const isLooking = () => document.visibilityState === "visible" && document.hasFocus();

/** Tells of what is said while nobody looks: once, however many tabs are open, and only if the person asked for it. */
export class Notifications {
  #me; #rooms; #open;

  /** `open(url)` shows a room in the main column. */
  constructor({ me, rooms, open }) {
    this.#me = me;
    this.#rooms = rooms;
    this.#open = open;
    this.#offer();
  }

  /** Hear of a change before the rooms do. */
  hear(change) {
    const entry = this.#rooms.get(change.room);
    if (!isWorthTelling(change, entry, this.#me)) return;
    const { url } = entry;
    const words = notification(entry, read(change.message.html));
    const { number } = change.message;
    if (isLooking()) this.#claim(change.room, number);
    else setTimeout(async () => { if (await this.#claim(change.room, number)) this.#tell(words, `${url}${number}/`); }, PATIENCE_MS);
  }

  /** Whether no other tab has told of this message, nor shown it to somebody who looks. */
  #claim(room, number) {
    const ask = () => claim(localStorage, room, number);
    return navigator.locks ? navigator.locks.request(LOCK, ask) : ask();
  }

  #tell({ title, body, tag }, url) {
    if (document.querySelector("#main").hasAttribute("data-plays-sound")) playTone();
    if (globalThis.Notification?.permission !== "granted") return;
    const shown = new Notification(title, { body, tag, renotify: true, silent: true });
    shown.onclick = () => {
      focus();
      this.#open(url);
      shown.close();
    };
  }

  /** Browsers ask the person only after a click, and we only after a click on this. */
  #offer() {
    const button = document.querySelector("[data-notify-ask]");
    const denied = document.querySelector("[data-notify-denied]");
    const show = () => {
      const permission = globalThis.Notification?.permission;
      button.hidden = permission !== "default";
      denied.hidden = permission !== "denied";
    };
    button.addEventListener("click", async () => {
      await Notification.requestPermission();
      show();
    });
    show();
  }
}

/** Who says what, as people read it. */
function read(html) {
  const { content } = Object.assign(document.createElement("template"), { innerHTML: html });
  const words = (name) => content.querySelector(`[data-${name}]`)?.textContent ?? "";
  return { author: words("author-name"), text: words("body").trim() || attachedOf(content) };
}
