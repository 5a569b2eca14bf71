import { sentences } from "./sentences.js";

/** What is being sent with a message: its files, in their order. Files are those of upload-queue.js. */
export class TrayModel {
  #files = [];
  #most; #mostBytes; #newId;

  /** So many files go with a message, and so many bytes with a file. */
  constructor({ most, mostBytes, newId }) {
    this.#most = most;
    this.#mostBytes = mostBytes;
    this.#newId = newId;
  }

  get files() {
    return [...this.#files];
  }

  find(id) {
    return this.#files.find((file) => file.id === id);
  }

  has(file) {
    return this.#files.includes(file);
  }

  placeOf(file) {
    return this.#files.indexOf(file);
  }

  /** Take blobs as files, as many as may be: [{ file, blob }], and a sentence for each thing that is wrong. */
  take(blobs) {
    const fitting = blobs.filter(({ size }) => size > 0 && size <= this.#mostBytes);
    const room = Math.max(0, this.#most - this.#files.length);
    const taken = fitting.slice(0, room).map((blob) => ({ file: this.#describe(blob), blob }));
    this.#files.push(...taken.map(({ file }) => file));
    const refused = blobs.filter((blob) => !fitting.includes(blob)).map((blob) => this.#refuse(blob));
    if (fitting.length > room) refused.push(sentences.tooManyFiles(this.#most));
    return { taken, refused };
  }

  /** These were here before the page was loaded; what was chosen since stands behind them. */
  bringBack(files) {
    const known = new Set(this.#files.map(({ id }) => id));
    this.#files = [...files.filter(({ id }) => !known.has(id)), ...this.#files].slice(0, this.#most);
  }

  /** A file goes; returns the one that stands in its place now, or the last one, or undefined. */
  remove(file) {
    const place = this.placeOf(file);
    this.#files = this.#files.filter((other) => other !== file);
    return this.#files[place] ?? this.#files.at(-1);
  }

  /** Move a file to another place; tells whether that changed anything. */
  move(file, place) {
    const from = this.placeOf(file);
    const to = Math.min(Math.max(place, 0), this.#files.length - 1);
    if (from < 0 || from === to) return false;
    this.#files.splice(from, 1);
    this.#files.splice(to, 0, file);
    return true;
  }

  /** Everything goes with a message. */
  empty() {
    const files = this.#files;
    this.#files = [];
    return files;
  }

  #describe({ name, type, size }) {
    return { id: this.#newId(), name: name || sentences.pastedPicture, type, size, key: "", alt: "", told: "", kind: "", width: 0, height: 0 };
  }

  #refuse({ name, size }) {
    return size ? sentences.fileTooLarge(name, this.#mostBytes) : sentences.fileEmpty(name);
  }
}
