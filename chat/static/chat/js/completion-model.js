import { isInCode } from "./lines.js";

/** How many letters a sign needs behind it before anything is offered. */
const LEAST_LETTERS = { "@": 0, "#": 0, ":": 2 };
const TOKEN = /(^|[\s([{"'*_~>/,])([@#:])([\p{L}\p{N}\p{M}_.+-]*)$/u;
const SHORTCODE = /(?:^|[\s([{"'*_~>/,])(:([a-z0-9_+-]{2,}):)$/;

/** The name that is being typed before the caret: { sign, query, start, end }, or null. Code names nobody. */
export function tokenAt(text, caret) {
  const [, , sign, query] = text.slice(Math.max(0, caret - 80), caret).match(TOKEN) ?? [];
  if (!sign || query.length < LEAST_LETTERS[sign] || isInCode(text, caret)) return null;
  return { sign, query, start: caret - query.length - 1, end: caret };
}

/** The emoji's name that was closed with a colon just before the caret: { name, start, end }, or null. */
export function shortcodeAt(text, caret) {
  const [, written, name] = text.slice(Math.max(0, caret - 80), caret).match(SHORTCODE) ?? [];
  if (!name || isInCode(text, caret)) return null;
  return { name, start: caret - written.length, end: caret };
}

/** The text with the token's place taken by `words`, and the caret behind them and a space. */
export function accepted(text, { start, end }, words) {
  const behind = text.slice(end);
  const space = /^\s/.test(behind) ? "" : " ";
  const caret = start + words.length + 1;
  return { text: text.slice(0, start) + words + space + behind, start: caret, end: caret };
}

/** Small letters without their accents, for somebody may not have them on the keyboard. */
export function folded(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const EXACT = 0;
const BEGINNING = 1;
const WORD = 2;
const INSIDE = 3;
const ABSENT = 4;

/** How well a name fits what was typed; smaller is better, ABSENT does not fit. */
function fit(name, query) {
  const place = name.indexOf(query);
  if (place < 0) return ABSENT;
  if (place === 0) return name === query ? EXACT : BEGINNING;
  return /[\p{L}\p{N}]/u.test(name[place - 1]) ? INSIDE : WORD;
}

/** The `most` items whose `names` (folded) fit the query best; among equals the order stays. */
export function ranked(items, query, most) {
  const wanted = folded(query);
  if (!wanted) return items.slice(0, most);
  return items
    .map((item) => ({ item, rank: Math.min(...item.names.map((name) => fit(name, wanted))) }))
    .filter(({ rank }) => rank < ABSENT)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ item }) => item);
}
