import assert from "node:assert/strict";
import { test } from "node:test";

import { fitted, fitScale, isFitted, moved, neighbour, reframed, swipe, toggled, zoomed } from "../../chat/static/chat/js/viewer-model.js";

const frame = { width: 400, height: 300 };
const wide = { width: 800, height: 300 };
const small = { width: 40, height: 30 };

test("a picture is fitted into the frame, and a small one is not blown up", () => {
  assert.deepEqual(fitted(wide, frame), { scale: 0.5, x: 0, y: 0 });
  assert.equal(fitScale({ width: 300, height: 900 }, frame), 1 / 3);
  assert.equal(fitScale(small, frame), 1);
});

test("what is under the pointer stays there while one zooms", () => {
  const view = zoomed(fitted(wide, frame), 1, wide, frame, { x: 100, y: 0 });
  assert.deepEqual(view, { scale: 1, x: -100, y: 0 });
  assert.deepEqual(zoomed(view, 0.75, wide, frame, { x: 100, y: 0 }), { scale: 0.75, x: -50, y: 0 });
});

test("no edge leaves a hole", () => {
  const view = zoomed(fitted(wide, frame), 1, wide, frame);
  const tall = { width: 800, height: 700 };
  assert.deepEqual(moved(view, 1000, 50, tall, frame), { scale: 1, x: 200, y: 50 });
  assert.deepEqual(moved(view, -1000, -500, tall, frame), { scale: 1, x: -200, y: -200 });
  assert.deepEqual(moved(view, 0, 50, wide, frame), view);
});

test("one cannot zoom out of the frame, nor without end", () => {
  assert.equal(zoomed(fitted(wide, frame), 0.01, wide, frame).scale, 0.5);
  assert.equal(zoomed(fitted(wide, frame), 100, wide, frame).scale, 4);
});

test("a tap shows the picture's own size, and the next one all of it", () => {
  const large = toggled(fitted(wide, frame), wide, frame, { x: 0, y: 0 });
  assert.equal(large.scale, 1);
  assert.deepEqual(toggled(large, wide, frame, { x: 50, y: 50 }), fitted(wide, frame));
});

test("a tap on a small one changes nothing", () => {
  assert.deepEqual(toggled(fitted(small, frame), small, frame, { x: 5, y: 5 }), fitted(small, frame));
});

test("a fitted picture is fitted into another frame too, an enlarged one stays large", () => {
  const phone = { width: 200, height: 400 };
  assert.deepEqual(reframed(fitted(wide, frame), wide, frame, phone), { scale: 0.25, x: 0, y: 0 });
  const large = zoomed(fitted(wide, frame), 1, wide, frame);
  assert.equal(reframed(large, wide, frame, phone).scale, 1);
  assert.ok(!isFitted(reframed(large, wide, frame, phone), wide, phone));
});

for (const [x, y, isMirrored, step] of [[-80, 10, false, 1], [80, -10, false, -1], [-80, 0, true, -1], [80, 0, true, 1], [-30, 0, false, 0], [-80, 60, false, 0]]) {
  test(`a finger that goes (${x}, ${y})${isMirrored ? ", mirrored," : ""} leads ${step}`, () => {
    assert.equal(swipe(x, y, isMirrored), step);
  });
}

test("a list of pictures has two ends, and what is gone has no neighbours", () => {
  const keys = ["a", "b", "c"];
  assert.equal(neighbour(keys, "b", 1), "c");
  assert.equal(neighbour(keys, "c", 1), undefined);
  assert.equal(neighbour(keys, "a", -1), undefined);
  assert.equal(neighbour(keys, "x", 1), undefined);
});
