import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Reading } from "../../chat/static/chat/js/reading.js";
import { FakeClock } from "./fakes.js";

let clock, told, answer, reading;

beforeEach(() => {
  clock = new FakeClock();
  told = [];
  answer = () => Promise.resolve();
  reading = new Reading({ read: 10, clock, send: (number) => { told.push(number); return answer(); } });
});

test("tells at once how far was read, and nothing that is known", () => {
  reading.see(10);
  reading.see(12);
  assert.deepEqual(told, [12]);
});

test("tells at most once a second, and then the latest", async () => {
  for (const number of [11, 12, 13, 14]) reading.see(number);
  await clock.pass(999);
  assert.deepEqual(told, [11]);
  await clock.pass(1);
  assert.deepEqual(told, [11, 14]);
  await clock.pass(10_000);
  assert.deepEqual(told, [11, 14]);
});

test("never goes back", async () => {
  for (const number of [11, 20, 15]) reading.see(number);
  await clock.pass(5_000);
  reading.see(19);
  await clock.pass(5_000);
  assert.deepEqual(told, [11, 20]);
});

test("what another tab has told is not told again", async () => {
  reading.see(11);
  reading.see(12);
  reading.learn(12);
  await clock.pass(2_000);
  assert.deepEqual(told, [11]);
});

test("after a lost connection it is told again when there is a new one", async () => {
  answer = () => Promise.reject({ code: "disconnected" });
  reading.see(11);
  await clock.pass(60_000);
  assert.deepEqual(told, [11]);
  answer = () => Promise.resolve();
  reading.resume();
  await clock.pass(60_000);
  assert.deepEqual(told, [11, 11]);
});

test("a refusal is tried again later, without haste", async () => {
  answer = () => Promise.reject({ code: "slow_down" });
  reading.see(11);
  await clock.pass(4_999);
  assert.deepEqual(told, [11]);
  answer = () => Promise.resolve();
  await clock.pass(60_000);
  assert.deepEqual(told, [11, 11]);
});

test("nothing is told after the room was left", async () => {
  reading.see(11);
  reading.see(12);
  reading.stop();
  await clock.pass(5_000);
  assert.deepEqual(told, [11]);
});

test("what was marked as unread stays so, however long it is in sight", async () => {
  reading.see(20);
  await clock.pass(2_000);
  reading.learn(14, 1);
  reading.see(20);
  reading.see(21);
  await clock.pass(60_000);
  assert.deepEqual(told, [20]);
  assert.equal(reading.seen, 14);
  assert.equal(reading.isResting, true);
});

test("a reply to what was told before does not count afterwards", async () => {
  let reply;
  answer = () => new Promise((resolve) => { reply = resolve; });
  reading.see(20);
  reading.learn(14, 1);
  reply();
  await clock.pass(2_000);
  reading.learn(16);
  reading.see(20);
  assert.deepEqual(told, [20, 20]);
});

test("it rests, too, when it was marked in another tab, until something is read there", async () => {
  reading.see(20);
  await clock.pass(2_000);
  reading.learn(20);
  reading.learn(14, 1);
  assert.deepEqual([reading.isResting, reading.seen], [true, 14]);
  reading.learn(14, 1);
  assert.equal(reading.isResting, true);
  reading.learn(20, 0);
  assert.equal(reading.isResting, true);
  reading.learn(20, 1);
  assert.equal(reading.isResting, false);
});

test("what is told says how often it was set back", async () => {
  const pointers = [];
  reading = new Reading({ read: 10, turnedBack: 3, clock, send: (...pointer) => { pointers.push(pointer); return answer(); } });
  reading.see(12);
  await clock.pass(2_000);
  reading.learn(5, 4);
  reading.learn(6);
  reading.see(8);
  assert.deepEqual(pointers, [[12, 3], [8, 4]]);
});

test("a line that nobody said is read with what stands before it, and needs no telling", async () => {
  reading.pass(11);
  reading.pass(13);
  reading.see(11);
  await clock.pass(2_000);
  assert.deepEqual([reading.seen, told], [11, []]);
});
