import { signOf, sizeInWords } from "./file-words.js";
import { galleryPlaces } from "./gallery-places.js";
import { copyOf } from "./templates.js";

const SVG = "http://www.w3.org/2000/svg";

/** The files of a message on its way, built as _attachments.jinja builds them, so that nothing moves when it arrives. */
export class PendingFiles {
  element = document.createElement("div");
  #files; #uploads; #drawn = "";

  constructor(files, uploads) {
    this.#files = files;
    this.#uploads = uploads;
    this.element.className = "attachments";
  }

  /** Show how it stands. */
  draw() {
    // A file may turn out to be another kind of thing than it seemed.
    const drawn = this.#files.map(({ id, kind, width, height }) => `${id} ${kind} ${width} ${height}`).join();
    if (drawn !== this.#drawn) this.#build();
    this.#drawn = drawn;
    for (const file of this.#files) this.#tell(file, this.element.querySelector(`[data-file="${file.id}"]`));
  }

  #build() {
    const pictures = this.#files.filter(({ kind }) => kind === "picture");
    const others = this.#files.filter(({ kind }) => kind !== "picture").map(card);
    this.element.replaceChildren(...(pictures.length ? [this.#gallery(pictures)] : []), ...others);
  }

  #gallery(pictures) {
    const gallery = copyOf("pending-gallery");
    gallery.dataset.count = pictures.length;
    const places = galleryPlaces(pictures);
    gallery.append(...pictures.map((file, index) => this.#picture(file, places[index])));
    return gallery;
  }

  #picture(file, place) {
    const picture = copyOf("pending-picture");
    picture.dataset.file = file.id;
    if (place.span) picture.dataset.span = place.span;
    picture.toggleAttribute("data-small", place.isSmall);
    const image = picture.querySelector("img");
    Object.assign(image, { alt: file.alt || file.name, width: place.width, height: place.height });
    image.before(ground(place));
    this.#uploads.previews.show(image, file);
    return picture;
  }

  #tell(file, element) {
    const { state, part } = this.#uploads.stateOf(file);
    element.dataset.upload = state;
    const bar = element.querySelector("progress");
    bar.value = part;
    bar.hidden = state === "there";
  }
}

/** It has the picture's shape before the picture is drawn. */
function ground({ width, height }) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ class: "picture__ground", "aria-hidden": "true", width, height, viewBox: `0 0 ${width} ${height}` })) svg.setAttribute(name, value);
  return svg;
}

function card({ id, name, type, size }) {
  const element = copyOf("pending-file");
  element.dataset.file = id;
  element.dataset.sign = signOf(type);
  element.querySelector("[data-name]").textContent = name;
  element.querySelector("[data-about]").textContent = sizeInWords(size);
  element.querySelector("progress").setAttribute("aria-label", name);
  return element;
}
