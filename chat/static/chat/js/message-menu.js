import { placeBy } from "./placing.js";
import { rove } from "./roving.js";
import { copyOf } from "./templates.js";
import { emojiTool, itemFor } from "./verb-buttons.js";
import { perform, verbsFor } from "./verbs.js";

/** Everything that can be done with a message: a menu by the button that asked for it, or else a sheet at the bottom. */
export class MessageMenu {
  #room; #reactions; #dialog; #message; #anchor;
  #isPressed = false;

  constructor(room, { reactions, signal }) {
    this.#room = room;
    this.#reactions = reactions;
    this.#dialog = copyOf("message-menu");
    this.#dialog.addEventListener("pointerdown", () => { this.#isPressed = true; });
    this.#dialog.addEventListener("click", (event) => this.#click(event));
    this.#dialog.addEventListener("keydown", (event) => this.#key(event));
    room.section.append(this.#dialog);
    signal.addEventListener("abort", () => this.#dialog.close());
  }

  open(message, anchor = null) {
    const dialog = this.#dialog;
    this.#message = message;
    this.#anchor = anchor ?? message.article;
    this.#isPressed = false;
    dialog.toggleAttribute("data-sheet", !anchor);
    const verbs = verbsFor(message, this.#room);
    dialog.querySelector("[data-verbs]").replaceChildren(...verbs.map(itemFor));
    const canReact = verbs.some(({ name }) => name === "react");
    dialog.querySelector("[data-quick]").replaceChildren(...(anchor || !canReact ? [] : this.#quick()));
    dialog.showModal();
    if (anchor) placeBy(dialog, anchor.getBoundingClientRect(), { atEnd: true });
    else dialog.style.top = dialog.style.left = "";
  }

  #quick() {
    return this.#reactions.quick(this.#message).map(({ emoji, isMine }) => emojiTool(emoji, isMine));
  }

  #click({ target, detail }) {
    // The finger that opened the sheet has not pressed anything in it when it is lifted. A key has no detail.
    if (detail && !this.#isPressed) return;
    const button = target.closest("[data-verb], [data-emoji]");
    // A click on the dialog itself is one beside its content.
    if (button || target === this.#dialog) this.#dialog.close();
    if (button?.dataset.emoji) this.#reactions.toggle(this.#message.number, button.dataset.emoji);
    const verb = verbsFor(this.#message, this.#room).find(({ name }) => name === button?.dataset.verb);
    if (verb) perform(verb, this.#message, this.#room, this.#anchor);
  }

  #key(event) {
    const row = event.target.closest("[data-quick]");
    rove(event, [...(row ?? this.#dialog).querySelectorAll(row ? "button" : "[data-verb]")], { isColumn: !row });
  }
}
