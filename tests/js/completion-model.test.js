import assert from "node:assert/strict";
import { test } from "node:test";
import { accepted, folded, ranked, shortcodeAt, tokenAt } from "../../chat/static/chat/js/completion-model.js";
import { shown, state } from "./marked.js";

function typed(written) {
  const { text, start } = state(written);
  const token = tokenAt(text, start);
  return token && token.sign + token.query;
}

test("a sign at the beginning of a word begins a name", () => {
  for (const [written, found] of [["@|", "@"], ["hello @bo|", "@bo"], ["(@b.o-b_1|", "@b.o-b_1"], ["#gen|eral", "#gen"], ["**@al|", "@al"],
    ["one\n@|", "@"], ["see :th|", ":th"], ["@Össi|", "@Össi"], ["#日本|", "#日本"], [":+1|", ":+1"]]) {
    assert.equal(typed(written), found, written);
  }
});

test("elsewhere it does not", () => {
  for (const written of ["mail@ho|st", "a#b|", "10:30|", "https://a.b|", "@bob |", "|@bob", "`@bo|", "```\n@bo|", "see :t|", ":)|", "c++#|"]) {
    assert.equal(typed(written), null, written);
  }
});

test("what was chosen takes the place of what was typed, and a space follows", () => {
  const choose = (written, words) => {
    const { text, start } = state(written);
    return shown(accepted(text, tokenAt(text, start), words));
  };
  assert.equal(choose("hello @bo|", "@bob"), "hello @bob |");
  assert.equal(choose("hello @bo| and", "@bob"), "hello @bob |and");
  assert.equal(choose("@bo|, hello", "@bob"), "@bob |, hello");
});

test("a name between two colons is known at the second one", () => {
  const at = (written) => {
    const { text, start } = state(written);
    return shortcodeAt(text, start);
  };
  assert.deepEqual(at("so :tada:|"), { name: "tada", start: 3, end: 9 });
  assert.deepEqual(at(":+1:|"), { name: "+1", start: 0, end: 4 });
  for (const written of ["10:30:|", "::|", "`:tada:|", "a:tada:|", ":tada|"]) assert.equal(at(written), null, written);
});

test("names are found without their accents, the best first", () => {
  const items = ["Bob", "Alice Boe", "Bö", "Jacob", "Zoe"].map((name) => ({ name, names: [folded(name)] }));
  const found = (query, most = 8) => ranked(items, query, most).map(({ name }) => name);
  assert.deepEqual(found("bo"), ["Bö", "Bob", "Alice Boe"]);
  assert.deepEqual(found("ob"), ["Bob", "Jacob"]);
  assert.deepEqual(found("", 2), ["Bob", "Alice Boe"]);
  assert.deepEqual(found("BO", 1), ["Bö"]);
  assert.deepEqual(found("x"), []);
});
