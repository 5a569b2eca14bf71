const LINE = { ArrowRight: 1, ArrowLeft: -1 };
const COLUMN = { ArrowDown: 1, ArrowUp: -1 };

/** Move the focus along buttons in a row or in a column, by arrow keys, Home and End; returns whether the key did. */
export function rove(event, buttons, { isColumn = false } = {}) {
  const isMirrored = !isColumn && document.dir === "rtl";
  const step = (isColumn ? COLUMN : LINE)[event.key] * (isMirrored ? -1 : 1);
  // From outside of them one comes to the first, or backwards to the last.
  const place = Math.max(buttons.indexOf(document.activeElement), step < 0 ? 0 : -1);
  const ends = { Home: 0, End: buttons.length - 1 };
  const button = buttons[ends[event.key] ?? (place + step + buttons.length) % buttons.length];
  if (!button) return false;
  event.preventDefault();
  button.focus();
  return true;
}
