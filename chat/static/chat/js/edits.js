import { attachedOf, messageOf } from "./article.js";
import { get } from "./pages.js";
import { sentences } from "./sentences.js";
import { perform, register, verbsFor } from "./verbs.js";

const verb = {
  name: "edit",
  label: sentences.verbs.edit,
  icon: "pencil",
  keys: "E",
  async run({ number, article }, room) {
    const answer = await get(`${room.url}${number}/text/`, { signal: room.signal });
    const { text } = await answer.json();
    // Files say something by themselves.
    room.composer?.edit(number, text, { mayBeEmpty: attachedOf(article) !== "" });
  },
};

register(verb);

/** Change the last message that one may change, if it is on the page. */
export function editLast(room, articles) {
  const article = articles.findLast((one) => verbsFor(messageOf(one), room).some(({ name }) => name === verb.name));
  if (article) perform(verb, messageOf(article), room);
}
