import { onLongPress } from "./long-press.js";
import { get, PageError } from "./pages.js";
import { placeBy } from "./placing.js";
import { elementsFrom } from "./templates.js";

const PAUSE_MS = 150;
const ID = "reactors";

/** Who has reacted with an emoji: told while one points at it, has it in focus, or rests a finger on it. */
export class ReactionNames {
  #room; #signal; #popover;
  #button = null;
  #timer = null;
  #known = new Map();

  constructor(room, { signal }) {
    this.#room = room;
    this.#signal = signal;
    this.#popover = this.#makePopover();
    room.section.append(this.#popover);
    document.addEventListener("pointerdown", () => this.#go(null), { signal });
  }

  /** Tell names in a list of messages. */
  listen(list, { signal }) {
    const buttonOf = (target) => target.closest("[data-react]");
    const listen = (type, listener) => list.addEventListener(type, listener, { signal });
    listen("pointerover", ({ target, pointerType }) => pointerType !== "touch" && this.#go(buttonOf(target)));
    // A finger leaves with every lift; its names stay until the next touch.
    listen("pointerleave", ({ pointerType }) => pointerType !== "touch" && this.#go(null));
    listen("focusin", ({ target }) => target.matches(":focus-visible") && this.#go(buttonOf(target)));
    listen("focusout", ({ target }) => buttonOf(target) && this.#go(null));
    listen("scroll", () => this.#popover.matches(":popover-open") && this.#go(null));
    listen("keydown", ({ key }) => key === "Escape" && this.#go(null));
    onLongPress(list, { find: buttonOf, run: (button) => this.#go(button), signal });
  }

  #makePopover() {
    const popover = document.createElement("div");
    popover.className = "reactors-popover";
    popover.id = ID;
    popover.role = "tooltip";
    popover.popover = "manual";
    popover.dataset.reactorsPopover = "";
    return popover;
  }

  /** Tell about this emoji in a moment, or about none. */
  #go(button) {
    if (button === this.#button) return;
    clearTimeout(this.#timer);
    this.#button?.removeAttribute("aria-describedby");
    this.#popover.hidePopover();
    this.#button = button;
    if (button) this.#timer = setTimeout(() => this.#tell(button), PAUSE_MS);
  }

  async #tell(button) {
    const { react } = button.dataset;
    const { number, revision } = button.closest("[data-number]").dataset;
    try {
      const markup = await this.#fetch(number, revision);
      const people = elementsFrom(markup).find(({ dataset }) => dataset.reactors === react);
      // The message may have been replaced meanwhile.
      const present = button.isConnected ? button : this.#room.find(Number(number))?.querySelector(`[data-react="${CSS.escape(react)}"]`);
      if (button === this.#button && present && people) this.#show(present, people);
    } catch (error) {
      // Names are an extra: without a connection the count is still there.
      if (!(error instanceof PageError || error.name === "AbortError")) throw error;
    }
  }

  #show(button, people) {
    this.#popover.replaceChildren(people);
    this.#popover.showPopover();
    this.#button = button;
    button.setAttribute("aria-describedby", ID);
    placeBy(this.#popover, button.getBoundingClientRect());
  }

  /** Ask once for each state of a message. */
  async #fetch(number, revision) {
    const known = this.#known.get(number);
    if (known?.revision === revision) return known.markup;
    const answer = await get(`${this.#room.url}${number}/reactions/`, { signal: this.#signal });
    const markup = await answer.text();
    this.#known.set(number, { revision, markup });
    return markup;
  }
}
