import { sentences } from "./sentences.js";
import { toast } from "./toast.js";
import { register } from "./verbs.js";

register({
  name: "unread",
  label: sentences.verbs.unread,
  icon: "mail",
  keys: "U",
  async run({ number }, room) {
    const { turned_back: turnedBack } = await room.ask("room.unread", { number });
    room.rest(number, turnedBack);
    toast(sentences.markedUnread);
  },
});
