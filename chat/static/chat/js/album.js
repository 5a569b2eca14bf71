import { neighbour } from "./viewer-model.js";

const PICTURES = "a[data-attachment][data-width]";
/** What is beside each other on the page is looked at as two albums. */
const ALBUMS = "[data-panel], [data-timeline]";

/** The link of a picture that something is in, or null. */
export function pictureAt(element) {
  return element.closest(PICTURES);
}

/** Who, when and what: all that is known of a picture, read from its link and from what it stands in. */
export function pictureOf(link) {
  const { attachment: key, width, height, name } = link.dataset;
  const said = link.closest("article, li, figure");
  const time = said?.querySelector("time");
  const image = link.querySelector("img");
  return {
    key,
    name,
    width: Number(width),
    height: Number(height),
    alt: image.alt,
    original: link.href,
    shown: image.currentSrc || image.src,
    largest: largest(image),
    colour: link.querySelector("rect")?.getAttribute("fill") ?? "",
    author: said?.querySelector("[data-author-name]")?.textContent ?? "",
    time: time?.title || time?.textContent || "",
  };
}

/** The widest thumbnail of an image, or what it shows. */
function largest({ srcset, src, parentElement }) {
  const candidates = srcset || parentElement.querySelector("source")?.srcset || src;
  return candidates.split(", ").at(-1).split(" ")[0];
}

/** The pictures that one can go through from one of them: those on the page now, in order. */
export class Album {
  #element;

  constructor(link, container) {
    this.#element = link.closest(ALBUMS) ?? container;
  }

  get keys() {
    return this.#links.map(({ dataset }) => dataset.attachment);
  }

  find(key) {
    return this.#links.find(({ dataset }) => dataset.attachment === key);
  }

  /** The link so many steps after a picture, or undefined. */
  from(key, step) {
    return this.find(neighbour(this.keys, key, step));
  }

  get #links() {
    return this.#element.isConnected ? [...this.#element.querySelectorAll(PICTURES)] : [];
  }
}
