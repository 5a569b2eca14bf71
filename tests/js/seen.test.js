import assert from "node:assert/strict";
import { test } from "node:test";

import { SeenBy } from "../../chat/static/chat/js/seen.js";
import { seeded } from "./fakes.js";

const ME = 1;
const people = [1, 2, 3, 4].map((id) => ({ id, name: `Person ${id}`, initials: "P", hue: 0 }));
const [, two, three, four] = people;

/** Messages 1 to 5: those with an even number are Person 2's, the others mine. */
const messages = [1, 2, 3, 4, 5].map((number) => ({ number, author: number % 2 ? ME : two.id }));

function room(...numbers) {
  const seen = new SeenBy(ME);
  seen.load({ most: 50, people: people.map((person, place) => ({ person, number: numbers[place] ?? 0 })) });
  return seen;
}

function placesOf(seen, shown = messages, isEnd = true) {
  return Object.fromEntries([...seen.places(shown, { isEnd })].map(([number, some]) => [number, some.map(({ id }) => id)]));
}

test("each stands at the last message they have read; not oneself, and nobody at their own", () => {
  assert.deepEqual(placesOf(room(5, 4, 3, 5)), { 3: [three.id], 5: [four.id] });
  assert.deepEqual(placesOf(room()), {});
});

test("reading moves forward only, in whatever order it is heard", () => {
  const seen = room(5, 1, 1, 1);
  seen.read([[three.id, 5], [four.id, 3]]);
  seen.read([[three.id, 4], [99, 5]]);
  seen.load({ most: 50, people: [{ person: four, number: 1 }] });
  assert.deepEqual(placesOf(seen), { 1: [two.id], 3: [four.id], 5: [three.id] });
});

test("whoever writes has read", () => {
  const seen = room(5, 0, 0, 0);
  seen.said({ author: two.id, number: 4 });
  assert.deepEqual(placesOf(seen), {});
  assert.deepEqual(placesOf(seen, messages.filter(({ number }) => number !== 4)), { 3: [two.id] });
});

test("what lies beyond the shown messages is shown nowhere", () => {
  const seen = room(5, 0, 5, 3);
  assert.deepEqual(placesOf(seen, messages.slice(0, 3), false), { 3: [four.id] });
  assert.deepEqual(placesOf(seen, messages.slice(3), true), { 5: [three.id] });
});

test("who comes is known, who leaves is not, and a room that has grown too big shows nobody", () => {
  const seen = room(5, 5, 5);
  const eve = { id: 9, name: "Eve", initials: "E", hue: 30 };
  seen.member({ person: eve, removed: false }, 5);
  seen.read([[eve.id, 3]]);
  seen.member({ person: { ...three, name: "Third" }, removed: false }, 5);
  seen.member({ person: two, removed: true }, 4);
  assert.deepEqual(placesOf(seen), { 3: [eve.id], 5: [three.id] });
  assert.equal(seen.places(messages, { isEnd: true }).get(5)[0].name, "Third");
  seen.member({ person: two, removed: false }, 51);
  assert.deepEqual(placesOf(seen), {});
});

test("a big room begins without anybody, and stays so", () => {
  const seen = new SeenBy(ME);
  seen.load({ most: 50, people: [] });
  seen.member({ person: two, removed: false }, 51);
  seen.said({ author: two.id, number: 1 });
  seen.read([[two.id, 5]]);
  assert.deepEqual(placesOf(seen), {});
});

test("whatever is heard, twice and in any order, leads to the same", () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const random = seeded(seed);
    const pick = (most) => Math.floor(random() * most);
    const heard = Array.from({ length: 20 }, () => [2 + pick(3), pick(6)]);
    const one = room();
    one.read(heard);
    const other = room();
    for (const read of [...heard, ...heard].sort(() => random() - 0.5)) other.read([read]);
    assert.deepEqual(placesOf(other), placesOf(one), `seed ${seed}`);
  }
});
