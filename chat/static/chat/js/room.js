import { Below } from "./below.js";
import { Composer } from "./composer.js";
import { Deletion } from "./deletion.js";
import { History } from "./history.js";
import { Pending } from "./pending.js";
import { Reading } from "./reading.js";
import { Resume } from "./resume.js";
import { describeRoom } from "./room-header.js";
import { Scroll } from "./scroll.js";
import { sentences } from "./sentences.js";
import { Timeline } from "./timeline.js";

const SYNC_RETRY_SECONDS = 3;

/** The open room: puts its parts together, hands each change to those it concerns, and keeps its place in the stream. */
export class Room {
  /** Whether the person is no longer a member. */
  isGone = false;
  #section; #app; #resume; #timeline; #scroll; #history; #below; #pending; #reading;
  #composer = null;
  #isGreeted = false;
  #life = new AbortController();

  constructor(section, app) {
    this.#section = section;
    this.#app = app;
    this.id = Number(section.dataset.room);
    this.#resume = new Resume(Number(section.dataset.revision));
    this.#build(Number(section.dataset.readNumber));
    this.#listen();
    this.#enter();
    if (app.socket.state === "connected") this.#sync();
  }

  get section() {
    return this.#section;
  }

  destroy() {
    this.#life.abort();
    this.#reading.stop();
  }

  /** What a socket says of this room when it begins. */
  hello() {
    this.#isGreeted = true;
    return { [this.id]: this.#resume.revision };
  }

  #build(read) {
    const { signal } = this.#life;
    const { me, dates, outbox, drafts, socket } = this.#app;
    const section = this.#section;
    const log = section.querySelector("[data-timeline]");
    this.#timeline = new Timeline(section, { me, dates, read });
    this.#pending = new Pending(section, { room: this.id, outbox, model: this.#timeline.model, viewer: { me, dates }, signal });
    this.#reading = new Reading({ read, send: (number) => socket.request("room.read", { room: this.id, number }) });
    this.#below = new Below(section, { go: () => this.#goToEnd(), signal });
    this.#scroll = new Scroll(log, { signal, moved: () => this.#look() });
    this.#history = new History(section, { timeline: this.#timeline, scroll: this.#scroll, signal, loaded: () => this.#look() });
    new Deletion(section, { remove: (number) => socket.request("message.delete", { room: this.id, number }), signal });
    const form = section.querySelector("[data-composer]");
    const rooms = () => this.#app.rooms.sections().rooms;
    if (form) this.#composer = new Composer(form, { room: this.id, drafts, rooms, send: (text) => this.#post(text), signal });
  }

  #listen() {
    const { changes } = this.#app;
    const { signal } = this.#life;
    const mine = (listener) => (frame) => frame.room === this.id && !this.isGone && listener(frame);
    const offs = [
      changes.on("change", mine((frame) => this.#change(frame))),
      changes.on("synced", mine(({ to }) => this.#resume.reach(to))),
      changes.on("reset", mine(() => this.#app.refresh())),
      changes.on("read", mine(({ number }) => this.#reading.learn(number))),
      changes.on("gone", mine(() => this.#goodbye())),
      changes.on("outbox", () => this.#scroll.follow(() => this.#pending.render())),
      changes.on("connection", ({ state }) => this.#connection(state)),
    ];
    signal.addEventListener("abort", () => offs.forEach((off) => off()));
    addEventListener("focus", () => this.#look(), { signal });
    document.addEventListener("visibilitychange", () => this.#look(), { signal });
  }

  /** Begin where the address points, else where reading stopped, else at the end. */
  #enter() {
    const anchor = this.#timeline.find(Number(this.#section.dataset.anchor));
    anchor?.setAttribute("data-anchored", "");
    this.#scroll.toEnd();
    const start = anchor ?? this.#timeline.newLine;
    if (start) this.#scroll.toElement(start);
    // On a touch screen the focus would bring up the keyboard.
    if (anchor) anchor.focus({ preventScroll: true });
    else if (this.#composer && matchMedia("(pointer: fine)").matches) this.#composer.focus();
    this.#look();
  }

  #change(change) {
    this.#resume.note(change.revision);
    if (change.kind === "message") this.#message(change);
    if (change.kind === "room") this.#describe(change.state);
    if (change.kind === "member") this.#member(change);
  }

  #message(change) {
    const isMine = change.message.author === this.#app.me;
    const wasAtEnd = this.#scroll.atEnd;
    const outcome = this.#scroll.follow(() => {
      const result = this.#timeline.apply(change);
      this.#pending.render();
      return result;
    });
    const isNew = outcome === "inserted" || outcome === "counted";
    if (isNew && !isMine && !(wasAtEnd && outcome === "inserted")) this.#below.add();
    this.#look();
  }

  #member({ member, members }) {
    this.#timeline.rename(member.person);
    this.#section.querySelector("[data-members-count]").textContent = members;
    const entry = this.#app.rooms.get(this.id);
    if (entry?.kind === "direct") describeRoom(this.#section, entry);
    if (member.person.id === this.#app.me && member.removed) this.#goodbye();
  }

  #describe(state) {
    const entry = this.#app.rooms.get(this.id) ?? state;
    const wasArchived = this.#section.dataset.archived === "true";
    describeRoom(this.#section, entry);
    if (wasArchived && !entry.archived) return this.#app.refresh();
    this.#timeline.dressAll();
    if (entry.archived) this.#close(sentences.archived);
  }

  #goodbye() {
    this.isGone = true;
    const link = document.createElement("a");
    link.href = "/rooms/";
    link.textContent = sentences.browseRooms;
    this.#close(sentences.removed, link);
  }

  #close(sentence, link) {
    this.#composer?.close(sentence, link);
    this.#composer = null;
  }

  #post(text) {
    const { saved } = this.#app.outbox.add(this.id, text);
    this.#goToEnd();
    return saved;
  }

  #goToEnd() {
    if (!this.#timeline.model.attached) return this.#app.refresh(this.#url, "push");
    this.#scroll.toEnd();
    this.#look();
  }

  get #url() {
    const { url } = this.#section.querySelector("[data-timeline]").dataset;
    return new URL("../", new URL(url, location.href)).pathname;
  }

  /** The reader, the page or the room moved: what has been read, and what is below? */
  #look() {
    const { model } = this.#timeline;
    const arrived = this.#scroll.atEnd && model.attached;
    this.#below.show({ arrived, more: !model.attached || this.#reading.seen < model.newest });
    const isLooking = document.visibilityState === "visible" && document.hasFocus();
    if (!arrived || !isLooking || this.isGone || !model.newest) return;
    this.#reading.see(model.newest);
    this.#app.read(this.id, model.newest);
  }

  #connection(state) {
    if (state !== "connected") {
      this.#isGreeted = false;
      this.#resume.lose();
      return;
    }
    this.#reading.resume();
    this.#history.look();
    if (!this.#isGreeted) this.#sync();
  }

  /** Catch up over a socket that began before this room was opened. */
  async #sync() {
    this.#resume.hold();
    this.#isGreeted = true;
    try {
      const { revision } = await this.#app.socket.request("room.sync", { room: this.id, revision: this.#resume.revision });
      this.#resume.release(revision);
    } catch (error) {
      if (error.code === "disconnected" || this.#life.signal.aborted) return;
      if (error.code === "not_found") return this.#goodbye();
      setTimeout(() => this.#life.signal.aborted || this.#sync(), (error.retryAfter ?? SYNC_RETRY_SECONDS) * 1000);
    }
  }
}
