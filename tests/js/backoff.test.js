import assert from "node:assert/strict";
import { test } from "node:test";
import { backoffMs } from "../../chat/static/chat/js/backoff.js";

const always = (value) => () => value;

test("the first wait is between half a second and a second", () => {
  assert.equal(backoffMs(0, always(0)), 500);
  assert.equal(backoffMs(0, always(0.999999)) < 1000, true);
});

test("the ceiling doubles with every attempt", () => {
  const ceilings = [0, 1, 2, 3].map((attempt) => Math.round(backoffMs(attempt, always(1))));
  assert.deepEqual(ceilings, [1000, 2000, 4000, 8000]);
});

test("no wait is longer than half a minute, however many attempts", () => {
  for (const attempt of [5, 10, 100, 5000]) assert.equal(backoffMs(attempt, always(1)), 30_000);
});

test("late attempts still come at any time of the whole range", () => {
  assert.equal(backoffMs(20, always(0)), 500);
  assert.equal(backoffMs(20, always(0.5)), 15_250);
});
