import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { formattingKeys, writingKeys } from "../../chat/static/chat/js/composer-keys.js";
import { named } from "../../chat/static/chat/js/keys.js";
import "../../chat/static/chat/js/message-deeds.js";
import { navigationKeys, neighbour } from "../../chat/static/chat/js/navigation-keys.js";
import { sentences } from "../../chat/static/chat/js/sentences.js";
import { groups } from "../../chat/static/chat/js/shortcuts.js";

const rooms = [1, 2, 3, 4].map((id) => ({ id, unread: id === 1 || id === 3 ? 5 : 0 }));
const isUnread = ({ unread }) => unread > 0;

test("rooms are a ring", () => {
  assert.equal(neighbour(rooms, 2, 1).id, 3);
  assert.equal(neighbour(rooms, 2, -1).id, 1);
  assert.equal(neighbour(rooms, 4, 1).id, 1);
  assert.equal(neighbour(rooms, 1, -1).id, 4);
});

test("from a page that is no room it begins at the ends", () => {
  assert.equal(neighbour(rooms, undefined, 1).id, 1);
  assert.equal(neighbour(rooms, undefined, -1).id, 4);
  assert.equal(neighbour([], undefined, 1), undefined);
});

test("the next unread one may be far away, or not be there", () => {
  assert.equal(neighbour(rooms, 3, 1, isUnread).id, 1);
  assert.equal(neighbour(rooms, 4, -1, isUnread).id, 3);
  assert.equal(neighbour([rooms[0], rooms[1]], 1, 1, isUnread), undefined);
});

test("docs/keyboard.md lists just the keys that there are, in their words", async () => {
  const page = await readFile(new URL("../../docs/keyboard.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| (`.+`) \| (.+) \|$/gm)].map(([, keys, label]) => `${keys} ${label}`);
  const [[, messageKeys]] = groups();
  const viewerKeys = sentences.viewerKeys.map(([keys, label]) => ({ keys, label }));
  const all = [...navigationKeys({}), ...messageKeys, ...viewerKeys, ...formattingKeys, ...writingKeys];
  assert.deepEqual(rows, all.map(({ keys, label }) => `${named(keys, false).map((name) => `\`${name}\``).join(" ")} ${label}`));
});
