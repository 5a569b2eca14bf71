const PART_OF_HEIGHT = 0.4;

/** A text area as the thinking modules see it: its text, and where the selection starts and ends. */
export const stateOf = ({ value, selectionStart, selectionEnd }) => ({ text: value, start: selectionStart, end: selectionEnd });

/** The one stretch in which two texts differ: from `start` to `end` of the first stands `insert` in the second. */
export function difference(before, after) {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { start, end: before.length - same, insert: after.slice(start, after.length - same) };
}

/** Make the area's text and selection those of `state`: one step that the browser's undo takes back. */
export function write(area, { text, start, end }) {
  const change = difference(area.value, text);
  area.focus({ preventScroll: true });
  if (change.start !== change.end || change.insert) replace(area, change);
  area.setSelectionRange(start, end);
}

function replace(area, { start, end, insert }) {
  area.setSelectionRange(start, end);
  // Deprecated without a successor: nothing else writes so that undo knows of it.
  if (document.execCommand(insert ? "insertText" : "delete", false, insert)) return;
  area.setRangeText(insert, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Grow with the text where the browser does not do it by itself. */
export function grow(area) {
  if (CSS.supports("field-sizing", "content")) return;
  const { style } = area;
  style.blockSize = "auto";
  style.blockSize = `${Math.min(area.scrollHeight, innerHeight * PART_OF_HEIGHT)}px`;
}
