import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { groups, listen, register } from "../../chat/static/chat/js/shortcuts.js";

/** A page on which keys are pressed, with `modal` as the dialog that is open. */
class Page extends EventTarget {
  modal = null;

  querySelector() {
    return this.modal;
  }

  /** Press a key where the focus is, in a text field or not; returns whether somebody obeyed. */
  press(key, { isTyping = false, ...also } = {}) {
    const event = new Event("keydown", { cancelable: true });
    const place = { closest: () => (isTyping ? this : null) };
    Object.assign(event, { key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, ...also });
    event.composedPath = () => [place];
    this.dispatchEvent(event);
    return event.defaultPrevented;
  }
}

let page;
let ran;
let offs = [];

const add = (keys, group = "One", run = () => ran.push(keys)) => offs.push(register({ keys, label: keys, group, run }));

beforeEach(() => {
  offs.forEach((off) => off());
  offs = [];
  ran = [];
  page = new Page();
  listen(page);
});

test("a shortcut is obeyed once, and the browser's own meaning is kept back", () => {
  add("Mod+K");
  assert.ok(page.press("k", { ctrlKey: true }));
  assert.ok(!page.press("k"));
  assert.deepEqual(ran, ["Mod+K"]);
});

test("while one writes only commands are obeyed", () => {
  add("?");
  add("Mod+K");
  assert.ok(!page.press("?", { isTyping: true }));
  assert.ok(page.press("?"));
  assert.ok(page.press("k", { isTyping: true, ctrlKey: true }));
  assert.deepEqual(ran, ["?", "Mod+K"]);
});

test("an open dialog and a word that is being composed go first", () => {
  add("?");
  page.modal = {};
  assert.ok(!page.press("?"));
  page.modal = null;
  assert.ok(!page.press("?", { isComposing: true }));
  assert.deepEqual(ran, []);
});

test("who has obeyed already is not obeyed again", () => {
  add("Mod+K");
  const other = new Page();
  other.addEventListener("keydown", (event) => event.preventDefault());
  listen(other);
  other.press("k", { ctrlKey: true });
  assert.deepEqual(ran, []);
});

test("what is only listed is left to whoever has the focus", () => {
  add("Enter", "Writing", null);
  assert.ok(!page.press("Enter"));
});

test("the sheet has them by group, in the order in which they became known", () => {
  add("A", "One");
  add("B", "Two");
  add("C", "One");
  assert.deepEqual(groups().map(([name, list]) => [name, list.map(({ keys }) => keys)]), [["One", ["A", "C"]], ["Two", ["B"]]]);
  offs[1]();
  assert.deepEqual(groups().map(([name]) => name), ["One"]);
});
