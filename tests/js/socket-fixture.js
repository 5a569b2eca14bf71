import { Socket } from "../../chat/static/chat/js/socket.js";
import { FakeClock, FakeNetwork } from "./fakes.js";

/** A socket on a fake network and clock, and all that it says. */
export function madeSocket({ random = () => 0 } = {}) {
  const clock = new FakeClock();
  const network = new FakeNetwork();
  const frames = [];
  const rooms = { 7: 120 };
  const emit = (frame) => frames.push(frame);
  const socket = new Socket({ url: "wss://chat.example/ws/", hello: () => rooms, emit, WebSocket: network.WebSocket, clock, random });
  return {
    clock, network, frames, rooms, socket,
    connect() {
      socket.start();
      network.last.welcome();
    },
    transitions: () => frames.filter((frame) => frame.type === "connection").map(({ state, code }) => `${state} ${code}`),
    heard: () => frames.filter((frame) => frame.type !== "connection").map(({ type }) => type),
  };
}
