import { wordsOf } from "./article.js";
import { sentences } from "./sentences.js";
import { toast } from "./toast.js";
import { register } from "./verbs.js";

register({
  name: "link",
  label: sentences.verbs.link,
  icon: "link",
  keys: "C",
  run: ({ number }, room) => copy(new URL(`${room.url}${number}/`, location).href, sentences.linkCopied),
});

register({
  name: "copy",
  label: sentences.verbs.copy,
  icon: "copy",
  run: ({ article }) => copy(wordsOf(article), sentences.textCopied),
});

async function copy(words, done) {
  try {
    await navigator.clipboard.writeText(words);
    toast(done);
  } catch {
    // No clipboard without HTTPS, or the browser was told to refuse it: the words can be taken from here.
    toast(words, { seconds: 30 });
  }
}
