import assert from "node:assert/strict";
import { test } from "node:test";
import { FrequentEmoji } from "../../chat/static/chat/js/frequent-emoji.js";
import { FakeStorage } from "./fakes.js";

const FIRST = ["👍️", "❤️", "😂", "🎉", "👀"];

test("at first there are five that everybody uses", () => {
  assert.deepEqual(new FrequentEmoji(new FakeStorage(), 1).top(), FIRST);
});

test("what is used comes to the front, and stays over pages", () => {
  const storage = new FakeStorage();
  const emoji = new FrequentEmoji(storage, 1);
  for (const one of ["🚀", "🎉", "🎉"]) emoji.use(one);
  assert.deepEqual(new FrequentEmoji(storage, 1).top(), ["🎉", "🚀", "👍️", "❤️", "😂"]);
});

test("what was used long ago gives way", () => {
  const emoji = new FrequentEmoji(new FakeStorage(), 1);
  for (let times = 0; times < 5; times += 1) emoji.use("🦀");
  for (let times = 0; times < 40; times += 1) emoji.use(["🚀", "🌊", "🐙", "⚓️", "🧭"][times % 5]);
  assert.equal(emoji.top().includes("🦀"), false);
});

test("people of one browser have their own", () => {
  const storage = new FakeStorage();
  new FrequentEmoji(storage, 1).use("🚀");
  assert.deepEqual(new FrequentEmoji(storage, 2).top(), FIRST);
});

test("a storage that is full, forbidden or spoilt costs only the memory", () => {
  const refuse = () => { throw new Error("QuotaExceededError"); };
  const emoji = new FrequentEmoji({ getItem: refuse, setItem: refuse }, 1);
  emoji.use("🚀");
  assert.deepEqual(emoji.top(), FIRST);
  assert.deepEqual(new FrequentEmoji({ getItem: () => "{", setItem() {} }, 1).top(), FIRST);
});
