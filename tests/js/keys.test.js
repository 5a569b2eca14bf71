import assert from "node:assert/strict";
import { test } from "node:test";
import { isApple, isCommand, named, pressed } from "../../chat/static/chat/js/keys.js";

const event = (key, also = {}) => ({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...also });
const [PC, APPLE] = [false, true];

test("Mod is Ctrl, and Command on Apple's keyboards", () => {
  assert.ok(pressed(event("b", { ctrlKey: true }), "Mod+B", PC));
  assert.ok(pressed(event("b", { metaKey: true }), "Mod+B", APPLE));
  assert.ok(!pressed(event("b", { metaKey: true }), "Mod+B", PC));
  assert.ok(!pressed(event("b", { ctrlKey: true }), "Mod+B", APPLE));
  assert.deepEqual([isApple({ platform: "MacIntel" }), isApple({ platform: "Linux x86_64" }), isApple({})], [true, false, false]);
});

test("just these modifiers, no more and no fewer", () => {
  const all = { ctrlKey: true, shiftKey: true };
  assert.ok(pressed(event("X", all), "Mod+Shift+X", PC));
  assert.ok(!pressed(event("X", all), "Mod+X", PC));
  assert.ok(!pressed(event("x", { ctrlKey: true }), "Mod+Shift+X", PC));
  assert.ok(!pressed(event("b", { ctrlKey: true, altKey: true }), "Mod+B", PC));
  assert.ok(!pressed(event("b", { ctrlKey: true, metaKey: true }), "Mod+B", PC));
  assert.ok(!pressed(event("b"), "Mod+B", PC));
  assert.ok(pressed(event("ArrowUp", { altKey: true }), "Alt+ArrowUp", PC));
  assert.ok(!pressed(event("ArrowUp"), "Alt+ArrowUp", PC));
});

test("a sign is reached as the keyboard likes", () => {
  assert.ok(pressed(event("?", { shiftKey: true }), "?", PC));
  assert.ok(pressed(event("?"), "?", PC));
});

test("the plus sign is a key, too", () => {
  assert.ok(pressed(event("+", { shiftKey: true }), "+", PC));
  assert.ok(!pressed(event("+", { ctrlKey: true }), "+", PC));
  assert.deepEqual(named("+", PC), ["+"]);
});

test("a keyboard of another script has its Latin letters under the same fingers", () => {
  assert.ok(pressed(event("и", { ctrlKey: true, code: "KeyB" }), "Mod+B", PC));
  assert.ok(!pressed(event("w", { ctrlKey: true, code: "KeyB" }), "Mod+B", PC));
});

test("keys are named as they are printed", () => {
  assert.deepEqual(named("Mod+Shift+X", PC), ["Ctrl", "Shift", "X"]);
  assert.deepEqual(named("Mod+Shift+X", APPLE), ["⌘", "⇧", "X"]);
  assert.deepEqual(named("Alt+ArrowUp", PC), ["Alt", "↑"]);
  assert.deepEqual(named("Escape", PC), ["Esc"]);
});

test("what writes nothing is obeyed while one writes", () => {
  assert.deepEqual(["Mod+K", "Alt+ArrowUp", "?", "Escape"].map(isCommand), [true, true, false, false]);
});
