import { excerptOf } from "./article.js";
import { sentences } from "./sentences.js";
import { register } from "./verbs.js";

const { reply, thread, history } = sentences.verbs;

register({
  name: "reply",
  label: reply,
  icon: "reply",
  keys: "R",
  run({ number, article }, room) {
    const { author, excerpt } = excerptOf(article);
    room.composer?.answer(number, author, excerpt);
  },
});

register({
  name: "thread",
  label: thread,
  icon: "messages-square",
  keys: "T",
  run: ({ number }, room, anchor) => room.panel.open(`${room.url}${number}/thread/`, anchor),
});

register({
  name: "history",
  label: history,
  icon: "history",
  run: ({ number }, room, anchor) => room.panel.open(`${room.url}${number}/edits/`, anchor),
});
