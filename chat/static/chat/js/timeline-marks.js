import { dayOf } from "./dates.js";

const GROUP_MS = 5 * 60_000;
/** Up to so many lines of the system may follow each other before they are folded. */
const LINES_UNFOLDED = 3;

/** Whether a message continues what the one before it began: the same author, soon after, and nothing in between. */
export function continues(record, previous) {
  if (record.author !== previous.author || record.isApart) return false;
  if ([record, previous].some(({ deleted, isSystem }) => deleted || isSystem)) return false;
  const apart = record.createdAt - previous.createdAt;
  return apart >= 0 && apart < GROUP_MS && dayOf(record.createdAt) === dayOf(previous.createdAt);
}

/**
 * How each of the records, in their order, looks among its neighbours: { number, grouped, day, isNew, isFolded, folds }. `day`
 * is a moment of the day that begins with it, or null; `folds` says how many lines are folded from this one on. `newAt` is the
 * number of the first new message, `unfolded` the numbers of lines that the reader has asked for.
 */
export function marksOf(records, { newAt, unfolded }) {
  const marks = records.map((record, place) => markOf(record, records[place - 1], newAt));
  for (const run of runs(records, marks)) {
    if (run.length <= LINES_UNFOLDED || run.some(({ number }) => unfolded.has(number))) continue;
    const folded = run.slice(0, -1);
    folded[0].folds = folded.length;
    for (const mark of folded) mark.isFolded = true;
  }
  return marks;
}

function markOf(record, previous, newAt) {
  const begins = !previous || dayOf(previous.createdAt) !== dayOf(record.createdAt);
  const isNew = record.number === newAt;
  const grouped = !begins && !isNew && continues(record, previous);
  return { number: record.number, grouped, day: begins ? record.createdAt : null, isNew, isFolded: false, folds: 0 };
}

/** The marks of lines of the system that follow each other, with no line of a day or of what is new between them. */
function runs(records, marks) {
  const found = [];
  records.forEach(({ isSystem }, place) => {
    const mark = marks[place];
    const goesOn = isSystem && records[place - 1]?.isSystem && mark.day === null && !mark.isNew;
    if (goesOn) found.at(-1).push(mark);
    else if (isSystem) found.push([mark]);
  });
  return found;
}
