import assert from "node:assert/strict";
import { test } from "node:test";
import { Rooms } from "../../chat/static/chat/js/rooms.js";
import { seeded, shuffled } from "./fakes.js";

const [ALICE, BOB, CHARLIE] = [1, 2, 3];
const bob = { id: BOB, username: "bob", name: "Bob", initials: "B", hue: 30 };
const charlie = { id: CHARLIE, username: "charlie", name: "Charlie", initials: "C", hue: 60 };

function entry(id, fields = {}) {
  return {
    id, slug: `room-${id}`, url: `/rooms/room-${id}/`, kind: "open", name: `Room ${id}`, topic: "", archived: false,
    role: "member", revision: 10, last_number: 5, last_message_at: null, read_number: 5, turned_back: 0, unread: 0, mentions: [],
    involvement: "everything", people: [], ...fields,
  };
}

function listed(...entries) {
  const rooms = new Rooms(ALICE, "en");
  rooms.replace(entries);
  return rooms;
}

function said(room, number, fields = {}) {
  const message = { id: number, number, author: BOB, client_id: "x", created_at: "2026-01-02T10:42:00Z", deleted: false, system: false, mentions: [], html: "", ...fields };
  return { type: "change", room, revision: 10 + number, kind: "message", message };
}

const names = (entries) => entries.map(({ name }) => name);

test("unread is what was said after the read pointer, and never less than nothing", () => {
  const rooms = listed(entry(7, { last_number: 9, read_number: 5 }), entry(8, { last_number: 2, read_number: 3 }));
  assert.equal(rooms.get(7).unread, 4);
  assert.equal(rooms.get(8).unread, 0);
});

test("a new message counts once, however often it comes", () => {
  const rooms = listed(entry(7));
  for (const change of [said(7, 6), said(7, 7), said(7, 6), said(7, 7, { deleted: true })]) rooms.apply(change);
  assert.equal(rooms.get(7).unread, 2);
});

test("one's own message is read", () => {
  const rooms = listed(entry(7, { read_number: 3 }));
  rooms.apply(said(7, 6, { author: ALICE }));
  assert.equal(rooms.get(7).unread, 0);
});

test("reading in another tab counts down, and never back", () => {
  const rooms = listed(entry(7, { last_number: 9, mentions: [6, 9] }));
  rooms.read({ room: 7, number: 8 });
  rooms.read({ room: 7, number: 6 });
  assert.equal(rooms.get(7).unread, 1);
  assert.deepEqual(rooms.get(7).mentions, [9]);
  rooms.read({ room: 7, number: 9 });
  assert.deepEqual(rooms.get(7).mentions, []);
});

test("a change or a pointer for an unknown room is passed over", () => {
  const rooms = listed(entry(7));
  rooms.apply(said(99, 1));
  rooms.read({ room: 99, number: 1 });
  assert.deepEqual(rooms.all.map(({ id, unread }) => [id, unread]), [[7, 0]]);
});

test("rooms stand by name as people sort, direct ones by their latest message", () => {
  const direct = { kind: "direct" };
  const rooms = listed(
    entry(1, { name: "zebra" }), entry(2, { name: "Äpfel" }), entry(3, { name: "apple 10" }), entry(4, { name: "apple 9" }),
    entry(5, { ...direct, name: "Bob", last_message_at: "2026-01-01T00:00:00+00:00" }),
    entry(6, { ...direct, name: "Charlie", last_message_at: "2026-01-02T00:00:00Z" }),
    entry(7, { ...direct, name: "Ann" }),
  );
  assert.deepEqual(names(rooms.sections().rooms), ["Äpfel", "apple 9", "apple 10", "zebra"]);
  assert.deepEqual(names(rooms.sections().direct), ["Charlie", "Bob", "Ann"]);
  rooms.apply(said(7, 6, { created_at: "2026-01-03T00:00:00Z" }));
  assert.deepEqual(names(rooms.sections().direct), ["Ann", "Charlie", "Bob"]);
});

test("a new list replaces the old one, tells what is gone, and does not unread what was read here", () => {
  const rooms = listed(entry(7, { last_number: 9 }), entry(8));
  rooms.read({ room: 7, number: 9 });
  assert.deepEqual(rooms.replace([entry(7, { last_number: 9 }), entry(9)]), [8]);
  assert.equal(rooms.get(7).unread, 0);
  assert.deepEqual(names(rooms.sections().rooms), ["Room 7", "Room 9"]);
});

test("a new list goes back to where something was marked as unread", () => {
  const rooms = listed(entry(7, { last_number: 9 }));
  rooms.read({ room: 7, number: 9, turned_back: 0 });
  rooms.replace([entry(7, { last_number: 9, read_number: 6, turned_back: 1 })]);
  assert.equal(rooms.get(7).unread, 3);
  rooms.read({ room: 7, number: 9, turned_back: 0 });
  assert.equal(rooms.get(7).unread, 3);
  rooms.apply(said(7, 10, { author: ALICE }));
  rooms.replace([entry(7, { last_number: 10, read_number: 7, turned_back: 2 })]);
  assert.equal(rooms.get(7).unread, 3);
});

test("a change of one's own message, which one has marked as unread, reads nothing", () => {
  const rooms = listed(entry(7, { last_number: 9 }));
  rooms.apply(said(7, 10, { author: ALICE }));
  rooms.replace([entry(7, { last_number: 10, read_number: 7, turned_back: 1 })]);
  rooms.apply({ ...said(7, 10, { author: ALICE }), revision: 30 });
  assert.equal(rooms.get(7).unread, 3);
});

