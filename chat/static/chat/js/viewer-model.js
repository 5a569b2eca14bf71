/**
 * How a picture lies in the frame that shows it. A picture and a frame are {width, height} in pixels; a view is
 * {scale, x, y}: how large the picture is, and how far its middle is from the frame's.
 */

const MOST_SCALE = 4;
const SWIPE_PX = 50;

const between = (least, value, most) => Math.min(most, Math.max(least, value));

/** The scale at which all of the picture is in the frame; a small one is not blown up. */
export function fitScale(picture, frame) {
  return Math.min(1, frame.width / picture.width, frame.height / picture.height);
}

export function fitted(picture, frame) {
  return { scale: fitScale(picture, frame), x: 0, y: 0 };
}

export function isFitted({ scale }, picture, frame) {
  return scale <= fitScale(picture, frame);
}

/** The view at another scale, with what is at a point of the frame (from its middle) still there. */
export function zoomed(view, scale, picture, frame, at = { x: 0, y: 0 }) {
  const to = between(fitScale(picture, frame), scale, MOST_SCALE);
  const ratio = to / view.scale;
  return held({ scale: to, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }, picture, frame);
}

/** The whole picture, or each of its pixels, by turns. */
export function toggled(view, picture, frame, at) {
  return isFitted(view, picture, frame) ? zoomed(view, 1, picture, frame, at) : fitted(picture, frame);
}

export function moved(view, x, y, picture, frame) {
  return held({ ...view, x: view.x + x, y: view.y + y }, picture, frame);
}

/** The view in a frame of another size. */
export function reframed(view, picture, before, frame) {
  return isFitted(view, picture, before) ? fitted(picture, frame) : zoomed(view, view.scale, picture, frame);
}

/** Where an edge of the picture would leave a hole, it ends at the frame. */
function held({ scale, x, y }, picture, frame) {
  const beyond = (length, side) => Math.max(0, (length * scale - side) / 2);
  const [across, down] = [beyond(picture.width, frame.width), beyond(picture.height, frame.height)];
  return { scale, x: between(-across, x, across), y: between(-down, y, down) };
}

/** Where a finger that moved so far leads: 1 to the next picture, -1 to the one before, 0 nowhere. */
export function swipe(x, y, isMirrored = false) {
  if (Math.abs(x) < SWIPE_PX || Math.abs(x) < 2 * Math.abs(y)) return 0;
  return x < 0 === isMirrored ? -1 : 1;
}

/** What stands so many steps after a key in a list of keys, or undefined at its end. */
export function neighbour(keys, key, step) {
  const place = keys.indexOf(key);
  return place < 0 ? undefined : keys[place + step];
}
