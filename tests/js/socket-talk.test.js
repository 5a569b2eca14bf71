import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { settled } from "./fakes.js";
import { madeSocket } from "./socket-fixture.js";

let clock, network, rooms, socket, connect, transitions, heard;

beforeEach(() => {
  ({ clock, network, rooms, socket, connect, transitions, heard } = madeSocket());
});

describe("heartbeat", () => {
  test("pings after 25 silent seconds, and again after the next", async () => {
    connect();
    await clock.pass(24_999);
    assert.deepEqual(network.last.commands, ["hello"]);
    await clock.pass(1);
    assert.deepEqual(network.last.commands, ["hello", "ping"]);
    network.last.say({ type: "reply", ref: network.last.sent[1].ref, ok: true });
    await clock.pass(24_999);
    assert.equal(network.last.commands.length, 2);
    await clock.pass(1);
    assert.deepEqual(network.last.commands, ["hello", "ping", "ping"]);
  });

  test("gives a socket up that does not answer within ten seconds", async () => {
    connect();
    await clock.pass(34_999);
    assert.equal(socket.state, "connected");
    await clock.pass(1);
    assert.equal(transitions().at(-1), "disconnected unanswered");
    assert.equal(network.living.length, 0);
  });

  test("takes any word as a sign of life", async () => {
    connect();
    await clock.pass(25_000);
    network.last.say({ type: "change", room: 7 });
    await clock.pass(20_000);
    assert.equal(socket.state, "connected");
  });

  test("a server that talks all the time still hears from us", async () => {
    connect();
    for (let second = 0; second < 26; second += 1) {
      await clock.pass(1000);
      network.last.say({ type: "change", room: 7 });
    }
    assert.deepEqual(network.last.commands, ["hello", "ping"]);
  });

  test("obeys the server's own heartbeat", async () => {
    socket.start();
    network.last.welcome({ heartbeat_seconds: 5 });
    await clock.pass(5_000);
    assert.deepEqual(network.last.commands, ["hello", "ping"]);
  });

  test("being woken while connected asks at once whether the line still lives", async () => {
    connect();
    socket.wake("online");
    socket.wake("visible");
    assert.deepEqual(network.last.commands, ["hello", "ping"]);
    await clock.pass(10_000);
    assert.equal(socket.state, "disconnected");
  });
});

describe("commands", () => {
  test("each has its own ref and gets its own reply", async () => {
    connect();
    const replies = Promise.all([socket.request("room.read", { room: 7, number: 3 }), socket.request("ping")]);
    const [, first, second] = network.last.sent;
    assert.notEqual(first.ref, second.ref);
    network.last.say({ type: "reply", ref: second.ref, ok: true });
    network.last.say({ type: "reply", ref: first.ref, ok: true, number: 3 });
    assert.equal((await replies)[0].number, 3);
    assert.deepEqual(heard(), ["ready"]);
  });

  test("an error reply becomes a CommandError with all it says", async () => {
    connect();
    const reply = socket.request("message.post", { room: 7 });
    const error = { code: "slow_down", message: "Wait a moment.", retry_after: 2.5, fields: { text: "Shorter." } };
    network.last.say({ type: "reply", ref: network.last.sent[1].ref, ok: false, error });
    await assert.rejects(reply, { code: "slow_down", message: "Wait a moment.", retryAfter: 2.5, sentence: "Shorter." });
  });

  test("one without a reply fails after ten seconds", async () => {
    connect();
    const reply = assert.rejects(socket.request("room.read"), { code: "timeout" });
    await clock.pass(10_000);
    await reply;
  });

  test("all that wait fail when the socket is lost, and none is sent while there is none", async () => {
    connect();
    const waiting = assert.rejects(socket.request("room.read"), { code: "disconnected" });
    network.last.end(1006);
    await waiting;
    await assert.rejects(socket.request("room.read"), { code: "disconnected" });
    assert.equal(network.sockets.length, 1);
  });

  test("a reply that nobody waits for is passed over", async () => {
    connect();
    network.last.say({ type: "reply", ref: null, ok: false, error: { code: "bad_frame", message: "" } });
    await settled();
    assert.equal(socket.state, "connected");
  });
});

describe("lagged", () => {
  test("says hello again over the same socket, with what is known by now", async () => {
    connect();
    rooms[7] = 130;
    network.last.say({ type: "lagged" });
    assert.deepEqual(network.last.commands, ["hello", "hello"]);
    assert.deepEqual(network.last.sent[1].rooms, { 7: 130 });
    network.last.say({ type: "ready", ref: network.last.sent[1].ref, rooms: [], heartbeat_seconds: 25 });
    assert.deepEqual(transitions(), ["connecting start", "connected ready", "connecting lagged", "connected ready"]);
    assert.equal(network.sockets.length, 1);
  });

  test("what waits for a reply is to be asked again: the server may have dropped it", async () => {
    connect();
    const waiting = assert.rejects(socket.request("message.post"), { code: "disconnected" });
    network.last.say({ type: "lagged" });
    await waiting;
    await assert.rejects(socket.request("message.post"), { code: "disconnected" });
  });

  test("a hello without an answer is given up like any other", async () => {
    connect();
    network.last.say({ type: "lagged" });
    await clock.pass(10_000);
    assert.equal(transitions().at(-1), "disconnected deadline");
    assert.equal(network.living.length, 0);
  });

  test("a ping that was under way is forgotten", async () => {
    connect();
    await clock.pass(25_000);
    network.last.say({ type: "lagged" });
    network.last.say({ type: "ready", ref: network.last.sent[2].ref, rooms: [], heartbeat_seconds: 25 });
    await clock.pass(24_999);
    assert.equal(socket.state, "connected");
    assert.deepEqual(network.last.commands, ["hello", "ping", "hello"]);
  });
});