test("a renamed room moves, and an older state does not undo it", () => {
  const rooms = listed(entry(7), entry(8));
  const state = { kind: "open", name: "Zoo", topic: "Animals", archived: true, slug: "room-7" };
  rooms.apply({ room: 7, revision: 12, kind: "room", state });
  rooms.apply({ room: 7, revision: 11, kind: "room", state: { ...state, name: "Old", archived: false } });
  const { name, topic, archived } = rooms.get(7);
  assert.deepEqual({ name, topic, archived }, { name: "Zoo", topic: "Animals", archived: true });
  assert.deepEqual(names(rooms.sections().rooms), ["Room 8", "Zoo"]);
});

test("my role follows, my removal takes the room away, somebody else's does not", () => {
  const rooms = listed(entry(7));
  const me = { ...bob, id: ALICE };
  rooms.apply({ room: 7, revision: 11, kind: "member", member: { person: me, role: "owner", removed: false }, members: 3 });
  assert.equal(rooms.get(7).role, "owner");
  rooms.apply({ room: 7, revision: 12, kind: "member", member: { person: bob, role: "member", removed: true }, members: 2 });
  assert.equal(rooms.get(7).id, 7);
  rooms.apply({ room: 7, revision: 13, kind: "member", member: { person: me, role: "owner", removed: true }, members: 1 });
  assert.equal(rooms.get(7), undefined);
});

test("a removal from before I came back does not take the room away", () => {
  const rooms = listed(entry(7, { revision: 20 }));
  rooms.apply({ room: 7, revision: 13, kind: "member", member: { person: { id: ALICE }, role: "member", removed: true }, members: 1 });
  assert.equal(rooms.get(7).id, 7);
});

test("somebody's new name shows in every direct room with them", () => {
  const rooms = listed(entry(7, { kind: "direct", name: "Bob, Charlie", people: [bob, charlie] }), entry(8, { kind: "direct", name: "Bob", people: [bob] }), entry(9));
  rooms.apply({ room: 9, revision: 11, kind: "member", member: { person: { ...bob, name: "Robert" }, role: "member", removed: false }, members: 3 });
  assert.equal(rooms.get(7).name, "Robert, Charlie");
  assert.equal(rooms.get(8).name, "Robert");
});

test("a direct room keeps its people's names when the room itself changes", () => {
  const rooms = listed(entry(7, { kind: "direct", name: "Bob", people: [bob] }));
  rooms.apply({ room: 7, revision: 12, kind: "room", state: { kind: "direct", name: "", topic: "", archived: true, slug: "room-7" } });
  assert.equal(rooms.get(7).name, "Bob");
});

test("changes in any order, some twice, end in the same list", () => {
  const state = (revision, name) => ({ room: 7, revision, kind: "room", state: { kind: "open", name, topic: "", archived: false, slug: "room-7" } });
  const changes = [said(7, 6), said(7, 7), said(7, 8, { author: ALICE }), said(7, 9), state(20, "First"), state(21, "Second"), said(8, 6)];
  const end = (order) => {
    const rooms = listed(entry(7), entry(8));
    for (const change of order) rooms.apply(structuredClone(change));
    return rooms.sections();
  };
  const random = seeded(7);
  for (let run = 0; run < 200; run += 1) assert.deepEqual(end(shuffled([...changes, ...changes.slice(run % 7)], random)), end(changes));
});

test("what mentions me counts until I have read it, or it no longer does", () => {
  const rooms = listed(entry(7, { last_number: 6, read_number: 5, mentions: [6] }));
  const mentions = () => rooms.get(7).mentions;
  for (const change of [said(7, 7, { mentions: [ALICE] }), said(7, 8, { mentions: [BOB] }), said(7, 9, { mentions: "all" })]) rooms.apply(change);
  assert.deepEqual(mentions(), [6, 7, 9]);
  rooms.apply({ ...said(7, 7, { mentions: [] }), revision: 30 });
  rooms.apply({ ...said(7, 6, { deleted: true }), revision: 31 });
  rooms.apply({ ...said(7, 8, { mentions: [BOB, ALICE] }), revision: 32 });
  assert.deepEqual(mentions(), [8, 9]);
  rooms.read({ room: 7, number: 8 });
  assert.deepEqual(mentions(), [9]);
});

test("a list that is older than what was heard does not take it back", () => {
  const rooms = listed(entry(7, { mentions: [] }));
  rooms.apply(said(7, 6, { mentions: [ALICE] }));
  rooms.replace([entry(7, { revision: 15, last_number: 5 })]);
  assert.deepEqual([rooms.get(7).mentions, rooms.get(7).unread], [[6], 1]);
  rooms.replace([entry(7, { revision: 16, last_number: 6 })]);
  assert.deepEqual(rooms.get(7).mentions, []);
});

test("calling everybody does not call oneself, and naming oneself does", () => {
  const rooms = listed(entry(7));
  rooms.apply(said(7, 6, { author: ALICE, mentions: "all" }));
  rooms.apply(said(7, 7, { author: ALICE, mentions: [ALICE] }));
  rooms.replace([entry(7, { last_number: 7, revision: 12, turned_back: 1, read_number: 5 })]);
  assert.deepEqual(rooms.get(7).mentions, [7]);
});

test("a line that nobody said is read with what stands before it, in any order", () => {
  const line = (number) => said(7, number, { author: BOB, system: true });
  const rooms = listed(entry(7), entry(8, { last_number: 6 }));
  for (const change of [line(7), line(6), said(7, 8), line(9)]) rooms.apply(change);
  rooms.apply({ ...line(7), room: 8 });
  assert.deepEqual([rooms.get(7).read_number, rooms.get(7).unread], [7, 2]);
  assert.equal(rooms.get(8).unread, 2);
  rooms.read({ room: 7, number: 8 });
  rooms.read({ room: 8, number: 6 });
  assert.deepEqual([rooms.get(7).unread, rooms.get(8).unread], [0, 0]);
});
