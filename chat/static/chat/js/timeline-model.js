import { continues, marksOf } from "./timeline-marks.js";

const keyOf = ({ grouped, day, isNew, isFolded, folds }) => `${grouped} ${day} ${isNew} ${isFolded} ${folds}`;

/**
 * What a room's timeline holds: a run of messages without holes, by number, each with its revision.
 * A record is {number, revision, author, clientId, createdAt (ms), deleted, isSystem, isApart}. Applying one twice, or an older
 * one after a newer one, changes nothing. A record outside the run is kept aside, so that a page of history fetched before a
 * change cannot undo it.
 */
export class TimelineModel {
  #records = new Map();
  #aside = new Map();
  #numbers = [];
  #marks = new Map();
  #unfolded = new Set();
  #floor;
  #last;
  #newAt;

  /** `last` is the room's last number, `read` the number up to which the person had read when the room was opened. */
  constructor({ records, last, read }) {
    this.#numbers = records.map((record) => record.number);
    for (const record of records) this.#records.set(record.number, record);
    this.#last = Math.max(last, this.newest);
    this.#newAt = read < last ? read + 1 : null;
    this.#floor = this.oldest ?? 1;
  }

  get oldest() {
    return this.#numbers[0];
  }

  get newest() {
    return this.#numbers.at(-1) ?? 0;
  }

  get last() {
    return this.#last;
  }

  /** Whether there is nothing before the first message. */
  get begun() {
    return this.#floor <= 1;
  }

  /** Whether the run reaches the live end. */
  get attached() {
    return this.newest >= this.#last;
  }

  /** Whether nobody has said anything yet, whatever the system has. */
  get isSilent() {
    return this.begun && this.attached && this.#numbers.every((number) => this.#records.get(number).isSystem);
  }

  get(number) {
    return this.#records.get(number);
  }

  /** The number before this one in the run, or undefined. */
  before(number) {
    return this.#numbers[this.#place(number) - 1];
  }

  /** Take a live record with what shows it; returns "inserted", "replaced", "counted" (new, beyond the run) or "ignored". */
  apply(record, shown) {
    const { number } = record;
    const known = this.#records.get(number) ?? this.#aside.get(number)?.record;
    if (known && known.revision >= record.revision) return "ignored";
    const attached = this.attached;
    const isNew = number > this.#last;
    this.#last = Math.max(this.#last, number);
    if (this.#records.has(number)) return this.#keep(record, "replaced");
    if (number >= this.#floor && (number < this.newest || attached)) return this.#keep(record, "inserted");
    this.#aside.set(number, { record, shown });
    return isNew ? "counted" : "ignored";
  }

  /** Take a page of history. Returns the records to show, with `shown` set where something newer was kept aside. */
  extend(records, { start = false } = {}) {
    const fresh = records.filter((record) => !this.#records.has(record.number)).map((record) => this.#newest(record));
    for (const { record } of fresh) this.#keep(record);
    if (start) this.#floor = 1;
    else this.#floor = Math.min(this.#floor, this.oldest ?? 1);
    return fresh;
  }

  /** The server has nothing after the run. */
  finish() {
    this.#last = this.newest;
  }

  /** What is new begins at this message now. */
  beginNewAt(number) {
    this.#newAt = number;
  }

  /** Show the folded lines around this message. */
  unfold(number) {
    this.#unfolded.add(number);
  }

  /** For each message whose looks among its neighbours changed since the last call: its mark, as in timeline-marks.js. */
  changedMarks() {
    const records = this.#numbers.map((number) => this.#records.get(number));
    const marks = marksOf(records, { newAt: this.#newAt, unfolded: this.#unfolded });
    const changed = marks.filter((mark) => this.#marks.get(mark.number) !== keyOf(mark));
    for (const mark of changed) this.#marks.set(mark.number, keyOf(mark));
    return changed;
  }

  /** Whether a message that `author` writes now would continue the last group. */
  continues(author, now) {
    const last = this.#records.get(this.newest);
    return this.attached && Boolean(last) && continues({ author, createdAt: now }, last);
  }

  #newest(record) {
    const aside = this.#aside.get(record.number);
    this.#aside.delete(record.number);
    return aside && aside.record.revision > record.revision ? aside : { record };
  }

  #keep(record, outcome) {
    if (!this.#records.has(record.number)) this.#numbers.splice(this.#place(record.number), 0, record.number);
    this.#records.set(record.number, record);
    return outcome;
  }

  /** Where a number stands, or would stand, in the run; looked for from the end, where nearly all arrive. */
  #place(number) {
    let place = this.#numbers.length;
    while (place > 0 && this.#numbers[place - 1] >= number) place -= 1;
    return place;
  }
}
