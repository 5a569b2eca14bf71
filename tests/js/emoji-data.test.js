import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { EmojiTable } from "../../chat/static/chat/js/emoji-data.js";

const data = new URL("../../chat/static/chat/vendor/emoji-picker-element-data/en.json", import.meta.url);
const table = new EmojiTable(JSON.parse(await readFile(data, "utf8")));

test("an emoji is known by each of its names", () => {
  assert.deepEqual(["tada", "party_popper", "+1", "thumbsup", "joy"].map((name) => table.named(name)), ["🎉", "🎉", "👍️", "👍️", "😂"]);
  assert.equal(table.named("nothing_like_this"), undefined);
});

test("what begins like this comes first, under the name that was typed", () => {
  assert.deepEqual(table.find("tada", 8)[0], { emoji: "🎉", name: "tada" });
  const found = table.find("thumbs", 8);
  assert.deepEqual(found.slice(0, 2).map(({ name }) => name), ["thumbsup", "thumbsdown"]);
});

test("what an emoji is about finds it too, and nobody gets more than asked for", () => {
  assert.ok(table.find("woohoo", 8).some(({ emoji }) => emoji === "🎉"));
  assert.equal(table.find("s", 8).length, 8);
  assert.deepEqual(table.find("qqqq", 8), []);
});
