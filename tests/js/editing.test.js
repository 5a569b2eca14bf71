import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../../chat/static/chat/js/editing.js";

const TEXTS = ["", "a", "aa", "aaa", "ab", "aba", "**a**", "one two", "one **two**", "one\ntwo", "😀😃", "😀", "😃"];

test("the one stretch in which two texts differ makes the second of the first", () => {
  for (const before of TEXTS) {
    for (const after of TEXTS) {
      const { start, end, insert } = difference(before, after);
      assert.equal(before.slice(0, start) + insert + before.slice(end), after);
    }
  }
});

test("equal texts differ nowhere", () => {
  const { start, end, insert } = difference("aba", "aba");
  assert.deepEqual([end - start, insert], [0, ""]);
});
