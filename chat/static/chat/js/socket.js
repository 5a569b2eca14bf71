import { backoffMs } from "./backoff.js";
import { browserClock } from "./clock.js";
import { endingOf } from "./close-codes.js";
import { CommandError, Commands } from "./commands.js";

export const PROTOCOL = 1;
const CONNECTING_MS = 10_000;
const HEARTBEAT_MS = 25_000;
const ANSWER_MS = 10_000;
const STEADY_MS = 10_000;
const LOST = 1006;

/**
 * The live connection: "disconnected", "connecting" (until the server is ready) or "connected"; at most one socket at any time.
 * Everything it hears goes to `emit`, and every transition as {type: "connection", state, code, ending}.
 */
export class Socket {
  #url; #hello; #emit; #WebSocket; #clock; #random; #commands;
  #state = "disconnected";
  #channel = null;
  #wanted = false;
  #attempt = 0;
  #notBefore = 0;
  #readyAt = 0;
  #heartbeatMs = HEARTBEAT_MS;
  #heardAt = 0;
  #saidAt = 0;
  #probing = false;
  // One timer serves all: while disconnected it is the next try, while connecting the deadline, while connected the heartbeat.
  #timer = null;

  constructor({ url, hello, emit, WebSocket = globalThis.WebSocket, clock = browserClock, random = Math.random }) {
    this.#url = url;
    this.#hello = hello;
    this.#emit = emit;
    this.#WebSocket = WebSocket;
    this.#clock = clock;
    this.#random = random;
    this.#commands = new Commands(clock);
  }

  get state() {
    return this.#state;
  }

  start(code = "start") {
    this.#wanted = true;
    if (this.#state === "disconnected") this.#connect(code);
  }

  stop(code) {
    this.#wanted = false;
    this.#drop();
    this.#become("disconnected", code);
  }

  /** Something says the network may be back: try now, or ask a connection that was silent whether it still lives. */
  wake(code) {
    if (!this.#wanted || this.#state === "connecting") return;
    if (this.#state === "connected") return this.probe();
    const wait = this.#notBefore - this.#clock.now();
    if (wait <= 0) this.#connect(code);
  }

  /** Ask for a sign of life; without one in time the connection counts as lost. */
  probe(deadline = ANSWER_MS) {
    if (this.#state !== "connected" || this.#probing) return;
    this.#probing = true;
    this.#send({ command: "ping", ref: this.#commands.nextRef() });
    this.#schedule(deadline, () => this.#lose(LOST, "unanswered"));
  }

  /** Send a command; the promise holds its reply, or a CommandError. */
  request(command, fields = {}) {
    if (this.#state !== "connected") return Promise.reject(new CommandError({ code: "disconnected" }));
    const { ref, promise } = this.#commands.open();
    this.#send({ command, ref, ...fields });
    return promise;
  }

  #connect(code) {
    this.#drop();
    this.#become("connecting", code);
    this.#schedule(CONNECTING_MS, () => this.#lose(LOST, "deadline"));
    const channel = new this.#WebSocket(this.#url);
    this.#channel = channel;
    // A socket that was given up may still speak: only the present one is listened to.
    const present = (listener) => (event) => channel === this.#channel && listener(event);
    channel.onopen = present(() => this.#sayHello());
    channel.onmessage = present((event) => this.#hear(JSON.parse(event.data)));
    channel.onclose = present((event) => this.#lose(event.code, "closed"));
  }

  #sayHello() {
    this.#send({ command: "hello", ref: this.#commands.nextRef(), protocol: PROTOCOL, rooms: this.#hello() });
  }

  /** We read too slowly, and the server stopped sending: resume as after a loss, over the same socket. */
  #resume() {
    this.#commands.failAll("disconnected");
    this.#become("connecting", "lagged");
    this.#schedule(CONNECTING_MS, () => this.#lose(LOST, "deadline"));
    this.#sayHello();
  }

  #hear(frame) {
    this.#heardAt = this.#clock.now();
    if (frame.type === "bye") return this.#lose(frame.code, "bye", frame.retry_after);
    if (frame.type === "lagged") return this.#resume();
    if (frame.type === "reply") this.#commands.settle(frame);
    if (frame.type === "ready") this.#greeted(frame);
    if (frame.type !== "reply") this.#emit(frame);
    if (this.#probing) this.#listen();
  }

  #greeted(frame) {
    this.#readyAt = this.#clock.now();
    this.#heartbeatMs = (frame.heartbeat_seconds ?? HEARTBEAT_MS / 1000) * 1000;
    this.#become("connected", "ready");
    this.#listen();
  }

  /** Wait until one of the two directions was silent for a heartbeat: the server, too, wants to hear that we live. */
  #listen() {
    this.#probing = false;
    if (this.#state !== "connected") return;
    const quiet = this.#clock.now() - Math.min(this.#heardAt, this.#saidAt);
    if (quiet >= this.#heartbeatMs) return this.probe();
    this.#schedule(this.#heartbeatMs - quiet, () => this.#listen());
  }

  #lose(closeCode, code, retryAfter) {
    const steady = this.#state === "connected" && this.#clock.now() - this.#readyAt >= STEADY_MS;
    this.#drop();
    const ending = endingOf(closeCode);
    if (ending) this.#wanted = false;
    // Only a connection that lasted starts the waits anew: one that is closed right after its welcome must not be hammered.
    if (steady) this.#attempt = 0;
    if (this.#wanted) this.#tryAgain(retryAfter);
    this.#become("disconnected", code, ending);
  }

  #tryAgain(retryAfter) {
    const asked = (retryAfter ?? 0) * 1000;
    this.#notBefore = this.#clock.now() + asked;
    const wait = asked || backoffMs(this.#attempt, this.#random);
    this.#attempt += 1;
    this.#schedule(wait, () => this.#connect("retry"));
  }

  #drop() {
    this.#schedule(0, null);
    this.#probing = false;
    const channel = this.#channel;
    this.#channel = null;
    channel?.close();
    this.#commands.failAll("disconnected");
  }

  #become(state, code, ending) {
    this.#state = state;
    this.#emit({ type: "connection", state, code, ending });
  }

  #send(frame) {
    this.#saidAt = this.#clock.now();
    this.#channel.send(JSON.stringify(frame));
  }

  #schedule(milliseconds, callback) {
    this.#clock.cancel(this.#timer);
    this.#timer = callback && this.#clock.after(milliseconds, callback);
  }
}
