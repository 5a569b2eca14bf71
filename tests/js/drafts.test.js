import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../chat/static/chat/js/drafts.js";
import { FakeStorage } from "./fakes.js";

test("a draft is kept per room, and survives the page", () => {
  const storage = new FakeStorage();
  const drafts = new Drafts(storage, 3);
  drafts.set(7, "half a thou");
  drafts.set(8, "another");
  assert.equal(new Drafts(storage, 3).get(7), "half a thou");
  assert.equal(new Drafts(storage, 3).get(9), "");
});

test("another person in the same browser does not see it", () => {
  const storage = new FakeStorage();
  new Drafts(storage, 3).set(7, "secret");
  assert.equal(new Drafts(storage, 4).get(7), "");
});

test("an empty draft leaves nothing behind", () => {
  const storage = new FakeStorage();
  const drafts = new Drafts(storage, 3);
  drafts.set(7, "x");
  drafts.set(7, "");
  assert.equal(storage.getItem("chatsite.draft.3.7"), null);
});

test("sending forgets what was sent, and not what was typed since", () => {
  const drafts = new Drafts(new FakeStorage(), 3);
  drafts.set(7, "sent");
  drafts.discard(7, "sent");
  assert.equal(drafts.get(7), "");
  drafts.set(7, "the next one");
  drafts.discard(7, "sent");
  assert.equal(drafts.get(7), "the next one");
});

test("without storage a draft lives as long as the page", () => {
  const refuse = () => { throw new Error("QuotaExceededError"); };
  const drafts = new Drafts({ getItem: () => null, setItem: refuse, removeItem: refuse }, 3);
  drafts.set(7, "kept in memory");
  assert.equal(drafts.get(7), "kept in memory");
  drafts.set(7, "");
  assert.equal(drafts.get(7), "");
});
