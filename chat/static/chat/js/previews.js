/** What every browser shows and the server keeps as a picture. */
const PICTURES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"]);

/** Shows pictures before the server has them. */
export class Previews {
  #blobOf;
  #urls = new Map();

  /** `blobOf(id)` resolves with the bytes of a file, or undefined. */
  constructor(blobOf) {
    this.#blobOf = blobOf;
  }

  /** Find out whether a file is a picture, and how wide and high; it is written into the file. */
  async measure(file) {
    if (file.kind || !PICTURES.has(file.type)) return;
    const picture = new Image();
    picture.src = await this.#urlOf(file);
    await new Promise((resolve) => Object.assign(picture, { onload: resolve, onerror: resolve }));
    if (picture.naturalWidth) Object.assign(file, { kind: "picture", width: picture.naturalWidth, height: picture.naturalHeight });
  }

  /** Let an image show a file, as soon as its bytes are here. */
  async show(image, file) {
    const url = await this.#urlOf(file);
    if (url && image.getAttribute("src") !== url) image.src = url;
  }

  drop(files) {
    for (const { id } of files) {
      URL.revokeObjectURL(this.#urls.get(id));
      this.#urls.delete(id);
    }
  }

  async #urlOf({ id }) {
    if (!this.#urls.has(id)) {
      const blob = await this.#blobOf(id);
      if (blob && !this.#urls.has(id)) this.#urls.set(id, URL.createObjectURL(blob));
    }
    return this.#urls.get(id) ?? "";
  }
}
