import { Crop } from "./crop.js";
import { CropGestures } from "./crop-gestures.js";
import { showFaces } from "./face.js";
import { PageError, send } from "./pages.js";
import { sentences } from "./sentences.js";
import { copyOf } from "./templates.js";
import { toast } from "./toast.js";

const SIDE = 512;
const TYPE = "image/webp";
const QUALITY = 0.9;

/** The profile page's choice of a picture: it is cut here, and what is sent is small. The page comes and goes. */
export function offerAvatar({ changed }) {
  document.addEventListener("change", async ({ target }) => {
    if (!target.matches("[data-avatar-file]") || !target.files.length) return;
    const [file] = target.files;
    const url = target.form.action;
    // The same file can be chosen again.
    target.value = "";
    const picture = await createImageBitmap(file).catch(() => null);
    if (picture) new AvatarDialog(picture, { url, changed }).open();
    else toast(sentences.noPicture);
  });
}

/** Asks which part of a picture becomes the person's face, and sends it. */
class AvatarDialog {
  #dialog = copyOf("avatar");
  #picture; #crop; #url; #changed;

  constructor(picture, { url, changed }) {
    this.#picture = picture;
    this.#crop = new Crop(picture);
    this.#url = url;
    this.#changed = changed;
    const zoom = this.#dialog.querySelector("[data-zoom]");
    zoom.max = Crop.mostZoom;
    zoom.addEventListener("input", () => {
      this.#crop.zoomTo(Number(zoom.value));
      this.#draw();
    });
    new CropGestures(this.#canvas, this.#crop, () => this.#draw());
    this.#dialog.addEventListener("click", ({ target }) => this.#click(target));
    this.#dialog.addEventListener("close", () => {
      this.#dialog.remove();
      picture.close();
    });
  }

  open() {
    document.body.append(this.#dialog);
    Object.assign(this.#canvas, { width: SIDE, height: SIDE });
    this.#dialog.showModal();
    this.#draw();
  }

  get #canvas() {
    return this.#dialog.querySelector("canvas");
  }

  #draw() {
    const context = this.#canvas.getContext("2d");
    const { x, y, side } = this.#crop.square;
    context.imageSmoothingQuality = "high";
    // A face is no window: what shines through a picture is white.
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, SIDE, SIDE);
    context.drawImage(this.#picture, x, y, side, side, 0, 0, SIDE, SIDE);
    this.#dialog.querySelector("[data-zoom]").value = this.#crop.zoom;
  }

  #click(target) {
    if (target.closest("[data-use]")) this.#send(target.closest("[data-use]"));
    // A click on the dialog itself is one beside its content.
    if (target === this.#dialog || target.closest("[data-close]")) this.#dialog.close();
  }

  async #send(button) {
    button.disabled = true;
    this.#tell("");
    try {
      const blob = await new Promise((resolve) => this.#canvas.toBlob(resolve, TYPE, QUALITY));
      const answer = await send(this.#url, blob);
      showFaces((await answer.json()).person);
      this.#dialog.close();
      this.#changed();
    } catch (error) {
      if (!(error instanceof PageError)) throw error;
      this.#tell(error.sentence);
      button.disabled = false;
    }
  }

  #tell(reason) {
    this.#dialog.querySelector("[data-reason]").textContent = reason;
  }
}
