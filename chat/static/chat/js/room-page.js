/** The page of an open room, as everything on it may know it: whose it is, what one may do there, and how to ask for it. */
export class RoomPage {
  /** Whether the person is no longer a member. */
  isGone = false;
  #section; #app;
  #life = new AbortController();

  constructor(section, app) {
    this.#section = section;
    this.#app = app;
    this.id = Number(section.dataset.room);
    /** Who looks, as verb-rules.js asks. */
    this.viewer = { me: app.me, saved: new Set(section.dataset.saved.split(" ").map(Number)) };
  }

  destroy() {
    this.#life.abort();
  }

  get section() {
    return this.#section;
  }

  /** Aborted when the room is left. */
  get signal() {
    return this.#life.signal;
  }

  /** The room's address. */
  get url() {
    const { url } = this.#section.querySelector("[data-timeline]").dataset;
    return new URL("../", new URL(url, location.href)).pathname;
  }

  /** What the person may do here, as verb-rules.js asks. */
  get rights() {
    const { archived, mayPin, mayDeleteAny } = this.#section.dataset;
    const isWritable = !this.isGone && archived !== "true";
    return { isMine: !this.isGone, isWritable, mayPin: mayPin === "true", mayDeleteAny: mayDeleteAny === "true" };
  }

  /** The person's rooms. */
  get rooms() {
    return this.#app.rooms;
  }

  /** Send a command about this room; the promise holds its reply, or a CommandError. */
  ask(command, fields) {
    return this.#app.socket.request(command, { room: this.id, ...fields });
  }

  /** Show another address in the main column. */
  visit(url) {
    this.#app.refresh(url, "push");
  }
}
