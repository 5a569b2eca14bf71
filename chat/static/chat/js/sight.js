import { Below } from "./below.js";
import { Reading } from "./reading.js";

/** What of a room the reader has before their eyes: what is read with it, what is below, and the way there. */
export class Sight {
  #room; #timeline; #scroll; #app; #reading; #below;

  /** `read`: the number up to which the person had read when the room was opened; `turnedBack`: how often it was set back. */
  constructor(room, { timeline, scroll, app, read, turnedBack }) {
    this.#room = room;
    this.#timeline = timeline;
    this.#scroll = scroll;
    this.#app = app;
    const send = (number, turned_back) => room.ask("room.read", { number, turned_back });
    this.#reading = new Reading({ read, turnedBack, send });
    this.#below = new Below(room.section, { go: () => this.goToEnd(), signal: room.signal });
    addEventListener("focus", () => this.look(), { signal: room.signal });
    document.addEventListener("visibilitychange", () => this.look(), { signal: room.signal });
  }

  stop() {
    this.#reading.stop();
  }

  /** There is a connection again. */
  resume() {
    this.#reading.resume();
  }

  /** Begin where the address points, else where reading stopped, else at the end; returns what the address points at. */
  enter(number) {
    const anchor = this.#timeline.point(number);
    this.#scroll.toEnd();
    const start = anchor ?? this.#timeline.newLine;
    if (start) this.#scroll.toElement(start);
    this.look();
    return anchor;
  }

  goToEnd() {
    if (!this.#timeline.model.attached) return this.#room.visit(this.#room.url);
    this.#scroll.toEnd();
    this.look();
  }

  /** A change of a message was applied, with this outcome of the timeline's model. */
  changed({ author, number, system }, outcome, wasAtEnd) {
    const isNew = outcome === "inserted" || outcome === "counted";
    const isMine = author === this.#room.viewer.me && !system;
    if (system) this.#reading.pass(number);
    // Whoever writes has read.
    if (isNew && isMine) this.#reading.learn(number);
    if (isNew && !isMine && !(wasAtEnd && outcome === "inserted")) this.#below.add();
    this.look();
  }

  /** So far the person has read, here or elsewhere; or only so far, for they have marked the rest as unread. */
  learn({ number, turned_back: turnedBack }) {
    this.#reading.learn(number, turnedBack);
    if (this.#reading.isResting) this.#beginNewAt(number + 1);
    this.look();
  }

  /** The reader, the page or the room moved: what has been read, and what is below? */
  look() {
    const { model } = this.#timeline;
    const arrived = this.#scroll.atEnd && model.attached;
    this.#below.show({ arrived, more: !model.attached || this.#reading.seen < model.newest });
    const isLooking = document.visibilityState === "visible" && document.hasFocus();
    if (!arrived || !isLooking || this.#room.isGone || !model.newest || this.#reading.isResting) return;
    this.#reading.see(model.newest);
    this.#app.read(this.#room.id, model.newest);
  }

  #beginNewAt(number) {
    this.#scroll.follow(() => this.#timeline.beginNewAt(number));
  }
}
