/** What Enter and Tab mean at a place in a text: in code, in a list, in a quote. */

const INDENT = "  ";
const FENCE = /^[\s>]*(`{3,}|~{3,})(.*)$/;
const ITEM = /^(\s*(?:> ?)*)(?:([-*+])( \[[ xX]\])?|(\d+)([.)])) +/;
const QUOTE = /^\s*(?:> ?)+/;

const lineStart = (text, place) => text.slice(0, place).lastIndexOf("\n") + 1;

/** Whether the place lies in a fenced block, or behind the fence that opens one. */
export function isInFence(text, place) {
  const start = lineStart(text, place);
  let open = null;
  for (const line of text.slice(0, start).split("\n")) open = afterLine(open, line);
  const end = text.indexOf("\n", place);
  const line = text.slice(start, end < 0 ? text.length : end);
  const isOpenAfter = afterLine(open, text.slice(start, place)) !== null;
  return isOpenAfter && (open !== null || FENCE.test(line));
}

function afterLine(open, line) {
  const [, fence, rest] = line.match(FENCE) ?? [];
  if (!fence) return open;
  if (open === null) return fence[0] === "`" && rest.includes("`") ? null : fence;
  const closes = fence[0] === open[0] && fence.length >= open.length && !rest.trim();
  return closes ? null : open;
}

/** Whether the place lies in code of any kind, finished or not. */
export function isInCode(text, place) {
  if (isInFence(text, place)) return true;
  let open = 0;
  for (const [run] of text.slice(lineStart(text, place), place).matchAll(/`+/g)) {
    if (!open) open = run.length;
    else if (run.length === open) open = 0;
  }
  return open > 0;
}

/** A new line that goes on as the one before: indented code, the next item of a list, a quote. An empty item ends its list. */
export function breakLine(state) {
  const { text, start, end } = state;
  const from = lineStart(text, start);
  const line = text.slice(from, start);
  if (isInFence(text, start)) return inserted(state, `\n${line.match(/^[ \t]*/)[0]}`);
  const item = line.match(ITEM);
  const [beginning] = item ?? line.match(QUOTE) ?? [""];
  if (beginning && beginning === line && start === end) return { text: text.slice(0, from) + text.slice(end), start: from, end: from };
  return inserted(state, `\n${item ? nextItem(item) : beginning}`);
}

function nextItem([, before, sign, box, number, stop]) {
  return before + (sign ? sign + (box ? " [ ]" : "") : Number(number) + 1 + stop) + " ";
}

function inserted({ text, start, end }, words) {
  const caret = start + words.length;
  return { text: text.slice(0, start) + words + text.slice(end), start: caret, end: caret };
}

/** Two spaces at the caret, or before each line of a selection that has several. */
export function indent(state) {
  const { text, start, end } = state;
  if (!text.slice(start, end).includes("\n")) return inserted(state, INDENT);
  return eachLine(state, (line) => (line ? INDENT + line : line));
}

/** Two spaces less before each line that the selection touches. */
export function outdent(state) {
  return eachLine(state, (line) => line.replace(/^ {1,2}/, ""));
}

function eachLine({ text, start, end }, change) {
  const from = lineStart(text, start);
  const lines = text.slice(from, end).split("\n");
  const changed = lines.map(change);
  const first = changed[0].length - lines[0].length;
  const written = changed.join("\n");
  return { text: text.slice(0, from) + written + text.slice(end), start: Math.max(from, start + first), end: from + written.length };
}
