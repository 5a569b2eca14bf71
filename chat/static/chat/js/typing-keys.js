import { formattingKeys } from "./composer-keys.js";
import { stateOf, write } from "./editing.js";
import { format } from "./formatting.js";
import { pressed } from "./keys.js";
import { breakLine, indent, isInFence, outdent } from "./lines.js";

/** What keys do in the box beside writing: send, break a line, indent code, format, edit the last message. */
export class TypingKeys {
  #area; #submit; #editLast;
  /** Whether Tab leaves the box even from code, where it indents otherwise. */
  tabLeaves = false;

  constructor(area, { submit, editLast }) {
    this.#area = area;
    this.#submit = submit;
    this.#editLast = editLast;
  }

  /** Obey a keydown in the box, if it is one of these. */
  obey(event) {
    const isDone = this.#enter(event) || this.#tab(event) || this.#up(event) || this.#format(event);
    if (isDone) event.preventDefault();
    this.tabLeaves = false;
  }

  #enter(event) {
    if (event.key !== "Enter" || event.altKey) return false;
    const state = stateOf(this.#area);
    // A phone's keyboard has no Shift+Enter: its Enter breaks the line, and a button sends.
    const isPhone = matchMedia("(pointer: coarse)").matches;
    if (event.shiftKey || isPhone || isInFence(state.text, state.start)) write(this.#area, breakLine(state));
    else this.#submit();
    return true;
  }

  #tab(event) {
    const state = stateOf(this.#area);
    if (event.key !== "Tab" || this.tabLeaves || !isInFence(state.text, state.start)) return false;
    write(this.#area, event.shiftKey ? outdent(state) : indent(state));
    return true;
  }

  #up(event) {
    return pressed(event, "ArrowUp") && !this.#area.value && this.#editLast();
  }

  #format(event) {
    const state = stateOf(this.#area);
    const found = formattingKeys.find(({ keys, needsSelection }) => pressed(event, keys) && (!needsSelection || state.start !== state.end));
    if (found) write(this.#area, format(found.verb, state));
    return Boolean(found);
  }
}
