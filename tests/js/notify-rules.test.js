import assert from "node:assert/strict";
import { test } from "node:test";
import { claim, excerpt, isWorthTelling, notification } from "../../chat/static/chat/js/notify-rules.js";

const [ALICE, BOB] = [1, 2];
const entry = (fields = {}) => ({ id: 7, kind: "open", name: "Harbour", url: "/rooms/harbour/", people: [], involvement: "everything", last_number: 5, read_number: 3, ...fields });
const said = (fields = {}) => ({ kind: "message", room: 7, message: { number: 6, author: BOB, deleted: false, system: false, mentions: [], ...fields } });

test("what somebody else says is told, what I say is not", () => {
  assert.equal(isWorthTelling(said(), entry(), ALICE), true);
  assert.equal(isWorthTelling(said({ author: ALICE }), entry(), ALICE), false);
});

test("lines of the system, deletions and changes of what was said before are not told", () => {
  for (const fields of [{ system: true }, { deleted: true }, { number: 5 }]) assert.equal(isWorthTelling(said(fields), entry(), ALICE), false);
  assert.equal(isWorthTelling(said(), entry({ read_number: 6 }), ALICE), false);
  assert.equal(isWorthTelling({ kind: "member", room: 7, member: {} }, entry(), ALICE), false);
  assert.equal(isWorthTelling(said(), undefined, ALICE), false);
});

test("how much a room concerns me decides", () => {
  const told = (involvement, mentions) => isWorthTelling(said({ mentions }), entry({ involvement }), ALICE);
  assert.deepEqual(["everything", "mentions", "nothing"].map((one) => told(one, [])), [true, false, false]);
  assert.deepEqual(["everything", "mentions", "nothing"].map((one) => told(one, [ALICE])), [true, true, false]);
  assert.equal(told("mentions", "all"), true);
});

test("a notification names the room and who speaks; between two there is no need", () => {
  const words = { author: "Bob", text: "  Coffee\n is   ready " };
  assert.deepEqual(notification(entry(), words), { title: "Harbour", body: "Bob: Coffee is ready", tag: "room-7" });
  const direct = entry({ kind: "direct", name: "Bob", people: [{ id: BOB }] });
  assert.equal(notification(direct, words).body, "Coffee is ready");
});

test("a long text is cut between signs", () => {
  assert.equal(excerpt("short"), "short");
  const families = "👨‍👩‍👧".repeat(200);
  const cut = excerpt(families);
  assert.ok(cut.endsWith("👧…") && cut.length < families.length);
  assert.equal([...new Intl.Segmenter().segment(excerpt("a".repeat(500)))].length, 141);
});

test("one tab takes a message, whichever asks first", () => {
  const values = new Map();
  const storage = { getItem: (name) => values.get(name) ?? null, setItem: (name, value) => values.set(name, value) };
  assert.deepEqual([[7, 6], [7, 6], [8, 6], [7, 7], [7, 5]].map(([room, number]) => claim(storage, room, number)), [true, false, true, true, false]);
});
