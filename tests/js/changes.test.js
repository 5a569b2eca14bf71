import assert from "node:assert/strict";
import { test } from "node:test";
import { Changes } from "../../chat/static/chat/js/changes.js";

function listening(...types) {
  const changes = new Changes();
  const heard = [];
  for (const type of types) changes.on(type, (frame) => heard.push(frame));
  return { changes, heard };
}

test("a frame reaches those who asked for its type, and nobody else", () => {
  const { changes, heard } = listening("you");
  changes.dispatch({ type: "you", kind: "read" });
  changes.dispatch({ type: "change", kind: "message" });
  assert.deepEqual(heard, [{ type: "you", kind: "read" }]);
});

test("the changes of a sync arrive as changes, then it says how far it went", () => {
  const { changes, heard } = listening("change", "synced");
  changes.dispatch({ type: "sync", room: 7, from: 3, to: 5, changes: [{ revision: 4, kind: "room" }, { revision: 5, kind: "message" }] });
  assert.deepEqual(heard.map(({ type, room, revision, to }) => [type, room, revision ?? to]), [["change", 7, 4], ["change", 7, 5], ["synced", 7, 5]]);
});

test("a sync that gives up says reset, and that it reached nothing", () => {
  const { changes, heard } = listening("change", "synced", "reset");
  changes.dispatch({ type: "sync", room: 7, to: 900, reset: true });
  assert.deepEqual(heard.map(({ type }) => type), ["reset"]);
});

test("who has stopped listening hears nothing, even when they stop while being told", () => {
  const changes = new Changes();
  let count = 0;
  const off = changes.on("you", () => { count += 1; off(); });
  changes.dispatch({ type: "you" });
  changes.dispatch({ type: "you" });
  assert.equal(count, 1);
});
