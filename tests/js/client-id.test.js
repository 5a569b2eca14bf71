import assert from "node:assert/strict";
import { test } from "node:test";
import { newClientId } from "../../chat/static/chat/js/client-id.js";

const VERSION_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("is a UUID of version 4, another one each time", () => {
  assert.match(newClientId(), VERSION_4);
  assert.notEqual(newClientId(), newClientId());
});

test("is one without crypto.randomUUID too", () => {
  const insecure = { getRandomValues: (bytes) => crypto.getRandomValues(bytes) };
  const ids = new Set(Array.from({ length: 100 }, () => newClientId(insecure)));
  assert.equal(ids.size, 100);
  for (const id of ids) assert.match(id, VERSION_4);
});
