import { browserClock } from "./clock.js";
import { Attention, OFFLINE, Presence } from "./presence.js";
import { sentences } from "./sentences.js";

const MARKED = "[data-presence-of]";
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel"];
/** Without a connection for so long, what was known says nothing any more. */
const STALE_MS = 10_000;

/** Shows beside faces who is here or away, wherever they come onto the page, and tells the server whether somebody is here. */
export class PresenceDots {
  #socket; #clock; #attention;
  #presence = new Presence();
  #stale = null;

  constructor({ changes, socket, clock = browserClock }) {
    this.#socket = socket;
    this.#clock = clock;
    this.#attention = new Attention({ changed: () => this.#tell(), clock });
    changes.on("signal", (frame) => frame.kind === "presence" && this.#hear(frame));
    changes.on("connection", ({ state }) => this.#connection(state));
    this.#watch();
    const observer = new MutationObserver((records) => this.#look(records));
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["data-presence-of"] });
  }

  #watch() {
    const touched = () => this.#attention.touch();
    // A page that moves under a pointer at rest is not touched.
    const isStill = ({ type, movementX, movementY }) => type === "pointermove" && !movementX && !movementY;
    for (const type of TOUCHES) addEventListener(type, (event) => isStill(event) || touched(), { capture: true, passive: true });
    addEventListener("focus", touched);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && touched());
  }

  #hear(frame) {
    this.#presence.hear(frame);
    this.#draw();
  }

  #connection(state) {
    if (state !== "connected") {
      this.#stale ??= this.#clock.after(STALE_MS, () => {
        this.#presence.forget();
        this.#draw();
      });
      return;
    }
    this.#clock.cancel(this.#stale);
    this.#stale = null;
    // To the server, whoever comes is here.
    if (this.#attention.state !== "here") this.#tell();
  }

  #tell() {
    // Whatever comes in between: after the next hello it is told again.
    this.#socket.request("presence.set", { state: this.#attention.state }).catch(() => {});
  }

  #look(records) {
    for (const { type, target, addedNodes } of records) {
      if (type === "attributes") show(target, this.#presence);
      for (const node of addedNodes) {
        if (node instanceof Element) this.#drawIn(node);
      }
    }
  }

  #draw() {
    this.#drawIn(document.body);
  }

  #drawIn(element) {
    if (element.matches(MARKED)) show(element, this.#presence);
    for (const marked of element.querySelectorAll(MARKED)) show(marked, this.#presence);
  }
}

/** A mark is a dot with a name, or, where it says so, the word itself. */
function show(mark, presence) {
  const state = presence.stateOf(Number(mark.dataset.presenceOf));
  if ((mark.dataset.presence ?? OFFLINE) === state) return;
  const word = sentences.presence[state];
  if (mark.hasAttribute("data-presence-word")) mark.textContent = word;
  else name(mark, word);
  if (state === OFFLINE) delete mark.dataset.presence;
  else mark.dataset.presence = state;
}

function name(dot, word) {
  for (const [attribute, value] of Object.entries({ role: "img", "aria-label": word, title: word })) {
    if (word) dot.setAttribute(attribute, value);
    else dot.removeAttribute(attribute);
  }
}
