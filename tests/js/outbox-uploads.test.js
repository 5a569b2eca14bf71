import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { CommandError } from "../../chat/static/chat/js/commands.js";
import { settled } from "./fakes.js";
import { ALICE, madeBrowser, states } from "./outbox-fixture.js";

/** Files arrive when the test says so. */
class FakeUploads {
  brought = [];
  discarded = [];
  forgotten = [];
  keeping = Promise.resolve();

  kept() {
    return this.keeping;
  }

  bring(file) {
    return new Promise((resolve, reject) => {
      this.brought.push({ file, arrive: () => resolve(Object.assign(file, { key: `key ${this.brought.length}` })), reject });
    });
  }

  renew(files) {
    for (const file of files) file.key = "";
  }

  sent(files) {
    this.forgotten.push(...files.map(({ id }) => id));
  }

  forget() {}

  discard(files) {
    this.discarded.push(...files.map(({ id }) => id));
  }
}

const made = (id) => ({ id, name: `${id}.png`, key: "", alt: "", told: "" });

let store, server, page, uploads, outbox;

beforeEach(() => {
  ({ store, server, page } = madeBrowser());
  uploads = new FakeUploads();
  outbox = page(ALICE, { uploads });
  outbox.connected();
});

test("a message goes when its files have arrived, and the next one after it", async () => {
  outbox.add(7, "look", { attachments: [made("a"), made("b")] });
  outbox.add(7, "nice");
  await settled();
  uploads.brought[0].arrive();
  await settled();
  assert.deepEqual(server.texts, []);
  uploads.brought[1].arrive();
  await settled();
  assert.deepEqual(server.texts, ["look", "nice"]);
  assert.deepEqual(uploads.forgotten, ["a", "b"]);
});

test("a message is safe only when the bytes of its files are", async () => {
  let keep;
  uploads.keeping = new Promise((resolve) => { keep = resolve; });
  let isSafe = false;
  outbox.add(7, "look", { attachments: [made("a")] }).saved.then(() => { isSafe = true; });
  await settled();
  assert.deepEqual([isSafe, await store.all(ALICE)], [false, []]);
  keep();
  await settled();
  assert.deepEqual([isSafe, (await store.all(ALICE)).length], [true, 1]);
});

test("after a reload only what had not arrived is sent again", async () => {
  outbox.add(7, "look", { attachments: [made("a"), made("b")] });
  await settled();
  uploads.brought[0].arrive();
  await settled();
  const later = new FakeUploads();
  const reloaded = page(ALICE, { uploads: later });
  reloaded.connected();
  await settled();
  assert.deepEqual(later.brought.map(({ file }) => file.id), ["b"]);
  later.brought[0].arrive();
  await settled();
  assert.deepEqual(states(reloaded), ["look sent"]);
});

test("a file that is refused makes its message failed, with the file's name; retry sends the file again", async () => {
  const { entry } = outbox.add(7, "look", { attachments: [made("a")] });
  await settled();
  uploads.brought[0].reject(new CommandError({ code: "quota_full", message: "There is no room." }));
  await settled();
  assert.deepEqual(states(outbox), ["look failed"]);
  assert.match(entry.reason, /a\.png.*There is no room\./);
  outbox.retry(entry.client_id);
  await settled();
  uploads.brought[1].arrive();
  await settled();
  assert.deepEqual(states(outbox), ["look sent"]);
});

test("files that the server has lost are brought anew, once", async () => {
  const gone = { code: "invalid_fields", message: "Wrong.", fields: { attachments: "A file is missing." } };
  server.answers = [gone, gone];
  outbox.add(7, "look", { attachments: [made("a")] });
  await settled();
  for (const place of [0, 1]) {
    uploads.brought[place].arrive();
    await settled();
  }
  assert.equal(uploads.brought.length, 2);
  assert.deepEqual(states(outbox), ["look failed"]);
});

test("a message whose files are on their way can be given up", async () => {
  const { entry } = outbox.add(7, "look", { attachments: [made("a")] });
  await settled();
  outbox.discard(entry.client_id);
  uploads.brought[0].reject(new CommandError({ code: "taken_back" }));
  await settled();
  assert.deepEqual([states(outbox), uploads.discarded, server.texts], [[], ["a"], []]);
  assert.deepEqual(await store.all(ALICE), []);
});
