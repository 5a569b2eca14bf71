/**
 * What a formatting button does to a text and its selection: `format(verb, { text, start, end })` returns the same shape,
 * or the same object when there is nothing to do. Pressing a button twice leads back.
 */

const STAR = "*";
const MARKS = { bold: STAR.repeat(2), italic: STAR, strike: "~~" };
const PREFIXES = {
  quote: { pattern: /^> ?/, write: () => "> " },
  list: { pattern: /^\s*[-*+] (?:\[[ xX]\] )?/, write: () => "- " },
  numbers: { pattern: /^\s*\d+[.)] /, write: (place) => `${place + 1}. ` },
};
const BEGINNING = /^\s*(?:(?:[-*+]|\d+[.)]|>)\s+)*/;
const ADDRESS = /^https?:\/\/\S+$/i;

export function format(verb, state) {
  if (verb in MARKS) return marked(state, MARKS[verb]);
  if (verb in PREFIXES) return prefixed(state, PREFIXES[verb]);
  if (verb === "link") return linked(state);
  return verb === "block" || selected(state).includes("\n") ? fenced(state) : coded(state);
}

/** Make the selected words a link to a pasted address, or return null where that is not what was meant. */
export function pasteLink(state, pasted) {
  const address = pasted.trim();
  const words = selected(state);
  if (!words.trim() || words.includes("\n") || !ADDRESS.test(address) || ADDRESS.test(words.trim())) return null;
  const link = `[${words.replace(/[[\]]/g, "\\$&")}](${/[()]/.test(address) ? `<${address}>` : address})`;
  const end = state.start + link.length;
  return { ...replaced(state, link), start: end, end };
}

const selected = ({ text, start, end }) => text.slice(start, end);
const replaced = ({ text, start, end }, words) => ({ text: text.slice(0, start) + words + text.slice(end) });

/** How often the mark's sign stands around the place, on both sides alike. */
function around({ text, start, end }, sign) {
  let count = 0;
  while (text[start - count - 1] === sign && text[end + count] === sign) count += 1;
  return count;
}

/** Stars are counted, for three of them are both bold and italic. */
function isMarked(count, mark) {
  return mark === STAR ? count % 2 === 1 : count >= mark.length;
}

function marked(state, mark) {
  if (selected(state).includes("\n")) return markedLines(state, mark);
  const inner = trimmed(state);
  const { text, start, end } = inner;
  const size = mark.length;
  if (isMarked(around(inner, mark[0]), mark)) {
    const outer = { text, start: start - size, end: end + size };
    return { ...replaced(outer, selected(inner)), start: start - size, end: end - size };
  }
  const bare = unmarked(selected(inner), mark);
  if (bare !== null) return { ...replaced(inner, bare), start, end: start + bare.length };
  // The text was written between two marks: the key that opened them leads out of them.
  if (start === end && text.startsWith(mark, end)) return { text, start: end + size, end: end + size };
  return { ...replaced(inner, mark + selected(inner) + mark), start: start + size, end: end + size };
}

/** The words without the marks at their own ends, or null. */
function unmarked(words, mark) {
  const runs = [/^(.)\1*/, /(.)\1*$/].map((run) => (words[0] === mark[0] && words.at(-1) === mark[0] ? words.match(run)[0].length : 0));
  const count = Math.min(...runs);
  return count && words.length > 2 * count && isMarked(count, mark) ? words.slice(mark.length, -mark.length) : null;
}

/** A mark does not reach beyond its line, and stands behind the sign of a list or a quote. */
function markedLines(state, mark) {
  const lines = selected(state).split("\n").map((line) => {
    const [beginning] = line.match(BEGINNING);
    const words = line.slice(beginning.length).trimEnd();
    return { line, beginning, words, bare: unmarked(words, mark) };
  });
  const isOff = lines.every(({ words, bare }) => !words || bare !== null);
  const written = lines.map(({ line, beginning, words, bare }) => {
    if (!words) return line;
    if (isOff) return beginning + bare;
    return bare === null ? beginning + mark + words + mark : line;
  }).join("\n");
  return { ...replaced(state, written), start: state.start, end: state.start + written.length };
}

/** Without the white space at the selection's ends, beside which a mark would not count. */
function trimmed({ text, start, end }) {
  const words = text.slice(start, end);
  if (!words.trim()) return { text, start, end };
  const before = words.length - words.trimStart().length;
  const after = words.length - words.trimEnd().length;
  return { text, start: start + before, end: end - after };
}

function coded(state) {
  const inner = trimmed(state);
  const words = selected(inner);
  // Code that holds a backtick needs two around it, and a space.
  return words.includes("`") && unmarked(words, "`") === null
    ? { ...replaced(inner, `\`\` ${words} \`\``), start: inner.start + 3, end: inner.end + 3 }
    : marked(inner, "`");
}

/** The whole lines that the selection touches. */
function wholeLines({ text, start, end }) {
  const from = text.slice(0, start).lastIndexOf("\n") + 1;
  const to = text.indexOf("\n", end);
  return { text, start: from, end: to < 0 ? text.length : to };
}

function fenced(state) {
  const lines = wholeLines(state);
  const words = selected(lines);
  const before = lines.text.slice(0, lines.start).match(/(^|\n)(`{3,}).*\n$/);
  const after = lines.text.slice(lines.end).match(/^\n(`{3,})(?=\n|$)/);
  if (before && after && before[2] === after[1]) {
    const outer = { text: lines.text, start: lines.start - before[0].length + before[1].length, end: lines.end + after[0].length };
    return { ...replaced(outer, words), start: outer.start, end: outer.start + words.length };
  }
  const longest = Math.max(2, ...[...words.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const start = lines.start + fence.length + 1;
  return { ...replaced(lines, `${fence}\n${words}\n${fence}`), start, end: start + words.length };
}

function prefixed(state, { pattern, write }) {
  const lines = wholeLines(state);
  const before = selected(lines).split("\n");
  const isOff = before.every((line) => !line.trim() || pattern.test(line)) && before.some((line) => line.trim());
  let place = 0;
  const after = before.map((line) => {
    if (isOff) return line.replace(pattern, "");
    return line.trim() || before.length === 1 ? write(place++) + line : line;
  });
  const written = after.join("\n");
  const moved = state.end + written.length - selected(lines).length;
  if (state.start === state.end) {
    const caret = Math.max(lines.start, moved);
    return { ...replaced(lines, written), start: caret, end: caret };
  }
  return { ...replaced(lines, written), start: lines.start, end: lines.start + written.length };
}

function linked(state) {
  const words = selected(state);
  const isAddress = ADDRESS.test(words.trim());
  const written = isAddress ? `[](${words.trim()})` : `[${words}]()`;
  // The caret goes where something is missing: between the brackets, or between the parentheses.
  const caret = state.start + (isAddress || !words ? 1 : written.length - 1);
  return { ...replaced(state, written), start: caret, end: caret };
}
