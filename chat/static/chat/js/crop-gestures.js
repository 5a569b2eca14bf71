const STEP = 0.02;
const LONG_STEP = 0.1;
const ZOOM_STEP = 1.1;
const WHEEL_POINTS = 400;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Lets fingers, a mouse, a wheel and keys move a crop on its stage; `changed()` is called after each move. */
export class CropGestures {
  #stage; #crop; #changed;
  #pointers = new Map();

  constructor(stage, crop, changed) {
    this.#stage = stage;
    this.#crop = crop;
    this.#changed = changed;
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, ({ pointerId }) => this.#pointers.delete(pointerId));
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    stage.addEventListener("keydown", (event) => this.#key(event));
  }

  #down(event) {
    this.#stage.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, this.#placeOf(event));
  }

  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const place = this.#placeOf(event);
    const [other] = [...this.#pointers].filter(([id]) => id !== event.pointerId).map(([, one]) => one);
    this.#pointers.set(event.pointerId, place);
    if (other) {
      const middle = { x: (place.x + other.x) / 2, y: (place.y + other.y) / 2 };
      const grown = distance(place, other) / Math.max(distance(before, other), 0.01);
      this.#crop.zoomTo(this.#crop.zoom * grown, middle);
    } else {
      // The picture goes with the finger.
      this.#crop.move(before.x - place.x, before.y - place.y);
    }
    this.#changed();
  }

  #wheel(event) {
    event.preventDefault();
    this.#crop.zoomTo(this.#crop.zoom * Math.exp(-event.deltaY / WHEEL_POINTS), this.#placeOf(event));
    this.#changed();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [right, down] = ARROWS[event.key] ?? [];
    const step = event.shiftKey ? LONG_STEP : STEP;
    if (right !== undefined) this.#crop.move(right * step, down * step);
    else if (event.key === "+" || event.key === "=") this.#crop.zoomTo(this.#crop.zoom * ZOOM_STEP);
    else if (event.key === "-") this.#crop.zoomTo(this.#crop.zoom / ZOOM_STEP);
    else return;
    event.preventDefault();
    this.#changed();
  }

  /** Where on the stage something happens, from 0 to 1 both ways. */
  #placeOf({ clientX, clientY }) {
    const { left, top, width, height } = this.#stage.getBoundingClientRect();
    return { x: (clientX - left) / width, y: (clientY - top) / height };
  }
}

const distance = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
