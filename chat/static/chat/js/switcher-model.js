import { folded } from "./completion-model.js";

const LETTER = /[\p{L}\p{N}]/u;
const ABSENT = -1;
/** A run of letters and the beginning of a word say more than letters that are far apart. */
const START = 8;
const WORD = 6;
const RUN = 4;
const INSIDE = 1;

/** How well the letters of `query` stand in `name` in their order, more is better; -1 when one is missing. Both are folded. */
export function likeness(name, query) {
  const letters = query.replace(/\s+/g, "");
  if (!letters) return 0;
  let best = ABSENT;
  // The first letter may stand in several places; what follows is taken where it comes first.
  for (let start = name.indexOf(letters[0]); start >= 0; start = name.indexOf(letters[0], start + 1)) {
    best = Math.max(best, from(name, letters, start));
  }
  return best;
}

function from(name, letters, start) {
  let sum = 0;
  let place = start - 1;
  for (const letter of letters) {
    const next = name.indexOf(letter, place + 1);
    if (next < 0) return ABSENT;
    sum += worth(name, next, next === place + 1 && next > start);
    place = next;
  }
  // Of two names that fit alike, the shorter one is more of what was typed.
  return sum + 1 / name.length;
}

function worth(name, place, isRun) {
  if (place === 0) return START;
  if (isRun) return RUN;
  return LETTER.test(name[place - 1]) ? INSIDE : WORD;
}

/**
 * What the switcher lists: `rooms` (the person's own, in the sidebar's order) and `people`, at most `most`, the best first.
 * With nothing typed: what is unread, what is meant for me before the rest, then the other rooms, the open one last.
 */
export function destinations(rooms, people, query, { current = null, most }) {
  const wanted = folded(query);
  if (!wanted.trim()) return [...rooms].sort((one, other) => urgency(other, current) - urgency(one, current)).slice(0, most).map(ofRoom);
  const talks = new Set(rooms.filter(({ kind, people: others }) => kind === "direct" && others.length === 1).map(({ people: [other] }) => other.id));
  const strangers = people.filter(({ id }) => !talks.has(id));
  return [...rooms.map(ofRoom), ...strangers.map(ofPerson)]
    .map((destination) => ({ destination, score: Math.max(...destination.names.map((name) => likeness(name, wanted))) }))
    .filter(({ score }) => score > ABSENT)
    .sort((one, other) => other.score - one.score || other.destination.unread - one.destination.unread)
    .slice(0, most)
    .map(({ destination }) => destination);
}

function urgency({ id, unread, mentions, kind, archived }, current) {
  if (id === current) return -2;
  if (archived) return -1;
  return (mentions ? 4 : 0) + (unread && kind === "direct" ? 2 : 0) + (unread ? 1 : 0);
}

const ofRoom = (room) => ({
  room,
  name: room.name,
  unread: room.unread,
  mentions: room.mentions,
  names: [folded(room.name), ...(room.kind === "direct" ? room.people.map(({ username }) => folded(username)) : [])],
});

const ofPerson = (person) => ({ person, name: person.name, unread: 0, mentions: 0, names: [folded(person.name), folded(person.username)] });
