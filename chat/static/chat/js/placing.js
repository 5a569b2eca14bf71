const GAP_PX = 6;

/**
 * Put something that floats over the page by what it belongs to: below or above it, and within the window. Both begin at the
 * same side, or end there.
 */
export function placeBy(element, anchor, { atEnd = false } = {}) {
  const { style } = element;
  const { width, height } = element.getBoundingClientRect();
  const isBelow = innerHeight - anchor.bottom - GAP_PX > height || anchor.top < innerHeight - anchor.bottom;
  const top = isBelow ? anchor.bottom + GAP_PX : anchor.top - GAP_PX - height;
  const left = atEnd === (document.dir === "rtl") ? anchor.left : anchor.right - width;
  style.top = `${Math.max(GAP_PX, Math.min(top, innerHeight - height - GAP_PX))}px`;
  style.left = `${Math.max(GAP_PX, Math.min(left, innerWidth - width - GAP_PX))}px`;
}
