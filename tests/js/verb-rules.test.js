import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { verbsOf } from "../../chat/static/chat/js/verb-rules.js";

const [ALICE, BOB] = [1, 2];
const said = { number: 5, author: BOB };
const mine = { ...said, author: ALICE };
const viewer = { me: ALICE, saved: new Set() };
const room = { isMine: true, isWritable: true, mayPin: false, mayDeleteAny: false };

const offered = (message, fields = {}, saved = []) => verbsOf(message, { ...viewer, saved: new Set(saved) }, { ...room, ...fields });

describe("what a member may do", () => {
  test("with somebody else's message", () => {
    assert.deepEqual(offered(said), ["react", "reply", "forward", "save", "unread", "copy", "link"]);
  });

  test("with one's own: change and delete it too", () => {
    assert.deepEqual(offered(mine), ["react", "reply", "edit", "forward", "save", "unread", "copy", "link", "delete"]);
  });

  test("with what one has forwarded: another's words are not changed", () => {
    assert.equal(offered({ ...mine, isForwarded: true }).includes("edit"), false);
    assert.equal(offered({ ...mine, isForwarded: true }).includes("delete"), true);
  });

  test("with a message that has replies, is one, or was edited", () => {
    assert.equal(offered({ ...said, hasReplies: true }).includes("thread"), true);
    assert.equal(offered({ ...said, isReply: true }).includes("thread"), true);
    assert.equal(offered({ ...said, isEdited: true }).includes("history"), true);
    assert.equal(offered(said).some((name) => ["thread", "history"].includes(name)), false);
  });

  test("a message of pictures alone has no text to copy", () => {
    assert.equal(offered({ ...said, isWordless: true }).includes("copy"), false);
  });

  test("keeping for later and no longer are never offered together", () => {
    for (const saved of [[], [5]]) {
      const names = offered(said, {}, saved);
      assert.equal(names.includes("save"), !saved.length);
      assert.equal(names.includes("unsave"), Boolean(saved.length));
    }
  });
});

describe("what some may do", () => {
  test("moderators pin, unpin and delete anybody's", () => {
    const rights = { mayPin: true, mayDeleteAny: true };
    assert.deepEqual(offered(said, rights), ["react", "reply", "forward", "save", "pin", "unread", "copy", "link", "delete"]);
    assert.equal(offered({ ...said, isPinned: true }, rights).includes("unpin"), true);
    assert.equal(offered({ ...said, isPinned: true }, rights).includes("pin"), false);
  });

  test("the people of a direct room pin, and delete only their own", () => {
    const names = offered(said, { mayPin: true });
    assert.deepEqual([names.includes("pin"), names.includes("delete")], [true, false]);
  });
});

describe("what is left", () => {
  test("of an archived room: to read, keep and take along", () => {
    const rights = { isWritable: false, mayPin: true, mayDeleteAny: true };
    assert.deepEqual(offered(mine, rights), ["forward", "save", "unread", "copy", "link"]);
  });

  test("of a room that one is no longer in: what is on the page", () => {
    assert.deepEqual(offered(mine, { isMine: false, isWritable: false }), ["copy", "link"]);
  });

  test("of a tombstone and of a line of the system: their place", () => {
    for (const message of [{ ...mine, isDeleted: true }, { ...mine, isSystem: true }]) {
      assert.deepEqual(offered(message, { mayPin: true, mayDeleteAny: true }), ["unread", "link"]);
    }
  });

  test("of a tombstone with replies: they are still there", () => {
    assert.deepEqual(offered({ ...said, isDeleted: true, hasReplies: true }), ["thread", "unread", "link"]);
  });
});
