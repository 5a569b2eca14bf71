import assert from "node:assert/strict";
import { test } from "node:test";
import { Drafts } from "../../chat/static/chat/js/drafts.js";
import { Writing } from "../../chat/static/chat/js/writing.js";
import { FakeStorage } from "./fakes.js";

function setUp() {
  const drafts = new Drafts(new FakeStorage(), 3);
  return { drafts, writing: new Writing(drafts, 7) };
}

const bob = { number: 4, author: "Bob", excerpt: "Coming" };

test("a new message is a draft of its room until it is safe", () => {
  const { drafts, writing } = setUp();
  writing.keep("half");
  assert.equal(drafts.get(7), "half");
  const sent = writing.send("half");
  assert.deepEqual([sent.mode, sent.next, drafts.get(7)], ["new", "", "half"]);
  sent.safe();
  assert.equal(drafts.get(7), "");
});

test("what is typed between sending and safe is another draft", () => {
  const { drafts, writing } = setUp();
  const { safe } = writing.send("first");
  writing.keep("second");
  safe();
  assert.equal(drafts.get(7), "second");
});

test("a new message waits while another is edited, and comes back when the edit is given up", () => {
  const { drafts, writing } = setUp();
  writing.keep("half a thou");
  assert.equal(writing.edit(12, "said", "half a thou"), "said");
  assert.deepEqual(writing.mode, { edit: 12 });
  writing.keep("said better");
  assert.equal(drafts.get(7), "half a thou");
  assert.equal(writing.back("said better"), "half a thou");
  assert.equal(writing.mode, "new");
  assert.equal(writing.edit(12, "said", ""), "said");
});

test("it comes back when the edit is sent, too", () => {
  const { drafts, writing } = setUp();
  writing.keep("half");
  writing.edit(12, "said", "half");
  writing.keep("said better");
  const sent = writing.send("said better");
  assert.deepEqual([sent.mode, sent.next], [{ edit: 12 }, "half"]);
  sent.safe();
  assert.equal(drafts.get(7), "half");
  assert.equal(writing.edit(12, "said better", "half"), "said better");
});

test("an edit that the page was left with is there when it is begun again", () => {
  const { drafts, writing } = setUp();
  writing.edit(12, "said", "");
  writing.keep("said bet");
  assert.equal(new Writing(drafts, 7).edit(12, "said", ""), "said bet");
  assert.equal(new Writing(drafts, 7).edit(13, "other", ""), "other");
});

test("an edit that changed nothing leaves no draft", () => {
  const { drafts, writing } = setUp();
  writing.edit(12, "said", "");
  writing.keep("said b");
  writing.keep("said");
  assert.equal(new Writing(drafts, 7).edit(12, "said by another tab", ""), "said by another tab");
});

test("editing another message from within an edit still brings the new one back", () => {
  const { writing } = setUp();
  writing.edit(12, "twelve", "new words");
  assert.equal(writing.edit(13, "thirteen", "twelve"), "thirteen");
  assert.equal(writing.back("thirteen"), "new words");
});

test("an answer is written with the words that are there, and given up without them", () => {
  const { writing } = setUp();
  assert.equal(writing.answer(bob, "I think"), "I think");
  assert.deepEqual([writing.mode, writing.answered], [{ answer: 4 }, bob]);
  assert.equal(writing.back("I think so"), "I think so");
  assert.equal(writing.mode, "new");
});

test("an answer waits for an edit, and is answered once", () => {
  const { writing } = setUp();
  writing.answer(bob, "I think");
  writing.edit(12, "said", "I think");
  assert.equal(writing.back("said"), "I think");
  assert.deepEqual(writing.mode, { answer: 4 });
  assert.deepEqual(writing.send("I think so").mode, { answer: 4 });
  assert.equal(writing.mode, "new");
});

test("to answer leaves an edit, whose words are kept", () => {
  const { drafts, writing } = setUp();
  writing.edit(12, "said", "new words");
  writing.keep("said bet");
  assert.equal(writing.answer(bob, "said bet"), "new words");
  assert.deepEqual(writing.mode, { answer: 4 });
  assert.equal(new Writing(drafts, 7).edit(12, "said", ""), "said bet");
});
