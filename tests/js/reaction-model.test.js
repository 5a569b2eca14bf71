import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { ReactionWishes } from "../../chat/static/chat/js/reaction-model.js";

const [ALICE, BOB, CHARLIE] = [1, 2, 3];
const stored = [{ emoji: "🎉", people: [BOB, CHARLIE] }, { emoji: "👀", people: [ALICE] }];

let wishes;

beforeEach(() => {
  wishes = new ReactionWishes(ALICE);
});

const shown = (number = 5, groups = stored) =>
  wishes.shown(number, groups).map(({ emoji, people, isMine }) => `${emoji} ${people.join("+")}${isMine ? " mine" : ""}`);

test("without wishes it is what the server says", () => {
  assert.deepEqual(shown(), ["🎉 2+3", "👀 1 mine"]);
});

test("an emoji that is wished is there at once, a new one last", () => {
  wishes.wish(5, "🎉", true);
  wishes.wish(5, "🚀", true);
  assert.deepEqual(shown(), ["🎉 2+3+1 mine", "👀 1 mine", "🚀 1 mine"]);
});

test("one that is taken away is gone at once, and with its last person its group", () => {
  wishes.wish(5, "👀", false);
  assert.deepEqual(shown(), ["🎉 2+3"]);
});

test("once it was answered the server's word counts alone: refused, it is as before", () => {
  const wish = wishes.wish(5, "🎉", true);
  wishes.settle(wish);
  assert.deepEqual(shown(), ["🎉 2+3", "👀 1 mine"]);
});

test("what the server knows already is not counted twice", () => {
  wishes.wish(5, "👀", true);
  wishes.wish(5, "🚀", false);
  assert.deepEqual(shown(), ["🎉 2+3", "👀 1 mine"]);
});

test("of several clicks the last one counts, whichever is answered first", () => {
  const first = wishes.wish(5, "🎉", true);
  const second = wishes.wish(5, "🎉", false);
  const third = wishes.wish(5, "🎉", true);
  wishes.settle(first);
  wishes.settle(second);
  assert.equal(shown()[0], "🎉 2+3+1 mine");
  wishes.settle(third);
  assert.equal(shown()[0], "🎉 2+3");
});

test("other messages are not touched", () => {
  wishes.wish(6, "🎉", true);
  assert.deepEqual(shown(5), ["🎉 2+3", "👀 1 mine"]);
});
