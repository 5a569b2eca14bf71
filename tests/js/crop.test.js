import assert from "node:assert/strict";
import test from "node:test";

import { Crop } from "../../chat/static/chat/js/crop.js";

const WIDE = { width: 800, height: 400 };

test("at first the largest square in the middle", () => {
  assert.deepEqual(new Crop(WIDE).square, { x: 200, y: 0, side: 400 });
  assert.deepEqual(new Crop({ width: 300, height: 900 }).square, { x: 0, y: 300, side: 300 });
});

test("it moves by parts of itself and never leaves the picture", () => {
  const crop = new Crop(WIDE);
  crop.move(0.25, 0);
  assert.deepEqual(crop.square, { x: 300, y: 0, side: 400 });
  crop.move(9, 9);
  assert.deepEqual(crop.square, { x: 400, y: 0, side: 400 });
  crop.move(-99, -99);
  assert.deepEqual(crop.square, { x: 0, y: 0, side: 400 });
});

test("zooming keeps what is under the finger", () => {
  const crop = new Crop(WIDE);
  const { x, y, side } = crop.square;
  crop.zoomTo(2, { x: 0.25, y: 0.75 });
  const closer = crop.square;
  assert.equal(closer.side, 200);
  assert.equal(closer.x + 0.25 * closer.side, x + 0.25 * side);
  assert.equal(closer.y + 0.75 * closer.side, y + 0.75 * side);
});

test("zooming out at the edge brings it back inside", () => {
  const crop = new Crop(WIDE);
  crop.zoomTo(4);
  crop.move(99, 99);
  crop.zoomTo(1);
  assert.deepEqual(crop.square, { x: 400, y: 0, side: 400 });
});

test("it looks no closer than is good for a face, and no further than the picture", () => {
  const crop = new Crop(WIDE);
  crop.zoomTo(100);
  assert.equal(crop.zoom, Crop.mostZoom);
  crop.zoomTo(0.1);
  assert.equal(crop.zoom, 1);
});
