import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { CommandError } from "../../chat/static/chat/js/commands.js";
import { Posting } from "../../chat/static/chat/js/posting.js";

let added, asked, answers, posting;

beforeEach(() => {
  added = [];
  asked = [];
  answers = [];
  const outbox = { add: (...entry) => (added.push(entry), { saved: Promise.resolve() }) };
  const ask = (command, fields) => {
    asked.push({ command, ...fields });
    const error = answers.shift();
    return error ? Promise.reject(new CommandError(error)) : Promise.resolve({});
  };
  posting = new Posting({ room: 7, outbox, ask });
});

test("a new message and a reply go into the outbox", async () => {
  await posting.send("Hello", "new");
  await posting.send("Me too", { answer: 55 });
  assert.deepEqual(added, [[7, "Hello", { answers: null, attachments: [] }], [7, "Me too", { answers: 55, attachments: [] }]]);
  assert.deepEqual(asked, []);
});

test("a change goes to the server at once, and not into the outbox", async () => {
  await posting.send("Hello there", { edit: 55 });
  assert.deepEqual(asked, [{ command: "message.edit", number: 55, text: "Hello there" }]);
  assert.deepEqual(added, []);
});

test("a change that is refused says why", async () => {
  answers = [{ code: "room_archived", message: "This room is archived." }];
  await assert.rejects(posting.send("Late", { edit: 55 }), { code: "room_archived", sentence: "This room is archived." });
});

test("a change that calls many people is confirmed by sending just the same again", async () => {
  const needed = { code: "confirmation_needed", message: "This calls 30 people." };
  answers = [needed, needed];
  await assert.rejects(posting.send("@everyone", { edit: 55 }));
  await assert.rejects(posting.send("@everyone!", { edit: 55 }));
  await posting.send("@everyone!", { edit: 55 });
  await posting.send("@everyone!", { edit: 55 });
  assert.deepEqual(asked.map(({ text, confirmed = false }) => [text, confirmed]), [
    ["@everyone", false], ["@everyone!", false], ["@everyone!", true], ["@everyone!", false],
  ]);
});
