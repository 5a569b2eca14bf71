import { showFace } from "./face.js";
import { get, PageError } from "./pages.js";
import { SeenBy } from "./seen.js";
import { sentences } from "./sentences.js";

const FACES = 5;

/** Small faces at the last message that each of the others has read. */
export class SeenFaces {
  #room; #timeline; #seen;
  #drawn = new Map();
  #isDue = false;

  constructor(room, { me, changes, socket }, timeline) {
    const { section, signal } = room;
    this.#room = room;
    this.#timeline = timeline;
    this.#seen = new SeenBy(me);
    const offs = [
      changes.on("signal", (frame) => frame.kind === "seen" && frame.room === room.id && this.#learn(() => this.#seen.read(frame.reads))),
      changes.on("change", (change) => change.room === room.id && this.#change(change)),
      // What was signalled while nobody listened is asked for.
      changes.on("ready", () => this.#load()),
    ];
    // Messages come, are replaced by what they have become, and unfold.
    const observer = new MutationObserver(() => this.#draw());
    observer.observe(section.querySelector("[data-messages]"), { childList: true });
    signal.addEventListener("abort", () => {
      for (const off of offs) off();
      observer.disconnect();
    });
    if (socket.state === "connected") this.#load();
  }

  async #load() {
    try {
      const answer = await get(`${this.#room.url}seen/`, { signal: this.#room.signal });
      const list = await answer.json();
      this.#learn(() => this.#seen.load(list));
    } catch (error) {
      // Nobody misses it: the next connection asks again.
      if (error.name !== "AbortError" && !(error instanceof PageError)) throw error;
    }
  }

  #change({ kind, message, member, members }) {
    if (kind === "message") this.#learn(() => this.#seen.said(message));
    if (kind === "member") this.#learn(() => this.#seen.member(member, members));
  }

  #learn(lesson) {
    lesson();
    this.#draw();
  }

  /** Draw soon; many changes in a row are drawn once. */
  #draw() {
    if (this.#isDue || this.#room.signal.aborted) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#place();
    });
  }

  #place() {
    const articles = this.#timeline.articles.filter((article) => !article.hasAttribute("data-folded"));
    const messages = articles.map(({ dataset }) => ({ number: Number(dataset.number), author: Number(dataset.author) }));
    const places = this.#seen.places(messages, { isEnd: this.#timeline.model.attached });
    for (const [number, row] of this.#drawn) {
      if (places.has(number) && row.isConnected) continue;
      row.remove();
      this.#drawn.delete(number);
    }
    for (const [number, people] of places) this.#show(number, people);
  }

  #show(number, people) {
    const names = sentences.seenBy(people.map(({ name }) => name));
    const row = this.#drawn.get(number) ?? newRow(this.#timeline.find(number));
    this.#drawn.set(number, row);
    if (row.title === names) return;
    row.title = names;
    row.setAttribute("aria-label", names);
    const more = people.length - FACES;
    row.replaceChildren(...people.slice(0, FACES).map(faceOf), ...(more > 0 ? [`+${more}`] : []));
  }
}

function newRow(article) {
  const row = document.createElement("div");
  row.className = "seen";
  row.setAttribute("role", "img");
  // The log around it is read aloud; who has read is not news.
  row.setAttribute("aria-live", "off");
  article.append(row);
  return row;
}

function faceOf(person) {
  const face = document.createElement("span");
  face.className = "face";
  showFace(face, person);
  return face;
}
