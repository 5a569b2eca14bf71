import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { seeded, shuffled } from "./fakes.js";
import { record, run, model } from "./timeline-fixture.js";

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
