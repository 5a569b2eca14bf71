import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { madeSocket } from "./socket-fixture.js";

let clock, network, frames, rooms, socket, connect, transitions;

beforeEach(() => {
  ({ clock, network, frames, rooms, socket, connect, transitions } = madeSocket());
});

describe("connecting", () => {
  test("goes through connecting to connected, and only `ready` makes it connected", () => {
    assert.equal(socket.state, "disconnected");
    socket.start();
    assert.equal(socket.state, "connecting");
    network.last.open();
    assert.equal(socket.state, "connecting");
    network.last.say({ type: "ready", rooms: [] });
    assert.equal(socket.state, "connected");
    assert.deepEqual(transitions(), ["connecting start", "connected ready"]);
  });

  test("says hello first, with the revisions of that moment", () => {
    socket.start();
    Object.assign(rooms, { 7: 125, 9: 3 });
    network.last.open();
    const [hello] = network.last.sent;
    assert.deepEqual({ ...hello, ref: "" }, { command: "hello", ref: "", protocol: 1, rooms: { 7: 125, 9: 3 } });
    assert.match(hello.ref, /^.{1,64}$/);
  });

  test("gives up after ten seconds without `ready`, and tries again", async () => {
    socket.start();
    network.last.open();
    await clock.pass(9_999);
    assert.equal(socket.state, "connecting");
    await clock.pass(1);
    assert.deepEqual(transitions().at(-1), "disconnected deadline");
    await clock.pass(500);
    assert.equal(network.sockets.length, 2);
  });

  test("starting twice makes one socket", () => {
    socket.start();
    socket.start();
    assert.equal(network.sockets.length, 1);
  });

  test("a late word of a socket that was given up is not heard", async () => {
    socket.start();
    const first = network.last;
    await clock.pass(10_500);
    first.open();
    first.say({ type: "ready", rooms: [] });
    first.end(4401);
    assert.equal(socket.state, "connecting");
    assert.deepEqual(first.sent, []);
  });
});

describe("coming back", () => {
  test("tries again after a loss, with waits that grow, and never holds two sockets", async () => {
    ({ clock, network, socket } = madeSocket({ random: () => 1 }));
    socket.start();
    const waits = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const [count, lost] = [network.sockets.length, clock.now()];
      network.last.end(1006);
      while (network.sockets.length === count) await clock.pass(100);
      waits.push(clock.now() - lost);
      assert.equal(network.living.length, 1);
    }
    assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  test("a connection that lasted starts the waits anew; one that did not, does not", async () => {
    connect();
    await clock.pass(9_000);
    network.last.end(1011);
    await clock.pass(500);
    network.last.welcome();
    await clock.pass(10_000);
    network.last.end(1011);
    await clock.pass(500);
    assert.equal(network.sockets.length, 3);
  });

  for (const code of [1001, 1006, 1011, 1012, 4408, 4429, 4503]) {
    test(`close code ${code} means: try again`, async () => {
      connect();
      network.last.end(code);
      assert.equal(socket.state, "disconnected");
      assert.equal(frames.at(-1).ending, undefined);
      await clock.pass(500);
      assert.equal(socket.state, "connecting");
    });
  }

  for (const [code, ending] of [[4400, "refused"], [4401, "login"], [4403, "barred"], [4409, "crowded"], [4410, "closed"], [4426, "reload"]]) {
    test(`close code ${code} is for good: ${ending}`, async () => {
      connect();
      network.last.end(code);
      assert.deepEqual(frames.at(-1), { type: "connection", state: "disconnected", code: "closed", ending });
      socket.wake("visible");
      await clock.pass(3_600_000);
      assert.equal(network.sockets.length, 1);
    });
  }

  test("the network coming back or the page being looked at ends the wait", async () => {
    for (const code of ["online", "visible"]) {
      connect();
      network.last.end(1006);
      const count = network.sockets.length;
      socket.wake(code);
      assert.equal(network.sockets.length, count + 1);
      assert.equal(transitions().at(-1), `connecting ${code}`);
      await clock.pass(1000);
      assert.equal(network.living.length, 1);
      socket.stop("pagehide");
    }
  });

  test("waking before it was started, or after it was stopped, does nothing", () => {
    socket.wake("online");
    connect();
    socket.stop("pagehide");
    socket.wake("visible");
    assert.equal(network.sockets.length, 1);
    assert.equal(network.living.length, 0);
  });

  test("a page that comes back from the back button connects again", () => {
    connect();
    socket.stop("pagehide");
    socket.start("pageshow");
    assert.deepEqual(transitions().slice(2), ["disconnected pagehide", "connecting pageshow"]);
    assert.equal(network.living.length, 1);
  });
});

describe("bye", () => {
  test("comes back when the server said, not sooner, even when woken", async () => {
    connect();
    network.last.say({ type: "bye", code: 1012, reason: "restart", retry_after: 4 });
    assert.equal(transitions().at(-1), "disconnected bye");
    assert.equal(network.living.length, 0);
    socket.wake("visible");
    await clock.pass(3_999);
    assert.equal(network.sockets.length, 1);
    await clock.pass(1);
    assert.equal(network.sockets.length, 2);
  });

  test("a bye for good ends it, whatever code the line then closes with", async () => {
    connect();
    network.last.say({ type: "bye", code: 4401, reason: "signed out", retry_after: null });
    network.last.end(1006);
    assert.equal(frames.at(-1).ending, "login");
    await clock.pass(60_000);
    assert.equal(network.sockets.length, 1);
  });
});
