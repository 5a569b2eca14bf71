import { messageOf } from "./article.js";
import { rove } from "./roving.js";
import { copyOf } from "./templates.js";
import { emojiTool, toolFor } from "./verb-buttons.js";
import { perform, verbsFor } from "./verbs.js";

const IN_THE_BAR = new Set(["react", "reply", "edit"]);
/** A menu, a picker or a dialog that belongs to the message which has the toolbar. */
const OPEN = ":modal, :popover-open:not([data-reactors-popover])";

/** The one bar of verbs in a list of messages: it goes to the message that has the pointer or the focus of a keyboard. */
export class Toolbar {
  #list; #room; #reactions; #menu; #element;
  #article = null;
  #isMoving = false;
  // On a screen without a pointer that hovers, a focus alone may be the page's own doing.
  #usesKeys = matchMedia("(hover: hover)").matches;

  constructor(list, room, { reactions, menu, signal }) {
    this.#list = list;
    this.#room = room;
    this.#reactions = reactions;
    this.#menu = menu;
    this.#element = copyOf("toolbar");
    const listen = (target, type, listener) => target.addEventListener(type, listener, { signal });
    listen(list, "pointerover", (event) => this.#point(event));
    listen(list, "pointerleave", () => this.#leave());
    listen(list, "keydown", () => { this.#usesKeys = true; });
    listen(list, "focusin", (event) => this.#focus(event));
    listen(list, "focusout", ({ relatedTarget }) => this.#isMoving || list.contains(relatedTarget) || this.#leave());
    listen(this.#element, "click", (event) => this.#click(event.target.closest("button")));
    listen(this.#element, "keydown", (event) => this.#key(event));
  }

  /** What can be done with the message has changed. */
  update() {
    if (!this.#article) return;
    const focused = this.#element.contains(document.activeElement) ? nameOf(document.activeElement) : null;
    this.#quietly(() => {
      this.#element.replaceChildren(...this.#buttons());
      this.#arrange();
      if (focused) (this.#tools.find((tool) => nameOf(tool) === focused) ?? this.#article).focus({ preventScroll: true });
    });
  }

  /** An article took the place of another one. */
  follow(old, article) {
    if (this.#article === old) this.#go(article);
  }

  #point({ target, pointerType }) {
    const article = target.closest("[data-number]");
    if (pointerType === "touch" || !article || article === this.#article || document.querySelector(OPEN)) return;
    // The focus stays with the message that it was used for.
    if (this.#element.contains(document.activeElement)) this.#article.focus({ preventScroll: true });
    this.#go(article);
  }

  #focus({ target }) {
    if (this.#element.contains(target)) return;
    const article = target.closest("[data-number]");
    // A click focuses, too; who clicks has a pointer.
    if (article && this.#usesKeys && target.matches(":focus-visible")) this.#go(article);
  }

  #leave() {
    const isUsed = this.#article?.matches(":focus-within") && document.activeElement.matches(":focus-visible");
    if (isUsed || document.querySelector(OPEN)) return;
    this.#article = null;
    this.#quietly(() => this.#element.remove());
  }

  #go(article) {
    if (this.#article === article) return;
    const focused = this.#element.contains(document.activeElement) ? document.activeElement : null;
    this.#article = article;
    this.#quietly(() => {
      article.prepend(this.#element);
      focused?.focus({ preventScroll: true });
    });
    this.update();
  }

  /** What is moved loses the focus on the way; that is no leaving. */
  #quietly(work) {
    this.#isMoving = true;
    work();
    this.#isMoving = false;
  }

  get #message() {
    return messageOf(this.#article);
  }

  get #tools() {
    return [...this.#element.querySelectorAll("button")];
  }

  #buttons() {
    const verbs = verbsFor(this.#message, this.#room);
    const canReact = verbs.some(({ name }) => name === "react");
    const quick = canReact ? this.#reactions.quick(this.#message) : [];
    const tools = verbs.filter(({ name }) => IN_THE_BAR.has(name)).map(toolFor);
    return [...quick.map(({ emoji, isMine }) => emojiTool(emoji, isMine)), ...tools, copyOf("more-tool")];
  }

  /** One stop for the Tab key; arrows go on from there. */
  #arrange() {
    this.#tools.forEach((tool, place) => { tool.tabIndex = place ? -1 : 0; });
  }

  #click(button) {
    if (!button) return;
    const { verb: wanted, emoji } = button.dataset;
    const message = this.#message;
    if (emoji) return this.#reactions.toggle(message.number, emoji);
    if (!wanted) return this.#menu.open(message, button);
    const verb = verbsFor(message, this.#room).find(({ name }) => name === wanted);
    if (verb) perform(verb, message, this.#room, button);
  }

  #key(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.#article.focus({ preventScroll: true });
    } else {
      rove(event, this.#tools);
    }
  }
}

const nameOf = ({ dataset }) => dataset.verb ?? dataset.emoji ?? "more";
