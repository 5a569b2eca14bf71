import { newClientId } from "./client-id.js";
import { sentences } from "./sentences.js";
import { copyOf } from "./templates.js";
import { TrayCard } from "./tray-card.js";
import { TrayDialog } from "./tray-dialog.js";
import { TrayModel } from "./tray-model.js";

/** The files that go with what is being written: shown in the composer, and kept with its draft. */
export class Tray {
  #form; #list; #said; #input; #model; #uploads; #place; #warn;
  #cards = new Map();
  #dragged = null;
  #isAside = false;

  /** `place` names the composer as its draft is named; `warn(sentence)` shows what was refused. */
  constructor(form, { place, uploads, warn, signal }) {
    this.#form = form;
    this.#list = form.querySelector("[data-tray]");
    this.#said = form.querySelector("[data-tray-said]");
    this.#input = form.querySelector("[data-upload-input]");
    const { mostFiles, mostBytes } = form.dataset;
    this.#model = new TrayModel({ most: Number(mostFiles), mostBytes: Number(mostBytes), newId: newClientId });
    this.#uploads = uploads;
    this.#place = place;
    this.#warn = warn;
    this.#listen(signal);
    this.#bringBack(signal);
  }

  get isEmpty() {
    return !this.#model.files.length;
  }

  /** Whether something else is being written, which takes no files: they wait out of sight. */
  set isAside(isAside) {
    this.#isAside = isAside;
    this.#form.querySelector("[data-upload-button]").disabled = isAside;
    this.#render();
  }

  /** Take files that were chosen, dropped or pasted. */
  add(blobs) {
    if (this.#isAside) return this.#warn(sentences.noFilesInEdit);
    const { taken, refused } = this.#model.take(blobs);
    for (const { file, blob } of taken) this.#uploads.begin(file, blob).then(() => this.#keep());
    this.#keep();
    this.#render();
    this.#warn(refused.join(" "));
    if (taken.length) this.#say(sentences.filesAdded(taken.map(({ file }) => file.name)));
  }

  /** All files go with a message: returns them, and what to call when that is safe. */
  empty() {
    const files = this.#model.empty();
    this.#render();
    return { files, safe: () => this.#keep() };
  }

  #listen(signal) {
    // A form without scripts sends one file with its text; here files go by themselves.
    this.#input.removeAttribute("name");
    this.#input.multiple = true;
    this.#input.addEventListener("change", () => this.#chosen(), { signal });
    this.#form.querySelector("[data-upload-button]").addEventListener("click", () => this.#input.click(), { signal });
    this.#list.addEventListener("click", ({ target }) => this.#click(target), { signal });
    this.#list.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#list.addEventListener("dragstart", ({ target }) => { this.#dragged = this.#fileAt(target); }, { signal });
    this.#list.addEventListener("dragover", (event) => this.#drag(event), { signal });
    this.#list.addEventListener("dragend", () => { this.#dragged = null; }, { signal });
    this.#uploads.follow((file) => this.#changed(file), signal);
  }

  async #bringBack(signal) {
    const files = this.#uploads.adopt(await this.#uploads.store.tray(this.#place));
    if (signal.aborted || !files.length) return;
    this.#model.bringBack(files);
    this.#render();
    for (const file of files) this.#uploads.bring(file).catch(() => {});
  }

  #chosen() {
    const files = [...this.#input.files];
    // The same file can be chosen again.
    this.#input.value = "";
    this.add(files);
  }

  #changed(file) {
    if (!this.#model.has(file)) return;
    this.#cards.get(file)?.draw(file);
    const { state, reason } = this.#uploads.stateOf(file);
    if (state === "failed") this.#say(sentences.fileFailed(file.name, reason));
    if (state === "there") this.#arrived();
  }

  #arrived() {
    this.#keep();
    if (this.#model.files.every((file) => this.#uploads.stateOf(file).state === "there")) this.#say(sentences.filesThere);
  }

  #click(target) {
    const file = this.#fileAt(target);
    if (!file) return;
    if (target.closest("[data-remove]")) this.#remove(file);
    else if (target.closest("[data-again]")) this.#uploads.bring(file).catch(() => {});
    else if (target.closest("[data-open]")) this.#open(file);
  }

  #key(event) {
    const file = event.target.closest("[data-open]") && this.#fileAt(event.target);
    if (!file) return;
    const steps = { ArrowLeft: -1, ArrowRight: 1 };
    if (["Delete", "Backspace"].includes(event.key)) this.#remove(file);
    else if (event.shiftKey && steps[event.key]) this.#move(file, this.#model.placeOf(file) + steps[event.key]);
    else return;
    event.preventDefault();
  }

  #drag(event) {
    const under = this.#dragged && this.#fileAt(event.target);
    if (!under) return;
    event.preventDefault();
    this.#move(this.#dragged, this.#model.placeOf(under));
  }

  #open(file) {
    new TrayDialog(file, {
      uploads: this.#uploads,
      describe: () => this.#described(file),
      move: (step) => this.#move(file, this.#model.placeOf(file) + step),
      closed: () => this.#cards.get(file)?.focus(),
    }).open();
  }

  #described(file) {
    this.#keep();
    this.#cards.get(file)?.draw(file);
    this.#uploads.bring(file).catch(() => {});
  }

  #move(file, place) {
    if (!this.#model.move(file, place)) return;
    const hadFocus = this.#cards.get(file).element.contains(document.activeElement);
    this.#render();
    if (hadFocus) this.#cards.get(file).focus();
    this.#keep();
    this.#say(sentences.filePlace(file.name, this.#model.placeOf(file) + 1, this.#model.files.length));
  }

  #remove(file) {
    const next = this.#model.remove(file);
    this.#uploads.discard([file]);
    this.#render();
    this.#keep();
    this.#warn("");
    this.#say(sentences.fileRemoved(file.name));
    if (next) this.#cards.get(next).focus();
    else this.#form.querySelector("[data-composer-text]").focus({ preventScroll: true });
  }

  #render() {
    const { files } = this.#model;
    for (const [file, card] of this.#cards) {
      if (files.includes(file)) continue;
      card.element.remove();
      this.#cards.delete(file);
    }
    files.forEach((file, place) => {
      if (!this.#cards.has(file)) this.#cards.set(file, new TrayCard(copyOf("upload"), this.#uploads));
      const { element } = this.#cards.get(file);
      if (this.#list.children[place] !== element) this.#list.insertBefore(element, this.#list.children[place] ?? null);
      this.#cards.get(file).draw(file);
    });
    this.#list.hidden = this.#isAside || !files.length;
  }

  #fileAt(target) {
    const element = target.closest?.("[data-upload]");
    return [...this.#cards].find(([, card]) => card.element === element)?.[0];
  }

  #keep() {
    this.#uploads.store.keepTray(this.#place, this.#model.files);
  }

  #say(sentence) {
    this.#said.textContent = sentence;
  }
}
