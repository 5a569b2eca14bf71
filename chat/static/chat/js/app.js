import { offerAvatar } from "./avatar.js";
import { Changes } from "./changes.js";
import { Dates } from "./dates.js";
import { Drafts } from "./drafts.js";
import { Drawer } from "./drawer.js";
import { obeyEnding } from "./endings.js";
import { offerMotion } from "./motion.js";
import { startNavigation } from "./navigation.js";
import { showNotice } from "./notices.js";
import { Notifications } from "./notifications.js";
import { Outbox } from "./outbox.js";
import { openStore } from "./outbox-store.js";
import { tellOfOutsiders } from "./outsiders.js";
import { fallBackToInitials, showFaces } from "./face.js";
import { followPage } from "./page-life.js";
import { PresenceDots } from "./presence-dots.js";
import { offerTimezone } from "./profile.js";
import { Room } from "./room.js";
import { Rooms } from "./rooms.js";
import { Sidebar } from "./sidebar.js";
import { Socket } from "./socket.js";
import { Status } from "./status.js";
import { Uploads } from "./uploads.js";
import { offerViewer } from "./viewer.js";

/** Everything that lives as long as the page, put together; rooms come and go within it. */
class App {
  #room = null;
  #status = new Status();
  #notifications;
  #sidebar;

  constructor({ person, socket: path }, element) {
    const language = document.documentElement.lang;
    this.me = Number(person);
    this.dates = new Dates(language);
    this.drafts = new Drafts(globalThis.localStorage, this.me);
    this.changes = new Changes();
    this.rooms = new Rooms(this.me, language);
    this.#sidebar = new Sidebar(element, this.rooms);
    this.socket = new Socket({
      url: new URL(path, location.href.replace(/^http/, "ws")).href,
      hello: () => this.#room?.hello() ?? {},
      emit: (frame) => this.changes.dispatch(frame),
    });
    this.uploads = new Uploads(this.me);
    this.outbox = new Outbox({
      uploads: this.uploads,
      store: openStore(globalThis.indexedDB),
      person: this.me,
      send: (entry) => this.#send(entry),
      changed: () => this.changes.dispatch({ type: "outbox" }),
      // Where the browser has no locks, two tabs may both send an entry; the server takes it once.
      alone: (name, work) => (navigator.locks ? navigator.locks.request(name, work) : work()),
    });
  }

  start() {
    this.#notifications = new Notifications({ me: this.me, rooms: this.rooms, open: (url) => this.refresh(url, "push") });
    const { changes } = this;
    changes.on("connection", (frame) => this.#connection(frame));
    changes.on("ready", ({ rooms }) => this.#welcome(rooms));
    changes.on("you", (frame) => this.#you(frame));
    changes.on("change", (change) => this.#change(change));
    startNavigation({ rooms: this.rooms, changes, current: () => this.#room?.id, open: (url) => this.refresh(url, "push") });
    this.mount();
    for (const name of ["htmx:afterSwap", "htmx:historyRestore"]) document.addEventListener(name, () => this.mount());
    this.outbox.load();
    new PresenceDots(this);
    offerTimezone();
    fallBackToInitials();
    offerAvatar({ changed: () => this.refresh() });
    followPage(this.socket);
    offerMotion(document);
    offerViewer(document.body);
    this.socket.start();
  }

  /** Give the room on the page its controller, and let go of the one before. */
  mount() {
    const section = document.querySelector("#main [data-room]");
    this.#sidebar.point(location.pathname);
    if (section === (this.#room?.section ?? null)) return;
    this.#room?.destroy();
    this.#room = section && new Room(section, this);
    if (section) this.#status.attach(section);
  }

  /** Fetch the main column anew; drafts and unsent messages are kept elsewhere. `address`: how the address bar follows. */
  refresh(url = location.pathname, address = "replace") {
    globalThis.htmx.ajax("GET", url, { target: "#main", select: "#main", swap: "outerHTML", [address]: url });
  }

  /** The person has read so far, which shows before the server knows. */
  read(room, number) {
    this.rooms.read({ room, number });
    this.#sidebar.update();
  }

  /** The server has stored how far the person has read. */
  learn(pointer) {
    this.rooms.read(pointer);
    this.#sidebar.update();
    this.changes.dispatch({ ...pointer, type: "read" });
  }

  async #send({ room, client_id, text, answers, confirmed, attachments = [] }) {
    const keys = attachments.map(({ key }) => key);
    const fields = { room, client_id, text, ...(answers && { answers }), ...(confirmed && { confirmed }), ...(keys.length && { attachments: keys }) };
    const { outsiders } = await this.socket.request("message.post", fields);
    tellOfOutsiders(outsiders, this.#room?.id === room ? this.#room : null);
  }

  #connection(frame) {
    this.#status.hear(frame);
    obeyEnding(frame);
    for (const sender of [this.uploads, this.outbox]) {
      if (frame.state === "connected") sender.connected();
      else sender.disconnected();
    }
  }

  #welcome(entries) {
    this.#list(entries);
    // A room that is open without being in the list was lost while nobody listened.
    if (this.#room && !this.rooms.get(this.#room.id)) this.changes.dispatch({ type: "gone", room: this.#room.id });
  }

  #list(entries) {
    for (const room of this.rooms.replace(entries)) this.changes.dispatch({ type: "gone", room });
    const entry = this.rooms.get(this.#room?.id);
    if (entry && this.#room.isGone) this.refresh();
    if (entry) this.changes.dispatch({ type: "read", room: entry.id, number: entry.listed.read_number, turned_back: entry.listed.turned_back });
    this.#sidebar.update();
  }

  #you(frame) {
    if (frame.kind === "rooms") this.#list(frame.rooms);
    if (frame.kind === "read") this.learn(frame);
    if (frame.kind === "notice") showNotice(frame);
  }

  #change(change) {
    this.#notifications.hear(change);
    this.rooms.apply(change);
    const { message, member } = change;
    if (member) showFaces(member.person);
    if (message?.author === this.me) this.outbox.seen(message.client_id);
    this.#sidebar.update();
  }
}

const sidebar = document.querySelector("[data-sidebar]");
if (sidebar) new Drawer(sidebar);
if (document.body.dataset.socket) new App(document.body.dataset, sidebar).start();
