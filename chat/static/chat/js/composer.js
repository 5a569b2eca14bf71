import { Completion } from "./completion.js";
import { offerDropping } from "./dropping.js";
import { grow, stateOf, write } from "./editing.js";
import { pickEmoji } from "./emoji-picker.js";
import { format, pasteLink } from "./formatting.js";
import { FormattingBar } from "./formatting-bar.js";
import { pressed } from "./keys.js";
import { isInCode } from "./lines.js";
import { Preview } from "./preview.js";
import { sentences } from "./sentences.js";
import { Strip } from "./strip.js";
import { Tray } from "./tray.js";
import { TypingKeys } from "./typing-keys.js";
import { Writing } from "./writing.js";

const MOST_CHARACTERS = 10_000;

/**
 * Where one writes. A draft is kept with every stroke; what is sent goes to `send(text, mode, files)`, which resolves when it
 * is safe, and rejects when an edit was refused. Modes are those of writing.js, files those of upload-queue.js.
 */
export class Composer {
  #form; #area; #send; #writing; #strip; #preview; #completion; #keys; #tray;
  #mayBeEmpty = false;

  /** `zone`: the element on which files may be dropped. */
  constructor(form, { room, drafts, uploads, zone, send, signal, rooms = () => [], onEditLast = () => {} }) {
    this.#form = form;
    this.#area = form.querySelector("[data-composer-text]");
    this.#send = send;
    this.#writing = new Writing(drafts, room);
    this.#strip = new Strip(form, { signal });
    this.#tray = new Tray(form, { place: room, uploads, warn: (sentence) => this.#warn(sentence), signal });
    offerDropping(zone, (files) => this.#addFiles(files), { signal });
    this.#preview = new Preview(form, this.#area, { signal });
    this.#completion = new Completion(form, this.#area, { rooms, signal });
    this.#keys = new TypingKeys(this.#area, {
      submit: () => form.requestSubmit(),
      editLast: () => this.mode === "new" && (onEditLast(), true),
    });
    new FormattingBar(form, { press: (verb) => this.#format(verb), shown: () => this.focus(), signal });
    // An empty box simply sends nothing; it needs no bubble that says so.
    form.noValidate = true;
    this.#area.value ||= this.#writing.draft;
    grow(this.#area);
    this.#listen(signal);
  }

  /** "new", { answer: number } or { edit: number }. */
  get mode() {
    return this.#writing.mode;
  }

  focus() {
    if (this.#preview.isOpen) this.#preview.close();
    this.#area.focus({ preventScroll: true });
  }

  /** Make these the words in the box, as if they had been typed. */
  setText(text) {
    this.#put(text);
    this.#typed();
  }

  /** Show a line above the box until it is backed out of, which calls `onClose`. */
  showStrip({ label, text, onClose }) {
    this.#strip.show({ label, text, onClose });
  }

  /** Change an earlier message; a new one that was begun waits, and comes back afterwards. */
  edit(number, text, { mayBeEmpty = false } = {}) {
    this.#mayBeEmpty = mayBeEmpty;
    this.#enter(this.#writing.edit(number, text, this.#area.value));
  }

  /** Answer a message with what is being written. */
  answer(number, author, excerpt) {
    this.#enter(this.#writing.answer({ number, author, excerpt }, this.#area.value));
  }

  /** Nobody writes here any more: say so, with a way on where there is one. */
  close(sentence, link) {
    const hadFocus = this.#form.contains(document.activeElement);
    const line = document.createElement("p");
    line.className = "room__closed";
    line.setAttribute("role", "status");
    line.tabIndex = -1;
    line.append(sentence);
    if (link) line.append(" ", link);
    this.#form.replaceWith(line);
    if (hadFocus) line.focus({ preventScroll: true });
  }

  #listen(signal) {
    const form = this.#form;
    this.#area.addEventListener("input", () => this.#typed(), { signal });
    this.#area.addEventListener("paste", (event) => this.#paste(event), { signal });
    form.addEventListener("keydown", (event) => this.#key(event), { signal });
    form.addEventListener("submit", (event) => this.#submit(event), { signal });
    const emoji = form.querySelector("[data-emoji-button]");
    emoji.addEventListener("click", () => this.#pick(emoji, signal), { signal });
  }

  #typed() {
    this.#writing.keep(this.#area.value);
    this.#warn("");
    grow(this.#area);
  }

  #format(verb) {
    write(this.#area, format(verb, stateOf(this.#area)));
  }

  #paste(event) {
    const { files } = event.clipboardData;
    const words = event.clipboardData.getData("text/plain");
    // Office programs put a picture of the words beside the words.
    if (files.length && !words) {
      event.preventDefault();
      return this.#addFiles([...files]);
    }
    const state = stateOf(this.#area);
    if (isInCode(state.text, state.start)) return;
    const linked = pasteLink(state, words);
    if (!linked) return;
    event.preventDefault();
    write(this.#area, linked);
  }

  #addFiles(files) {
    this.#tray.add(files);
    this.focus();
  }

  async #pick(button, signal) {
    const { text, start, end } = stateOf(this.#area);
    const emoji = await pickEmoji(button, { signal });
    if (!emoji) return;
    const caret = start + emoji.length;
    this.focus();
    write(this.#area, { text: text.slice(0, start) + emoji + text.slice(end), start: caret, end: caret });
  }

  #key(event) {
    // 229: Safari ends a composition before its Enter, and says so only here.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") return this.#escape(event);
    if (pressed(event, "Mod+Enter")) return this.#form.requestSubmit();
    if (event.target === this.#area && !this.#completion.key(event)) this.#keys.obey(event);
  }

  /** Back out of one thing; where there is none, Tab leaves even code, which it otherwise indents. */
  #escape(event) {
    const wasOpen = this.#completion.isOpen || this.#preview.isOpen || this.#strip.isOpen;
    if (this.#completion.isOpen) this.#completion.close();
    else if (this.#preview.isOpen) this.#preview.close();
    else this.#strip.close();
    this.#keys.tabLeaves = !wasOpen;
    if (!wasOpen) return;
    event.preventDefault();
    event.stopPropagation();
  }

  async #submit(event) {
    event.preventDefault();
    const typed = this.#area.value;
    const text = typed.trim();
    this.focus();
    const isEdit = this.mode.edit !== undefined;
    if (!text && (isEdit ? !this.#mayBeEmpty : this.#tray.isEmpty)) return;
    const count = [...text].length;
    if (count > MOST_CHARACTERS) return this.#warn(sentences.tooLong(count, MOST_CHARACTERS));
    const { mode, safe, next } = this.#writing.send(typed);
    const sent = isEdit ? { files: [], safe: () => {} } : this.#tray.empty();
    const mayBeEmpty = this.#mayBeEmpty;
    this.#enter(next);
    try {
      await this.#send(text, mode, sent.files);
      safe();
      sent.safe();
    } catch (error) {
      if (!isEdit) throw error;
      this.edit(mode.edit, typed, { mayBeEmpty });
      this.#warn(error.sentence ?? sentences.editFailed);
    }
  }

  /** Go on with these words in the mode that is now, and say above the box which it is. */
  #enter(text) {
    this.#put(text);
    this.#completion.reset();
    const { isEdit, answered } = this.#writing;
    this.#tray.isAside = isEdit;
    const onClose = () => this.#enter(this.#writing.back(this.#area.value));
    if (isEdit) this.#strip.show({ label: sentences.editing, onClose });
    else if (answered) this.#strip.show({ label: sentences.answering(answered.author), text: answered.excerpt, onClose });
    else this.#strip.hide();
    this.focus();
  }

  #put(text) {
    if (this.#area.value !== text) this.#area.value = text;
    this.#area.setSelectionRange(text.length, text.length);
    this.#warn("");
    grow(this.#area);
  }

  #warn(sentence) {
    this.#area.toggleAttribute("aria-invalid", Boolean(sentence));
    this.#form.querySelector("[role=alert]")?.remove();
    if (!sentence) return;
    const line = document.createElement("p");
    line.className = "composer__error";
    line.setAttribute("role", "alert");
    line.textContent = sentence;
    this.#form.prepend(line);
  }
}
