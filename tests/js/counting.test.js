import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, countedInAll, isWaiting } from "../../chat/static/chat/js/counting.js";

const entry = (fields) => ({ kind: "open", involvement: "everything", unread: 5, mentions: [7, 9], ...fields });

test("how much a room concerns somebody decides what of it counts", () => {
  assert.deepEqual(counted(entry()), { unread: 5, called: 2 });
  assert.deepEqual(counted(entry({ involvement: "mentions" })), { unread: 0, called: 2 });
  assert.deepEqual(counted(entry({ involvement: "nothing" })), { unread: 0, called: 0 });
});

test("whatever is said in a direct room is meant for me, unless I said otherwise", () => {
  const direct = { kind: "direct", mentions: [] };
  assert.deepEqual(counted(entry(direct)), { unread: 5, called: 5 });
  assert.deepEqual(counted(entry({ ...direct, involvement: "mentions" })), { unread: 0, called: 0 });
});

test("all rooms come to a sum", () => {
  assert.deepEqual(countedInAll([entry(), entry({ involvement: "nothing" }), entry({ involvement: "mentions" })]), { unread: 5, called: 4 });
});

test("a room waits for the person only with what counts", () => {
  assert.equal(isWaiting(entry({ mentions: [] })), true);
  assert.equal(isWaiting(entry({ mentions: [], involvement: "mentions" })), false);
  assert.equal(isWaiting(entry({ involvement: "mentions" })), true);
});
