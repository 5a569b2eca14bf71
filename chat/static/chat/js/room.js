import { dress } from "./article.js";
import { showCompany } from "./company.js";
import { Composer } from "./composer.js";
import { editLast } from "./edits.js";
import { History } from "./history.js";
import { MessageDeeds } from "./message-deeds.js";
import { Panel } from "./panel.js";
import { Pending } from "./pending.js";
import { PinsBar } from "./pins-bar.js";
import { Posting } from "./posting.js";
import { followQuotes } from "./quotes.js";
import { describeRoom } from "./room-header.js";
import { RoomPage } from "./room-page.js";
import { Scroll } from "./scroll.js";
import { sentences } from "./sentences.js";
import { Sight } from "./sight.js";
import { Stream } from "./stream.js";
import { Timeline } from "./timeline.js";

/** The open room: puts its parts together, and hands each change to those it concerns. */
export class Room extends RoomPage {
  #app; #panel; #pins; #stream; #timeline; #scroll; #history; #pending; #posting; #sight; #deeds;
  #composer = null;

  constructor(section, app) {
    super(section, app);
    this.#app = app;
    this.#build(Number(section.dataset.readNumber), Number(section.dataset.turnedBack));
    this.#listen();
    this.#enter();
    const { id, signal } = this;
    this.#stream = new Stream({ room: id, revision: Number(section.dataset.revision), socket: app.socket, gone: () => this.#goodbye(), signal });
  }

  destroy() {
    super.destroy();
    this.#sight.stop();
  }

  /** What a socket says of this room when it begins. */
  hello() {
    return this.#stream.hello();
  }

  /** Where one writes, or null. */
  get composer() {
    return this.#composer;
  }

  /** Toolbar, menu, keys and emoji, for any list of this room's messages. */
  get deeds() {
    return this.#deeds;
  }

  /** What is shown beside the conversation. */
  get panel() {
    return this.#panel;
  }

  /** The article of a message, if it is on the page. */
  find(number) {
    return this.#timeline.find(number);
  }

  /** Add to a message fresh from the server what depends on who reads. */
  dress(article) {
    dress(article, { me: this.viewer.me, dates: this.#app.dates });
    this.#deeds.reactions.dress(article);
  }

  /** Do work that changes heights, and stay at the end if the reader was there. */
  follow(work) {
    return this.#scroll.follow(work);
  }

  /** Go to a message, on this page or on the one around it. */
  goTo(number) {
    const article = this.#timeline.point(number);
    if (!article) return this.visit(`${this.url}${number}/`);
    this.#scroll.toElement(article);
    article.focus({ preventScroll: true });
  }

  /** Everything from this message on is unread, since the server has set the pointer back so often. */
  rest(number, turnedBack) {
    this.#app.learn({ room: this.id, number: number - 1, turned_back: turnedBack });
  }

  #build(read, turnedBack) {
    const { section, signal } = this;
    const { me, dates, outbox, uploads, drafts } = this.#app;
    const log = section.querySelector("[data-timeline]");
    this.#deeds = new MessageDeeds(this, { storage: globalThis.localStorage, signal });
    const replaced = (old, article) => this.#deeds.follow(old, article);
    this.#timeline = new Timeline(section, { dates, read, dress: (article) => this.dress(article), replaced });
    this.#deeds.offer(log, { signal });
    const { model } = this.#timeline;
    this.#pending = new Pending(section, { room: this.id, outbox, uploads, model, find: (number) => this.find(number), viewer: { me, dates }, signal });
    this.#posting = new Posting({ room: this.id, outbox, ask: (command, fields) => this.ask(command, fields) });
    const look = () => this.#sight.look();
    this.#scroll = new Scroll(log, { signal, moved: look });
    this.#sight = new Sight(this, { timeline: this.#timeline, scroll: this.#scroll, app: this.#app, read, turnedBack });
    this.#history = new History(section, { timeline: this.#timeline, scroll: this.#scroll, signal, loaded: look });
    this.#panel = new Panel(this, this.#app);
    this.#pins = new PinsBar(section.querySelector("[data-pins]"));
    followQuotes(this);
    this.#compose(drafts);
    showCompany(this, this.#app, this.#timeline);
  }

  #compose(drafts) {
    const { section, signal } = this;
    const form = section.querySelector("[data-composer]");
    if (!form) return;
    const rooms = () => this.rooms.sections().rooms;
    const { uploads } = this.#app;
    const send = (text, mode, attachments) => this.#post(text, mode, attachments);
    const onEditLast = () => editLast(this, this.#timeline.articles);
    this.#composer = new Composer(form, { room: this.id, drafts, uploads, zone: section, rooms, send, onEditLast, signal });
  }

  #listen() {
    const { changes } = this.#app;
    const { signal } = this;
    const mine = (listener) => (frame) => frame.room === this.id && !this.isGone && listener(frame);
    const offs = [
      changes.on("change", mine((frame) => this.#change(frame))),
      changes.on("synced", mine(({ to }) => this.#stream.reach(to))),
      changes.on("reset", mine(() => this.#app.refresh())),
      changes.on("read", mine((frame) => this.#sight.learn(frame))),
      changes.on("gone", mine(() => this.#goodbye())),
      changes.on("outbox", () => this.#scroll.follow(() => this.#pending.render())),
      changes.on("connection", ({ state }) => this.#connection(state)),
    ];
    signal.addEventListener("abort", () => offs.forEach((off) => off()));
  }

  #enter() {
    const anchor = this.#sight.enter(Number(this.section.dataset.anchor));
    // On a touch screen the focus would bring up the keyboard.
    if (anchor) anchor.focus({ preventScroll: true });
    else if (this.#composer && matchMedia("(pointer: fine)").matches) this.#composer.focus();
  }

  #change(change) {
    this.#stream.note(change.revision);
    if (change.kind === "message") this.#message(change);
    if (change.kind === "room") this.#describe(change.state);
    if (change.kind === "member") this.#member(change);
  }

  #message(change) {
    this.#pins.apply(change.message);
    const wasAtEnd = this.#scroll.atEnd;
    const outcome = this.#scroll.follow(() => {
      const result = this.#timeline.apply(change);
      this.#pending.render();
      return result;
    });
    this.#sight.changed(change.message, outcome, wasAtEnd);
  }

  #member({ member, members }) {
    this.#timeline.rename(member.person);
    this.section.querySelector("[data-members-count]").textContent = members;
    const entry = this.#app.rooms.get(this.id);
    if (entry?.kind === "direct") describeRoom(this.section, entry);
    if (member.person.id === this.#app.me && member.removed) this.#goodbye();
  }

  #describe(state) {
    const entry = this.#app.rooms.get(this.id) ?? state;
    const wasArchived = this.section.dataset.archived === "true";
    describeRoom(this.section, entry);
    if (wasArchived && !entry.archived) return this.#app.refresh();
    this.#deeds.update();
    if (entry.archived) this.#close(sentences.archived);
  }

  #goodbye() {
    this.isGone = true;
    this.#deeds.update();
    const link = document.createElement("a");
    link.href = "/rooms/";
    link.textContent = sentences.browseRooms;
    this.#close(sentences.removed, link);
  }

  #close(sentence, link) {
    this.#composer?.close(sentence, link);
    this.#composer = null;
  }

  #post(text, mode, attachments) {
    const safe = this.#posting.send(text, mode, attachments);
    if (mode.edit === undefined) this.#sight.goToEnd();
    return safe;
  }

  #connection(state) {
    if (state !== "connected") return this.#stream.disconnected();
    this.#sight.resume();
    this.#history.look();
    this.#stream.connected();
  }
}
