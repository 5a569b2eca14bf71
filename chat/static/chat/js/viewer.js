import { Album, pictureAt, pictureOf } from "./album.js";
import { isStill } from "./motion.js";
import { sentences } from "./sentences.js";
import { register } from "./shortcuts.js";
import { copyOf } from "./templates.js";
import { onGestures } from "./viewer-gestures.js";
import { fitted, isFitted, moved, reframed, swipe, toggled, zoomed } from "./viewer-model.js";

const ZOOM = 1.5;
const FACTORS = { "+": ZOOM, "=": ZOOM, "-": 1 / ZOOM };
const PAN_PX = 80;
const PANS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

for (const [keys, label] of sentences.viewerKeys) register({ keys, label, group: sentences.shortcutGroups.picture });

/**
 * Show the pictures in a container large when somebody opens one: links with data-attachment, data-width and data-height
 * around an image. Who and when is told by [data-author-name] and <time> of the article or list item that holds it.
 */
export function offerViewer(container, { signal } = {}) {
  container.addEventListener("click", (event) => {
    const link = pictureAt(event.target);
    // With one of these keys a link is opened elsewhere.
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    new Viewer(new Album(link, container)).open(link);
  }, { signal });
}

/** One look at the pictures of an album, until the dialog closes. */
class Viewer {
  #album; #picture; #view; #frame; #image;
  #dialog = copyOf("viewer");
  #stage = this.#part("stage");
  #prepared = new Map();
  #onpopstate = window.onpopstate;
  // What is deleted is gone from here, too.
  #watch = new MutationObserver(() => this.#album.find(this.#picture.key) || this.#dialog.close());

  constructor(album) {
    this.#album = album;
    const dialog = this.#dialog;
    dialog.addEventListener("close", () => this.#closed());
    dialog.addEventListener("click", ({ target }) => this.#click(target));
    dialog.addEventListener("keydown", (event) => this.#key(event));
    onGestures(this.#stage, {
      pan: (x, y) => this.#isLarge && this.#see(moved(this.#view, x, y, this.#picture, this.#frame)),
      pinch: (factor, at) => this.#zoom(factor, at),
      tap: (at, target) => this.#tap(at, target),
      end: (x, y) => this.#isLarge || this.#step(swipe(x, y, document.dir === "rtl")),
    });
  }

  open(link) {
    // The back button closes it. htmx would take that for leaving the page, and on the window it is asked first.
    history.pushState({ ...history.state, viewer: true }, "");
    window.onpopstate = null;
    addEventListener("popstate", this.#back);
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.#show(link);
    new ResizeObserver(() => this.#reframe()).observe(this.#stage);
    this.#watch.observe(document.body, { childList: true, subtree: true });
  }

  #back = () => {
    this.#giveBack();
    this.#dialog.close();
  };

  #giveBack() {
    removeEventListener("popstate", this.#back);
    window.onpopstate = this.#onpopstate;
  }

  #closed() {
    this.#watch.disconnect();
    this.#dialog.remove();
    if (history.state?.viewer) history.back();
    else this.#giveBack();
    const link = this.#album.find(this.#picture.key);
    link?.scrollIntoView({ block: "nearest" });
    link?.focus({ preventScroll: true });
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-${name}]`);
  }

  get #isLarge() {
    return !isFitted(this.#view, this.#picture, this.#frame);
  }

  #show(link) {
    this.#picture = pictureOf(link);
    this.#describe();
    this.#draw(link);
    this.#frame = this.#size;
    this.#see(fitted(this.#picture, this.#frame));
    for (const step of [-1, 1]) {
      const next = this.#album.from(this.#picture.key, step);
      // Not disabled: the button that was pressed last keeps the focus.
      this.#dialog.querySelector(`[data-step="${step}"]`).setAttribute("aria-disabled", String(!next));
      if (next) this.#prepare(pictureOf(next));
    }
  }

  /** The thumbnail at once, and the original when it is there. */
  async #draw(link) {
    const { key, alt, original, shown, colour } = this.#picture;
    // An image of its own: the old one would stay in sight, in the new one's shape.
    const image = Object.assign(new Image(), { className: "viewer__image", draggable: false, alt });
    this.#image = image;
    image.style.backgroundColor = colour;
    image.addEventListener("load", () => { image.style.backgroundColor = ""; }, { once: true });
    image.src = this.#prepared.get(key)?.src ?? shown;
    this.#stage.replaceChildren(image);
    if (isStill(link)) return;
    const whole = Object.assign(new Image(), { src: original });
    // Without it, the thumbnail is what there is.
    const isThere = await whole.decode().then(() => true, () => false);
    if (isThere && image.isConnected) image.src = original;
  }

  #prepare({ key, largest }) {
    if (!this.#prepared.has(key)) this.#prepared.set(key, Object.assign(new Image(), { src: largest }));
  }

  #describe() {
    const { key, name, alt, author, time, original } = this.#picture;
    const { keys } = this.#album;
    const place = sentences.pictureOf(keys.indexOf(key) + 1, keys.length);
    const words = { author, time, caption: alt, place, told: alt ? `${place}: ${alt}` : place };
    for (const [part, text] of Object.entries(words)) this.#part(part).textContent = text;
    this.#part("steps").hidden = keys.length < 2;
    this.#part("original").href = original;
    Object.assign(this.#part("download"), { href: `${original}?download`, title: sentences.download(name) });
  }

  get #size() {
    return { width: this.#stage.clientWidth, height: this.#stage.clientHeight };
  }

  #reframe() {
    const before = this.#frame;
    this.#frame = this.#size;
    this.#see(reframed(this.#view, this.#picture, before, this.#frame));
  }

  #see(view) {
    this.#view = view;
    const { style } = this.#image;
    style.width = `${this.#picture.width * view.scale}px`;
    style.height = `${this.#picture.height * view.scale}px`;
    style.transform = `translate(calc(-50% + ${view.x}px), calc(-50% + ${view.y}px))`;
    this.#stage.toggleAttribute("data-large", this.#isLarge);
  }

  #zoom(factor, at) {
    this.#see(zoomed(this.#view, this.#view.scale * factor, this.#picture, this.#frame, at));
  }

  #tap(at, target) {
    if (target !== this.#image) return this.#dialog.close();
    this.#see(toggled(this.#view, this.#picture, this.#frame, at));
  }

  #step(step) {
    const next = step && this.#album.from(this.#picture.key, step);
    if (next) this.#show(next);
  }

  #click(target) {
    const { step, zoom, close } = target.closest("button")?.dataset ?? {};
    if (step) this.#step(Number(step));
    if (zoom) this.#zoom(ZOOM ** Number(zoom));
    if (close !== undefined) this.#dialog.close();
  }

  #key(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const pan = PANS[key];
    if (key in FACTORS) this.#zoom(FACTORS[key]);
    else if (key === "0") this.#see(fitted(this.#picture, this.#frame));
    else if (!pan) return;
    else if (this.#isLarge) this.#see(moved(this.#view, ...pan.map((one) => one * PAN_PX), this.#picture, this.#frame));
    else this.#step((document.dir === "rtl" ? 1 : -1) * pan[0]);
    event.preventDefault();
  }
}
