import assert from "node:assert/strict";
import { test } from "node:test";
import { format, pasteLink } from "../../chat/static/chat/js/formatting.js";
import { shown, state } from "./marked.js";

const after = (verb, written) => shown(format(verb, state(written)));

const BOTH_WAYS = [
  ["bold", "one «two» three", "one **«two»** three"],
  ["italic", "one «two» three", "one *«two»* three"],
  ["strike", "one «two» three", "one ~~«two»~~ three"],
  ["code", "one «two» three", "one `«two»` three"],
  ["italic", "**«two»**", "***«two»***"],
  ["bold", "*«two»*", "***«two»***"],
  ["bold", "in«si»de", "in**«si»**de"],
  ["bold", "|", "**|**"],
  ["code", "a | b", "a `|` b"],
  ["block", "«one\ntwo»", "```\n«one\ntwo»\n```"],
  ["quote", "«one\ntwo»", "«> one\n> two»"],
  ["list", "«one\n\ntwo»", "«- one\n\n- two»"],
  ["numbers", "«one\ntwo»", "«1. one\n2. two»"],
];

for (const [verb, before, formatted] of BOTH_WAYS) {
  test(`${verb}: ${JSON.stringify(before)} and back`, () => {
    assert.equal(after(verb, before), formatted);
    assert.equal(after(verb, formatted), before);
  });
}

test("marks inside the selection are taken away too", () => {
  assert.equal(after("bold", "one «**two**»"), "one «two»");
  assert.equal(after("italic", "«***two***»"), "«**two**»");
  assert.equal(after("italic", "«**two**»"), "*«**two**»*");
});

test("white space at the selection's ends stays outside of the mark", () => {
  assert.equal(after("bold", "one« two »three"), "one **«two»** three");
});

test("the key that opened a mark leads out of it", () => {
  assert.equal(after("bold", "**words|**"), "**words**|");
  assert.equal(after("code", "`words|`"), "`words`|");
});

test("a mark is set line by line, behind the signs of lists and quotes", () => {
  assert.equal(after("bold", "«one\n\n- two\n> 1. three»"), "«**one**\n\n- **two**\n> 1. **three**»");
  assert.equal(after("bold", "«**one**\n- **two**»"), "«one\n- two»");
  assert.equal(after("bold", "«**one**\ntwo»"), "«**one**\n**two**»");
});

test("code of several lines is a block, and code that holds a backtick has two around it", () => {
  assert.equal(after("code", "«one\ntwo»"), "```\n«one\ntwo»\n```");
  assert.equal(after("code", "«a`b»"), "`` «a`b» ``");
});

test("a block takes whole lines, and a fence longer than any within", () => {
  assert.equal(after("block", "say «x = 1» now"), "```\n«say x = 1 now»\n```");
  assert.equal(after("block", "«```\nx\n```»"), "````\n«```\nx\n```»\n````");
  assert.equal(after("block", "before\n|\nafter"), "before\n```\n|\n```\nafter");
});

test("the caret keeps its place in a line that becomes a quote or an item", () => {
  assert.equal(after("quote", "on|e"), "> on|e");
  assert.equal(after("quote", "> on|e"), "on|e");
  assert.equal(after("list", "|"), "- |");
  assert.equal(after("list", "- [ ] tas|k"), "tas|k");
});

test("a link asks for what is missing", () => {
  assert.equal(after("link", "see «this»"), "see [this](|)");
  assert.equal(after("link", "see |"), "see [|]()");
  assert.equal(after("link", "«https://a.example»"), "[|](https://a.example)");
});

test("an address pasted over words makes them a link", () => {
  const pasted = (written, address) => {
    const linked = pasteLink(state(written), address);
    return linked && shown(linked);
  };
  assert.equal(pasted("see «this» now", "https://a.example/b?c=d#e\n"), "see [this](https://a.example/b?c=d#e)| now");
  assert.equal(pasted("«a [b]»", "http://a.example"), "[a \\[b\\]](http://a.example)|");
  assert.equal(pasted("«this»", "https://a.example/b_(c)"), "[this](<https://a.example/b_(c)>)|");
  for (const [words, address] of [["see |", "https://a.example"], ["«this»", "plain words"], ["«this»", "https://a.example and more"],
    ["«https://b.example»", "https://a.example"], ["«two\nlines»", "https://a.example"], ["«this»", "javascript:alert(1)"], ["« »", "https://a.example"]]) {
    assert.equal(pasted(words, address), null, `${words} ${address}`);
  }
});

test("no verb loses a word", () => {
  const words = (text) => text.replace(/[^a-z]/g, "");
  const texts = ["«»|", "one «two three»\nfour", "- a\n«- b\n\n> c»\nd", "```\n«x»\n```", "«*a* **b** ~~c~~ `d`»"];
  for (const verb of ["bold", "italic", "strike", "code", "block", "link", "quote", "list", "numbers"]) {
    for (const text of texts) {
      const before = state(text);
      const done = format(verb, before);
      assert.equal(words(done.text), words(before.text), `${verb} ${text}`);
      assert.ok(done.start >= 0 && done.start <= done.end && done.end <= done.text.length, `${verb} ${text}`);
    }
  }
});
