import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { ALICE, BOB, MINUTE, NOON, record, run, model } from "./timeline-fixture.js";

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
