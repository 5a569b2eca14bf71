import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { TimelineModel } from "../../chat/static/chat/js/timeline-model.js";
import { seeded, shuffled } from "./fakes.js";

const [ALICE, BOB] = [1, 2];
const MINUTE = 60_000;
const NOON = new Date(2026, 0, 2, 12).getTime();

function record(number, fields = {}) {
  return { number, revision: number, author: ALICE, clientId: `c${number}`, createdAt: NOON + number * MINUTE, deleted: false, ...fields };
}

function run(from, to) {
  return Array.from({ length: to - from + 1 }, (_, place) => record(from + place));
}

function model(records, { last = records.at(-1)?.number ?? 0, read = last } = {}) {
  return new TimelineModel({ records, last, read });
}

/** What a reader would see: every message of the run, with its revision. */
function seen(timeline) {
  const list = [];
  for (let number = timeline.oldest; number <= timeline.newest; number += 1) {
    const found = timeline.get(number);
    if (found) list.push(`${number}@${found.revision}${found.deleted ? " deleted" : ""}`);
  }
  return list;
}

describe("live changes", () => {
  test("a new message is inserted at the end, a changed one replaced", () => {
    const timeline = model(run(1, 3));
    assert.equal(timeline.apply(record(4)), "inserted");
    assert.equal(timeline.apply(record(2, { revision: 5, deleted: true })), "replaced");
    assert.deepEqual(seen(timeline), ["1@1", "2@5 deleted", "3@3", "4@4"]);
  });

  test("the same again, or an older one after a newer one, changes nothing", () => {
    const timeline = model(run(1, 3));
    timeline.apply(record(2, { revision: 5, deleted: true }));
    assert.equal(timeline.apply(record(2, { revision: 5, deleted: true })), "ignored");
    assert.equal(timeline.apply(record(2, { revision: 4 })), "ignored");
    assert.equal(timeline.get(2).deleted, true);
  });

  test("the first message of an empty room is inserted", () => {
    const timeline = model([]);
    assert.equal(timeline.begun, true);
    assert.equal(timeline.apply(record(1)), "inserted");
    assert.equal(timeline.attached, true);
  });

  test("a change before the run is not shown", () => {
    const timeline = model(run(51, 60));
    assert.equal(timeline.apply(record(20, { revision: 70 })), "ignored");
    assert.equal(timeline.oldest, 51);
  });

  for (const seed of [1, 2, 3, 4, 5]) {
    test(`any order, some twice, ends in the same timeline (seed ${seed})`, () => {
      const random = seeded(seed);
      const changes = [];
      for (let revision = 100; revision < 160; revision += 1) {
        const number = random() < 0.5 ? 11 + Math.floor(random() * 20) : 1 + Math.floor(random() * 10);
        changes.push(record(number, { revision, deleted: random() < 0.2 }));
      }
      const end = (order) => {
        const timeline = model(run(1, 10));
        for (const change of order) timeline.apply(change);
        return seen(timeline);
      };
      const expected = end(changes);
      for (let times = 0; times < 50; times += 1) {
        const order = shuffled([...changes, ...changes.filter(() => random() < 0.3)], random);
        assert.deepEqual(end(order), expected);
      }
    });
  }
});

describe("history", () => {
  test("older pages come before, until the first message", () => {
    const timeline = model(run(51, 60));
    assert.equal(timeline.begun, false);
    timeline.extend(run(1, 50));
    assert.equal(timeline.begun, true);
    assert.equal(timeline.oldest, 1);
    assert.equal(seen(timeline).length, 60);
  });

  test("a page without anything is the start too", () => {
    const timeline = model(run(51, 60));
    timeline.extend([], { start: true });
    assert.equal(timeline.begun, true);
  });

  test("a page that was read before a deletion does not undo it", () => {
    const timeline = model(run(51, 60));
    timeline.apply(record(20, { revision: 70, deleted: true }), "<article>gone</article>");
    const fresh = timeline.extend(run(11, 50));
    assert.equal(fresh.find((item) => item.record.number === 20).shown, "<article>gone</article>");
    assert.equal(timeline.get(20).deleted, true);
  });

  test("a page that was read after it is shown as it is", () => {
    const timeline = model(run(51, 60));
    timeline.apply(record(20, { revision: 70 }), "<article>old</article>");
    const fresh = timeline.extend([...run(11, 19), record(20, { revision: 75 }), ...run(21, 50)]);
    assert.equal(fresh.find((item) => item.record.number === 20).shown, undefined);
    assert.equal(timeline.get(20).revision, 75);
  });

  test("what is there already is not shown twice", () => {
    const timeline = model(run(51, 60));
    assert.equal(timeline.extend(run(50, 52)).length, 1);
  });

  test("around an old message live ones are counted, not shown, until the end is reached", () => {
    const timeline = model(run(1, 50), { last: 100 });
    assert.equal(timeline.attached, false);
    assert.equal(timeline.apply(record(101)), "counted");
    assert.equal(timeline.apply(record(101)), "ignored");
    assert.equal(timeline.apply(record(80, { revision: 102, deleted: true }), "gone"), "ignored");
    assert.equal(timeline.newest, 50);
    timeline.extend(run(51, 100));
    assert.equal(timeline.get(80).deleted, true);
    assert.equal(timeline.attached, false);
    timeline.extend([record(101)]);
    assert.equal(timeline.attached, true);
    assert.equal(timeline.apply(record(102)), "inserted");
  });

  test("a server that has nothing more ends the search for the end", () => {
    const timeline = model(run(1, 50), { last: 60 });
    timeline.finish();
    assert.equal(timeline.attached, true);
  });
});

