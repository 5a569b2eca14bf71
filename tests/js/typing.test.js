import assert from "node:assert/strict";
import { test } from "node:test";

import { sentences } from "../../chat/static/chat/js/sentences.js";
import { Telling, Typists } from "../../chat/static/chat/js/typing.js";
import { FakeClock } from "./fakes.js";

const alice = { id: 3, name: "Alice" };
const bob = { id: 4, name: "Bob" };

function room() {
  const clock = new FakeClock();
  const seen = [];
  const typists = new Typists({ changed: () => seen.push([...typists.names]), clock });
  return { clock, seen, typists };
}

test("who types is shown for six seconds after the last word", async () => {
  const { clock, seen, typists } = room();
  typists.heard(alice);
  await clock.pass(3_000);
  typists.heard(alice);
  await clock.pass(5_999);
  assert.deepEqual(typists.names, ["Alice"]);
  await clock.pass(1);
  assert.deepEqual(seen, [["Alice"], []]);
});

test("those who began first stand first, and go on their own", async () => {
  const { clock, seen, typists } = room();
  typists.heard(alice);
  await clock.pass(1_000);
  typists.heard(bob);
  typists.heard(alice);
  assert.deepEqual(typists.names, ["Alice", "Bob"]);
  typists.forget(alice.id);
  typists.forget(alice.id);
  await clock.pass(6_000);
  assert.deepEqual(seen, [["Alice"], ["Alice", "Bob"], ["Bob"], []]);
});

test("a new name is shown, and everybody can be forgotten at once", async () => {
  const { clock, seen, typists } = room();
  typists.heard(alice);
  typists.heard({ id: 3, name: "Alice Liddell" });
  typists.heard(bob);
  typists.clear();
  await clock.pass(10_000);
  assert.deepEqual(seen.at(1), ["Alice Liddell"]);
  assert.deepEqual(typists.names, []);
});

test("one tells that one types every three seconds at the most, while one goes on", async () => {
  const clock = new FakeClock();
  let told = 0;
  const telling = new Telling({ tell: () => { told += 1; }, clock });
  for (let second = 0; second < 7; second += 1) {
    telling.typed("Hel", { isEdit: false });
    telling.typed("Hell", { isEdit: false });
    await clock.pass(1_000);
  }
  assert.equal(told, 3);
});

test("an empty box, a command and a change of an earlier message concern nobody", () => {
  let told = 0;
  const telling = new Telling({ tell: () => { told += 1; }, clock: new FakeClock() });
  for (const text of ["", "  \n", "/", "/away"]) telling.typed(text, { isEdit: false });
  telling.typed("Hello", { isEdit: true });
  assert.equal(told, 0);
});

test("two are named, more are counted", () => {
  const said = (...names) => sentences.typing(names).replace(/[\u2068\u2069]/g, "");
  assert.equal(said(), "");
  assert.equal(said("Alice"), "Alice is typing");
  assert.equal(said("Alice", "Bob"), "Alice and Bob are typing");
  assert.equal(said("Alice", "Bob", "Dana"), "Alice and 2 others are typing");
});
