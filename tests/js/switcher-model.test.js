import assert from "node:assert/strict";
import { test } from "node:test";
import { destinations, likeness } from "../../chat/static/chat/js/switcher-model.js";

const room = (id, name, also = {}) => ({ id, name, kind: "open", url: `/rooms/${id}/`, people: [], unread: 0, mentions: 0, archived: false, ...also });
const person = (id, name, username = name.toLowerCase()) => ({ id, name, username });
const ROOMS = [room(1, "Design"), room(2, "Engineering"), room(3, "General"), room(4, "Old things", { archived: true })];
const TALK = room(5, "Bob Green", { kind: "direct", people: [person(20, "Bob Green", "bob")] });

const names = (query, { rooms = [...ROOMS, TALK], people = [], current = null, most = 12 } = {}) =>
  destinations(rooms, people, query, { current, most }).map(({ name }) => name);

test("letters are found in their order, and better together and at beginnings", () => {
  assert.equal(likeness("general", "gx"), -1);
  assert.equal(likeness("general", "lg"), -1);
  assert.ok(likeness("general", "gen") > likeness("engineering", "gen"));
  assert.ok(likeness("engineering", "eng") > likeness("general meeting", "eng"));
  assert.ok(likeness("design team", "dt") > likeness("editing", "dt"));
  assert.ok(likeness("abc abd", "abd") > 0);
  assert.equal(likeness("general", ""), 0);
  assert.equal(likeness("", "a"), -1);
});

test("a few letters find a room, whatever is between them", () => {
  assert.deepEqual(names("eng"), ["Engineering"]);
  assert.equal(names("gen")[0], "General");
  assert.equal(names("dsg")[0], "Design");
  assert.deepEqual(names("zzz"), []);
});

test("with nothing typed what is unread comes first, what is meant for me before the rest, the open room last", () => {
  const rooms = [room(1, "Open now", { unread: 0 }), room(2, "Quiet"), room(3, "Busy", { unread: 50 }), room(4, "Called", { unread: 2, mentions: 1 }),
    room(6, "Old", { archived: true }), { ...TALK, unread: 1 }];
  assert.deepEqual(names("", { rooms, current: 1 }), ["Called", "Bob Green", "Busy", "Quiet", "Old", "Open now"]);
});

test("people stand beside rooms, except those with whom there is a talk already", () => {
  const people = [person(20, "Bob Green", "bob"), person(21, "Bobby Brown", "bb")];
  assert.deepEqual(names("bob", { people }), ["Bob Green", "Bobby Brown"]);
  assert.deepEqual(names("bb", { people }), ["Bobby Brown"].concat(names("bb")));
});

test("a talk is found by the other's username, and names without their accents", () => {
  const talk = room(7, "Дима", { kind: "direct", people: [person(22, "Дима", "dmitri")] });
  assert.deepEqual(names("dmi", { rooms: [talk] }), ["Дима"]);
  assert.deepEqual(names("oste", { rooms: [room(8, "Österreich")] }), ["Österreich"]);
});

test("nobody gets more than asked for", () => {
  assert.equal(names("", { most: 2 }).length, 2);
  assert.equal(names("e", { most: 1 }).length, 1);
});