describe("groups and lines", () => {
  function marks(timeline) {
    const words = ({ grouped, day, isNew }) => [grouped && "grouped", day !== null && "day", isNew && "new"].filter(Boolean).join(" ");
    return Object.fromEntries(timeline.changedMarks().map((mark) => [mark.number, words(mark)]));
  }

  test("messages of one author within five minutes are a group", () => {
    const timeline = model([
      record(1), record(2), record(3, { author: BOB }), record(4, { author: BOB, createdAt: NOON + 7.9 * MINUTE }),
      record(5, { author: BOB, createdAt: NOON + 12.9 * MINUTE }),
    ]);
    assert.deepEqual(marks(timeline), { 1: "day", 2: "grouped", 3: "", 4: "grouped", 5: "" });
  });

  test("a deleted message stands alone", () => {
    const timeline = model(run(1, 3));
    marks(timeline);
    timeline.apply(record(2, { revision: 9, deleted: true }));
    assert.deepEqual(marks(timeline), { 2: "", 3: "" });
  });

  test("every day begins with its line, and no group reaches over it", () => {
    const midnight = new Date(2026, 0, 3).getTime();
    const timeline = model([record(1, { createdAt: midnight - MINUTE }), record(2, { createdAt: midnight + MINUTE })]);
    assert.deepEqual(marks(timeline), { 1: "day", 2: "day" });
  });

  test("the New line stands where reading stopped when the room was opened, and stays there", () => {
    const timeline = model(run(1, 5), { read: 3 });
    assert.equal(marks(timeline)[4], "new");
    timeline.apply(record(6));
    assert.deepEqual(marks(timeline), { 6: "grouped" });
  });

  test("there is no New line when all was read, nor for what comes later", () => {
    const timeline = model(run(1, 5), { read: 5 });
    timeline.apply(record(6));
    assert.equal(Object.values(marks(timeline)).some((mark) => mark.includes("new")), false);
  });

  test("an older page takes the day line and may make a group of the first message", () => {
    const timeline = model(run(3, 4));
    assert.equal(marks(timeline)[3], "day");
    timeline.extend(run(1, 2));
    assert.deepEqual(marks(timeline), { 1: "day", 2: "grouped", 3: "grouped" });
  });

  test("a reply, a forwarded message and a line of the system begin anew, and so does what follows a line", () => {
    const timeline = model([record(1), record(2, { isApart: true }), record(3), record(4, { isSystem: true }), record(5)]);
    assert.deepEqual(marks(timeline), { 1: "day", 2: "", 3: "grouped", 4: "", 5: "" });
    assert.equal(model([record(1, { isSystem: true })]).continues(ALICE, NOON + 2 * MINUTE), false);
  });

  test("the New line goes where something is marked as unread", () => {
    const timeline = model(run(1, 5), { read: 3 });
    marks(timeline);
    timeline.beginNewAt(2);
    assert.deepEqual(marks(timeline), { 2: "new", 4: "grouped" });
  });

  test("what I write now continues my last group, and nobody else's", () => {
    const timeline = model(run(1, 2));
    assert.equal(timeline.continues(ALICE, NOON + 3 * MINUTE), true);
    assert.equal(timeline.continues(BOB, NOON + 3 * MINUTE), false);
    assert.equal(timeline.continues(ALICE, NOON + 8 * MINUTE), false);
    assert.equal(model([]).continues(ALICE, NOON), false);
  });
});

test("a room is silent until somebody says something, whatever the system says", () => {
  const line = record(1, { isSystem: true });
  assert.equal(model([]).isSilent, true);
  const timeline = model([line]);
  assert.equal(timeline.isSilent, true);
  timeline.apply(record(2));
  assert.equal(timeline.isSilent, false);
  assert.equal(model([record(51, { isSystem: true })]).isSilent, false);
});

describe("lines of the system", () => {
  const line = (number) => record(number, { isSystem: true });
  const lines = (from, to) => run(from, to).map(({ number }) => line(number));

  function folds(timeline) {
    timeline.changedMarks().forEach((mark) => looks.set(mark.number, mark));
    return [...looks.values()].sort((one, other) => one.number - other.number)
      .map(({ number, isFolded, folds: count }) => (isFolded ? `${number}${count ? `(${count})` : ""}` : "")).filter(Boolean).join(" ");
  }

  const looks = new Map();
  beforeEach(() => looks.clear());

  test("three stand as they are; of more all but the last are folded", () => {
    assert.equal(folds(model([record(1), ...lines(2, 4), record(5)])), "");
    looks.clear();
    assert.equal(folds(model([record(1), ...lines(2, 6), record(7)])), "2(4) 3 4 5");
  });

  test("one more live line folds those before it", () => {
    const timeline = model(lines(1, 3));
    assert.equal(folds(timeline), "");
    timeline.apply(line(4));
    assert.equal(folds(timeline), "1(3) 2 3");
    timeline.apply(line(5));
    assert.equal(folds(timeline), "1(4) 2 3 4");
  });

  test("unfolded they stay unfolded, whatever comes", () => {
    const timeline = model(lines(1, 5));
    assert.equal(folds(timeline), "1(4) 2 3 4");
    timeline.unfold(1);
    timeline.apply(line(6));
    assert.equal(folds(timeline), "");
  });

  test("nothing is folded over the line of what is new", () => {
    assert.equal(folds(model(lines(1, 6), { read: 3 })), "");
    looks.clear();
    assert.equal(folds(model(lines(1, 9), { read: 4 })), "1(3) 2 3 5(4) 6 7 8");
  });
});
