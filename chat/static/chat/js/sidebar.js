import { counted, countedInAll } from "./counting.js";
import { showFace } from "./face.js";
import { copyOf } from "./templates.js";
import { badge } from "./title.js";

const capped = (number) => (number > 99 ? "99+" : number);

/** The lists of rooms beside the conversation, drawn from the rooms model. */
export class Sidebar {
  #element; #rooms;
  #isDue = false;

  constructor(element, rooms) {
    this.#element = element;
    this.#rooms = rooms;
    element.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Draw soon; many changes in a row are drawn once. */
  update() {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#draw();
    });
  }

  /** Mark the link of the page that is open. */
  point(path) {
    for (const link of this.#element.querySelectorAll("[data-rooms] a")) {
      if (path.startsWith(new URL(link.href).pathname)) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    badge(countedInAll(this.#rooms.all));
  }

  #draw() {
    const focused = document.activeElement;
    for (const [name, entries] of Object.entries(this.#rooms.sections())) {
      this.#arrange(this.#element.querySelector(`[data-rooms="${name}"]`), entries);
    }
    // Moving an element takes the focus from it.
    if (this.#element.contains(focused)) focused.focus({ preventScroll: true });
    this.point(location.pathname);
  }

  #arrange(list, entries) {
    const items = new Map([...list.children].map((item) => [Number(item.dataset.room), item]));
    let place = list.firstElementChild;
    for (const entry of entries) {
      const item = items.get(entry.id) ?? copyOf("room-entry");
      this.#fill(item, entry);
      if (item === place) place = place.nextElementSibling;
      else list.insertBefore(item, place);
      // A link that came later has to be shown to htmx, or it would load the whole page.
      if (!items.delete(entry.id)) globalThis.htmx.process(item);
    }
    for (const item of items.values()) item.remove();
  }

  #fill(item, entry) {
    const { dataset } = item;
    const { unread, called } = counted(entry);
    Object.assign(dataset, { room: entry.id, kind: entry.kind, involvement: entry.involvement, unread, mentions: called });
    item.toggleAttribute("data-archived", entry.archived);
    item.querySelector("a").href = entry.url;
    item.querySelector("[data-room-name]").textContent = entry.name;
    item.querySelector("[data-unread-count]").textContent = capped(called || unread);
    const person = entry.people?.[0];
    if (!person) return;
    if (entry.people.length === 1) item.querySelector("[data-room-presence]").dataset.presenceOf = person.id;
    showFace(item.querySelector("[data-face]"), person);
  }

  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const links = [...this.#element.querySelectorAll("li > a")];
    const place = links.indexOf(document.activeElement);
    if (!step || place < 0) return;
    event.preventDefault();
    links[Math.min(links.length - 1, Math.max(0, place + step))].focus();
  }
}
