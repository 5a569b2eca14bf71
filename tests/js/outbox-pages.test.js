import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { settled } from "./fakes.js";
import { ALICE, BOB, madeBrowser, states } from "./outbox-fixture.js";

let store, server, page;

beforeEach(() => {
  ({ store, server, page } = madeBrowser());
});

describe("a reload", () => {
  test("what was unsent comes back in order with the same client_ids", async () => {
    const before = page();
    const added = ["one", "two", "three"].map((text) => before.add(7, text));
    await Promise.all(added.map(({ saved }) => saved));
    const after = page();
    await after.load();
    assert.deepEqual(states(after), ["one pending", "two pending", "three pending"]);
    after.connected();
    await settled();
    assert.deepEqual(server.posts.map((post) => post.client_id), added.map(({ entry }) => entry.client_id));
  });

  test("a failed one comes back failed, with its reason, and is not sent by itself", async () => {
    const before = page();
    server.answers = [{ code: "room_archived", message: "Archived." }];
    before.connected();
    before.add(7, "one");
    await settled();
    const after = page();
    after.connected();
    await settled();
    assert.deepEqual(states(after), ["one failed"]);
    assert.equal(after.entriesOf(7)[0].reason, "Archived.");
    assert.equal(server.posts.length, 1);
  });

  test("what was written before the store was read keeps its place behind what is older", async () => {
    const before = page();
    await before.add(7, "old").saved;
    const after = page();
    after.add(7, "new");
    await after.load();
    after.connected();
    await settled();
    assert.deepEqual(server.texts, ["old", "new"]);
  });

  test("another person's entries in the same browser are neither shown nor sent", async () => {
    await page(ALICE).add(7, "from alice").saved;
    const bobs = page(BOB);
    bobs.connected();
    await settled();
    assert.deepEqual(states(bobs), []);
    assert.deepEqual(server.texts, []);
    assert.equal((await store.all(ALICE)).length, 1);
  });
});

describe("two tabs", () => {
  test("an entry that the other tab sent meanwhile is not sent again", async () => {
    const first = page();
    await first.add(7, "one").saved;
    const second = page();
    await second.load();
    first.connected();
    await settled();
    second.connected();
    await settled();
    assert.deepEqual(server.texts, ["one"]);
    assert.deepEqual(states(second), []);
  });

  test("they send one after the other", async () => {
    let turn = Promise.resolve();
    const alone = (name, work) => { turn = turn.then(work); return turn; };
    const [first, second] = [page(ALICE, { alone }), page(ALICE, { alone })];
    await first.add(7, "one").saved;
    await second.load();
    first.connected();
    second.connected();
    await settled();
    assert.deepEqual(server.texts, ["one"]);
  });
});
