import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { CompletionSources } from "../../chat/static/chat/js/completion-sources.js";

const BOB = { username: "bob", name: "Bob Green", initials: "BG", hue: 30, member: true };
const ZOE = { username: "zoe", name: "Zoe", initials: "Z", hue: 60, member: false };
const MINE = [{ slug: "engines", name: "Engines", topic: "Oil" }, { slug: "kitchen", name: "Kitchen", topic: "" }];

let asked;
let answers;

globalThis.fetch = async (address) => {
  asked.push(address);
  const answer = answers[address.split("?")[0]];
  if (!answer) throw new TypeError("Failed to fetch");
  return { ok: true, redirected: false, json: async () => answer };
};

const sources = () => new CompletionSources({ people: "/people", openRooms: "/open", rooms: () => MINE });
const words = (items) => items.map((item) => item.words);

beforeEach(() => {
  asked = [];
  answers = { "/people": { people: [BOB, ZOE], calls: ["here", "everyone"] }, "/open": { rooms: [{ slug: "engines", name: "Engines", topic: "Oil" }, { slug: "enigma", name: "Enigma", topic: "" }] } };
});

test("people come from the server, and calls behind them say whom they call", async () => {
  const found = await sources().find({ sign: "@", query: "" });
  assert.deepEqual(words(found), ["@bob", "@zoe", "@here", "@everyone"]);
  assert.deepEqual([found[0].name, found[0].detail, found[0].sign, found[0].hue], ["Bob Green", "@bob", "BG", 30]);
  assert.match(found[1].detail, /not in this room/);
  assert.ok(found[3].detail);
});

test("calls have their place among many people", async () => {
  answers["/people"].people = Array.from({ length: 8 }, () => BOB);
  const found = words(await sources().find({ sign: "@", query: "" }));
  assert.deepEqual([found.length, ...found.slice(-2)], [8, "@here", "@everyone"]);
});

test("a call is offered when it is what was typed", async () => {
  answers["/people"].people = [];
  assert.deepEqual(words(await sources().find({ sign: "@", query: "ev" })), ["@everyone"]);
});

test("the person's own rooms come first, and each room once", async () => {
  assert.deepEqual(words(await sources().find({ sign: "#", query: "en" })), ["#engines", "#kitchen", "#enigma"]);
});

test("each query is asked once", async () => {
  const source = sources();
  await source.find({ sign: "@", query: "b o" });
  await source.find({ sign: "@", query: "b o" });
  assert.deepEqual(asked, ["/people?q=b%20o"]);
});

test("of letters that come fast only the last ones are asked for", async () => {
  const source = sources();
  await Promise.all(["b", "bo", "bob"].map((query) => source.find({ sign: "@", query })));
  assert.deepEqual(asked, ["/people?q=bob"]);
});

test("offline the own rooms are there and nobody else, and later it is asked again", async () => {
  const source = sources();
  const back = answers;
  answers = {};
  assert.deepEqual(words(await source.find({ sign: "#", query: "eng" })), ["#engines"]);
  assert.deepEqual(await source.find({ sign: "@", query: "bo" }), []);
  answers = back;
  assert.deepEqual(words(await source.find({ sign: "@", query: "bo" })), ["@bob", "@zoe"]);
});
