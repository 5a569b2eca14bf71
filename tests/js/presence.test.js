import assert from "node:assert/strict";
import { test } from "node:test";

import { Attention, Presence } from "../../chat/static/chat/js/presence.js";
import { FakeClock } from "./fakes.js";

const MINUTE = 60_000;

test("what is told adds up, and a whole takes the place of all", () => {
  const presence = new Presence();
  presence.hear({ people: { 3: "here", 4: "away" }, whole: true });
  presence.hear({ people: { 4: "here", 5: "away" } });
  assert.deepEqual([3, 4, 5, 6].map((id) => presence.stateOf(id)), ["here", "here", "away", "offline"]);
  presence.hear({ people: { 3: "offline" } });
  assert.equal(presence.stateOf(3), "offline");
  presence.hear({ people: { 3: "away" }, whole: true });
  assert.deepEqual([3, 4, 5].map((id) => presence.stateOf(id)), ["away", "offline", "offline"]);
  presence.forget();
  assert.equal(presence.stateOf(3), "offline");
});

function watched() {
  const clock = new FakeClock();
  const told = [];
  const attention = new Attention({ changed: (state) => told.push(state), clock });
  return { clock, told, attention };
}

test("after five minutes without a touch nobody is there", async () => {
  const { clock, told, attention } = watched();
  await clock.pass(5 * MINUTE - 1);
  assert.equal(attention.state, "here");
  await clock.pass(1);
  assert.deepEqual(told, ["away"]);
  await clock.pass(60 * MINUTE);
  assert.deepEqual(told, ["away"]);
});

test("each touch counts from the beginning, and is told only after an absence", async () => {
  const { clock, told, attention } = watched();
  for (let minute = 0; minute < 30; minute += 1) {
    await clock.pass(MINUTE);
    attention.touch();
  }
  assert.deepEqual(told, []);
  await clock.pass(5 * MINUTE);
  attention.touch();
  attention.touch();
  await clock.pass(5 * MINUTE);
  assert.deepEqual(told, ["away", "here", "away"]);
});
