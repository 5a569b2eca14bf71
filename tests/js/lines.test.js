import assert from "node:assert/strict";
import { test } from "node:test";
import { breakLine, indent, isInCode, isInFence, outdent } from "../../chat/static/chat/js/lines.js";
import { shown, state } from "./marked.js";

const at = (look, written) => {
  const { text, start } = state(written);
  return look(text, start);
};

test("Enter belongs to the code from the opening fence to the closing one", () => {
  for (const inside of ["```|", "```python|", "```\n|", "```\ncode|", "```\ncode|\n```", "```\n\n|\n```", "> ```\n> co|de", "~~~\n```\n|", "````\n```\n|"]) {
    assert.equal(at(isInFence, inside), true, inside);
  }
  for (const outside of ["|", "words|", "``|", "|```", "```\ncode\n```|", "```\ncode\n```\n|", "``` not ` a fence|", "words ```|"]) {
    assert.equal(at(isInFence, outside), false, outside);
  }
});

test("code in a line is code from its backtick on", () => {
  assert.equal(at(isInCode, "see `na|me`"), true);
  assert.equal(at(isInCode, "see `na|"), true);
  assert.equal(at(isInCode, "see ``a`b|"), true);
  assert.equal(at(isInCode, "see `name` @|"), false);
  assert.equal(at(isInCode, "`one\ntwo |"), false);
});

test("a new line goes on as the one before", () => {
  const after = (written) => shown(breakLine(state(written)));
  assert.equal(after("words|"), "words\n|");
  assert.equal(after("- one|"), "- one\n- |");
  assert.equal(after("  * one|"), "  * one\n  * |");
  assert.equal(after("- [x] done|"), "- [x] done\n- [ ] |");
  assert.equal(after("9. nine|"), "9. nine\n10. |");
  assert.equal(after("2) two|"), "2) two\n3) |");
  assert.equal(after("> said|"), "> said\n> |");
  assert.equal(after("> - said|"), "> - said\n> - |");
  assert.equal(after("- one |two"), "- one \n- |two");
  assert.equal(after("- one «two» three"), "- one \n- | three");
  assert.equal(after("```\n    deep|"), "```\n    deep\n    |");
  assert.equal(after("```\n- code|"), "```\n- code\n|");
});

test("an empty item ends its list", () => {
  const after = (written) => shown(breakLine(state(written)));
  assert.equal(after("- one\n- |"), "- one\n|");
  assert.equal(after("> |"), "|");
  assert.equal(after("1. |"), "|");
});

test("Tab indents the line or the lines, and back", () => {
  assert.equal(shown(indent(state("a|b"))), "a  |b");
  assert.equal(shown(indent(state("«a\n\nb»"))), "  «a\n\n  b»");
  assert.equal(shown(outdent(state("    a|b"))), "  a|b");
  assert.equal(shown(outdent(state("  «a\n  b»"))), "«a\nb»");
  assert.equal(shown(outdent(state("|ab"))), "|ab");
});
