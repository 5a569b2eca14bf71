import { post } from "./pages.js";
import { sentences } from "./sentences.js";
import { toast } from "./toast.js";
import { register } from "./verbs.js";

register({
  name: "save",
  label: sentences.verbs.save,
  icon: "bookmark",
  keys: "S",
  async run({ number }, room) {
    await post(`${room.url}${number}/save/`);
    room.viewer.saved.add(number);
    toast(sentences.saved);
  },
});

register({
  name: "unsave",
  label: sentences.verbs.unsave,
  icon: "bookmark-x",
  keys: "S",
  isOther: true,
  async run({ number }, room) {
    await post(`${room.url}${number}/unsave/`);
    room.viewer.saved.delete(number);
    toast(sentences.unsaved);
  },
});
