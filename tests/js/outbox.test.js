import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { settled } from "./fakes.js";
import { ALICE, madeBrowser, states } from "./outbox-fixture.js";

let clock, store, server, page;

beforeEach(() => {
  ({ clock, store, server, page } = madeBrowser());
});

describe("sending", () => {
  test("a message is pending at once, sent when connected, gone when it was seen", async () => {
    const outbox = page();
    const { entry } = outbox.add(7, "hi");
    assert.deepEqual(states(outbox), ["hi pending"]);
    await settled();
    assert.deepEqual(server.texts, []);
    outbox.connected();
    await settled();
    assert.deepEqual(states(outbox), ["hi sent"]);
    assert.deepEqual(await store.all(ALICE), []);
    outbox.seen(entry.client_id);
    assert.deepEqual(states(outbox), []);
  });

  test("messages of one room go strictly in order", async () => {
    const outbox = page();
    outbox.connected();
    for (const text of ["one", "two", "three"]) outbox.add(7, text);
    await settled();
    assert.deepEqual(server.texts, ["one", "two", "three"]);
  });

  test("the next one waits for the reply to the one before, another room does not", async () => {
    const outbox = page();
    outbox.connected();
    server.answers = ["silence"];
    outbox.add(7, "one");
    await settled();
    outbox.add(7, "two");
    outbox.add(8, "elsewhere");
    await settled();
    assert.deepEqual(server.texts, ["one", "elsewhere"]);
  });

  test("one that is added while the last is being acknowledged is not forgotten", async () => {
    const outbox = page();
    outbox.connected();
    for (let count = 0; count < 20; count += 1) {
      outbox.add(7, `message ${count}`);
      for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
    }
    await settled();
    assert.equal(server.texts.length, 20);
  });

  test("a change that overtakes the reply removes the entry, and the reply does not bring it back", async () => {
    let reply;
    const outbox = page(ALICE, { send: () => new Promise((resolve) => { reply = resolve; }) });
    outbox.connected();
    const { entry } = outbox.add(7, "hi");
    await settled();
    outbox.seen(entry.client_id);
    reply();
    await settled();
    assert.deepEqual(states(outbox), []);
    assert.deepEqual(await store.all(ALICE), []);
  });
});

describe("trouble", () => {
  test("after a lost socket the same message goes again with the same client_id", async () => {
    const outbox = page();
    server.answers = [{ code: "disconnected" }];
    outbox.connected();
    outbox.add(7, "one");
    outbox.add(7, "two");
    await settled();
    assert.deepEqual(states(outbox), ["one pending", "two pending"]);
    outbox.disconnected();
    outbox.connected();
    await settled();
    assert.deepEqual(server.texts, ["one", "one", "two"]);
    assert.equal(server.posts[0].client_id, server.posts[1].client_id);
  });

  test("slow_down and busy wait as long as the server says, then go on in order", async () => {
    const outbox = page();
    server.answers = [{ code: "slow_down", retry_after: 3 }, { code: "busy", retry_after: 2 }];
    outbox.connected();
    outbox.add(7, "one");
    outbox.add(7, "two");
    await clock.pass(2_999);
    assert.deepEqual(server.texts, ["one"]);
    await clock.pass(1);
    assert.deepEqual(server.texts, ["one", "one"]);
    await clock.pass(2_000);
    assert.deepEqual(server.texts, ["one", "one", "one", "two"]);
    assert.equal(new Set(server.posts.slice(0, 3).map((post) => post.client_id)).size, 1);
  });

  test("a post without a reply in time is repeated", async () => {
    const outbox = page();
    server.answers = [{ code: "timeout" }];
    outbox.connected();
    outbox.add(7, "one");
    await clock.pass(1_000);
    assert.equal(server.posts.length, 2);
    assert.equal(server.posts[0].client_id, server.posts[1].client_id);
  });

  test("any other error makes it failed, with the server's sentence, and the next ones go on", async () => {
    const outbox = page();
    server.answers = [{ code: "invalid_fields", message: "Wrong.", fields: { text: "Too long." } }];
    outbox.connected();
    outbox.add(7, "bad");
    outbox.add(7, "good");
    await settled();
    assert.deepEqual(states(outbox), ["bad failed", "good sent"]);
    assert.equal(outbox.entriesOf(7)[0].reason, "Too long.");
  });

  test("retry sends a failed one again with its client_id; discard forgets it", async () => {
    const outbox = page();
    server.answers = [{ code: "not_allowed", message: "No." }, { code: "not_allowed", message: "No." }];
    outbox.connected();
    const [{ entry: first }, { entry: second }] = [outbox.add(7, "one"), outbox.add(7, "two")];
    await settled();
    outbox.retry(first.client_id);
    outbox.discard(second.client_id);
    await settled();
    assert.deepEqual(states(outbox), ["one sent"]);
    assert.equal(server.posts[2].client_id, first.client_id);
    assert.deepEqual(await store.all(ALICE), []);
  });

  test("a reply keeps what it answers, over a lost connection too", async () => {
    const outbox = page();
    server.answers = [{ code: "disconnected" }];
    outbox.connected();
    outbox.add(7, "Me too", { answers: 55 });
    await settled();
    outbox.connected();
    await settled();
    assert.deepEqual(server.posts.map(({ answers }) => answers), [55, 55]);
  });

  test("what calls many people waits for its writer, and is sent to everybody when they say so", async () => {
    const outbox = page();
    server.answers = [{ code: "confirmation_needed", message: "This calls 30 people." }, { code: "disconnected" }];
    outbox.connected();
    const { entry } = outbox.add(7, "@everyone");
    await settled();
    assert.deepEqual([entry.state, entry.reason, entry.remedy], ["failed", "This calls 30 people.", "confirm"]);
    outbox.retry(entry.client_id);
    await settled();
    outbox.connected();
    await settled();
    assert.deepEqual(server.posts.map(({ confirmed }) => confirmed), [false, true, true]);
    assert.deepEqual(states(outbox), ["@everyone sent"]);
  });

  test("a reply to what is gone is sent without it", async () => {
    const outbox = page();
    server.answers = [{ code: "invalid_fields", message: "Wrong.", fields: { answers: "The message is gone." } }];
    outbox.connected();
    const { entry } = outbox.add(7, "Me too", { answers: 55 });
    await settled();
    assert.equal(entry.remedy, "detach");
    outbox.retry(entry.client_id);
    await settled();
    assert.deepEqual(server.posts.map(({ answers }) => answers), [55, null]);
  });

  test("a pending one can be neither retried nor discarded", async () => {
    const outbox = page();
    const { entry } = outbox.add(7, "one");
    outbox.retry(entry.client_id);
    outbox.discard(entry.client_id);
    assert.deepEqual(states(outbox), ["one pending"]);
  });

  test("a store that fails costs only the reload: messages are sent all the same", async () => {
    const refuse = async () => { throw new Error("QuotaExceededError"); };
    const outbox = page(ALICE, { store: { all: async () => [], put: refuse, remove: refuse } });
    outbox.connected();
    outbox.add(7, "one");
    outbox.add(7, "two");
    await settled();
    assert.deepEqual(server.texts, ["one", "two"]);
  });
});
