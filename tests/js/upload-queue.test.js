import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { CommandError } from "../../chat/static/chat/js/commands.js";
import { UploadQueue } from "../../chat/static/chat/js/upload-queue.js";
import { FakeClock, settled } from "./fakes.js";

let clock, queue, sent, told, removed, refuse;

const made = (id) => ({ id, name: `${id}.png`, key: "", alt: "", told: "" });

beforeEach(() => {
  clock = new FakeClock();
  [sent, told, removed, refuse] = [[], [], [], []];
  const transport = {
    send: (file, { progress }) => new Promise((resolve, reject) => {
      sent.push({ id: file.id, progress, arrive: () => resolve({ key: `key-${file.id}`, kind: "picture", width: 4, height: 3 }), reject });
    }),
    describe: async (key, alt) => {
      if (refuse.length) throw new CommandError(refuse.shift());
      told.push([key, alt]);
    },
    remove: async (key) => removed.push(key),
  };
  queue = new UploadQueue({ transport, clock, random: () => 1 });
  queue.connected();
});

test("two files go at once, the others wait for their turn", async () => {
  const files = ["a", "b", "c"].map(made);
  for (const file of files) queue.bring(file);
  assert.deepEqual(files.map((file) => queue.stateOf(file).state), ["sending", "sending", "waiting"]);
  sent[0].progress(0.5);
  assert.equal(queue.stateOf(files[0]).part, 0.5);
  sent[0].arrive();
  await settled();
  assert.deepEqual(files.map((file) => queue.stateOf(file).state), ["there", "sending", "sending"]);
  assert.equal(files[0].key, "key-a");
});

test("nothing is sent without a connection", async () => {
  queue.disconnected();
  queue.bring(made("a"));
  assert.deepEqual(sent, []);
  queue.connected();
  assert.equal(sent.length, 1);
});

test("a file that lost the network goes again, at once when it is back", async () => {
  const file = made("a");
  const brought = queue.bring(file);
  sent[0].reject(new CommandError({ code: "disconnected" }));
  await settled();
  assert.equal(queue.stateOf(file).state, "waiting");
  queue.connected();
  assert.equal(sent.length, 2);
  sent[1].arrive();
  await brought;
});

test("a busy server is asked again after the time that it says", async () => {
  queue.bring(made("a"));
  sent[0].reject(new CommandError({ code: "slow_down", retry_after: 3 }));
  await clock.pass(2_999);
  assert.equal(sent.length, 1);
  await clock.pass(1);
  assert.equal(sent.length, 2);
});

test("a refused file fails with the server's sentence, and is sent again when it is asked for", async () => {
  const file = made("a");
  const brought = queue.bring(file);
  sent[0].reject(new CommandError({ code: "invalid_fields", message: "Wrong.", fields: { file: "No picture." } }));
  await assert.rejects(brought, { sentence: "No picture." });
  assert.deepEqual(queue.stateOf(file), { state: "failed", part: 0, reason: "No picture." });
  const again = queue.bring(file);
  sent[1].arrive();
  await again;
  assert.equal(queue.stateOf(file).state, "there");
});

test("a file that is taken back is forgotten here, and by the server", async () => {
  const file = made("a");
  const brought = queue.bring(file);
  queue.remove(file);
  await assert.rejects(brought, { code: "taken_back" });
  sent[0].arrive();
  await settled();
  assert.deepEqual(removed, ["key-a"]);
});

test("words are told when the bytes are there, and again when they change", async () => {
  const file = made("a");
  const brought = queue.bring(file);
  file.alt = "A boat";
  sent[0].arrive();
  await brought;
  file.alt = "Two boats";
  await queue.bring(file);
  assert.deepEqual(told, [["key-a", "A boat"], ["key-a", "Two boats"]]);
  assert.equal(sent.length, 1);
});

test("the same file known by two objects is sent once, and both learn its key", async () => {
  const [one, other] = [made("a"), made("a")];
  const brought = [queue.bring(one), queue.bring(other)];
  sent[0].arrive();
  await Promise.all(brought);
  assert.deepEqual([one.key, other.key, sent.length], ["key-a", "key-a", 1]);
});

test("what the server has lost is sent anew", async () => {
  const file = { ...made("a"), key: "old" };
  queue.renew([file]);
  const brought = queue.bring(file);
  sent[0].arrive();
  await brought;
  assert.equal(file.key, "key-a");
});
