/** Further in, a face is made of too few points. */
const MOST_ZOOM = 4;

const within = (value, least, most) => Math.min(Math.max(value, least), most);

/** A square part of a picture: where it is, and how large. It never leaves the picture. */
export class Crop {
  #width; #height; #x; #y;
  #zoom = 1;

  /** At first the largest square in the middle. */
  constructor({ width, height }) {
    this.#width = width;
    this.#height = height;
    this.#x = width / 2;
    this.#y = height / 2;
  }

  static mostZoom = MOST_ZOOM;

  get zoom() {
    return this.#zoom;
  }

  /** The part in the picture's own points: its corner, and its side. */
  get square() {
    const side = this.#side;
    return { x: this.#x - side / 2, y: this.#y - side / 2, side };
  }

  /** Show what lies so far to the right and further down, measured in sides of the part. */
  move(right, down) {
    this.#x += right * this.#side;
    this.#y += down * this.#side;
    this.#keepInside();
  }

  /** Look closer, or less so; what is at this place of the part (0 to 1) stays there. */
  zoomTo(zoom, { x = 0.5, y = 0.5 } = {}) {
    const before = this.#side;
    this.#zoom = within(zoom, 1, MOST_ZOOM);
    this.#x += (x - 0.5) * (before - this.#side);
    this.#y += (y - 0.5) * (before - this.#side);
    this.#keepInside();
  }

  get #side() {
    return Math.min(this.#width, this.#height) / this.#zoom;
  }

  #keepInside() {
    const half = this.#side / 2;
    this.#x = within(this.#x, half, this.#width - half);
    this.#y = within(this.#y, half, this.#height - half);
  }
}
