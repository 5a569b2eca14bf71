import { CommandError } from "../../chat/static/chat/js/commands.js";
import { Outbox } from "../../chat/static/chat/js/outbox.js";
import { MemoryStore } from "../../chat/static/chat/js/outbox-store.js";
import { FakeClock } from "./fakes.js";

export const [ALICE, BOB] = [1, 2];

/** Takes posts in order; `answers` says what the next ones get instead of success. */
class FakeServer {
  posts = [];
  answers = [];

  send = ({ room, text, client_id, answers, confirmed }) => {
    this.posts.push({ room, text, client_id, answers, confirmed });
    const answer = this.answers.shift();
    if (answer === "silence") return new Promise(() => {});
    return answer ? Promise.reject(new CommandError(answer)) : Promise.resolve();
  };

  get texts() {
    return this.posts.map(({ text }) => text);
  }
}

/** A browser with one store, in which `page()` opens the outbox of one more page. */
export function madeBrowser() {
  const clock = new FakeClock();
  const store = new MemoryStore();
  const server = new FakeServer();
  const page = (person = ALICE, options = {}) => new Outbox({ store, person, send: server.send, clock, ...options });
  return { clock, store, server, page };
}

export const states = (outbox, room = 7) => outbox.entriesOf(room).map(({ text, state }) => `${text} ${state}`);
