import { messageOf } from "./article.js";
import { sentences } from "./sentences.js";
import { register } from "./shortcuts.js";
import { perform, verbOfKey } from "./verbs.js";

const STEPS = { ArrowUp: -1, ArrowDown: 1 };

for (const [keys, label] of Object.entries(sentences.messageKeys)) register({ keys, label, group: sentences.shortcutGroups.message });

/** The keys among messages: arrows go from one to the next, letters do something with it, Escape leads back to writing. */
export function listenToKeys(log, room, { signal }) {
  log.addEventListener("keydown", (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    if (event.defaultPrevented || target.closest("input, textarea, select")) return;
    const article = target.closest("[data-number]");
    const isPlain = !(ctrlKey || metaKey || altKey);
    if (isPlain && key in STEPS && step(log, article, STEPS[key])) return event.preventDefault();
    if (isPlain && key === "Escape" && article && room.composer) {
      event.preventDefault();
      return room.composer.focus();
    }
    const message = article && messageOf(article);
    const verb = message && verbOfKey(event, message, room);
    if (!verb) return;
    event.preventDefault();
    perform(verb, message, room, article);
  }, { signal });
}

/** Focus the next message that is in sight or beside one that is; returns false where the log had better scroll. */
function step(log, from, direction) {
  const all = [...log.querySelectorAll("[data-number]:not([data-folded])")];
  const frame = log.getBoundingClientRect();
  if (from && reachesBeyond(from.getBoundingClientRect(), frame, direction)) return false;
  const inSight = all.filter((one) => isInSight(one.getBoundingClientRect(), frame));
  const next = from ? all[all.indexOf(from) + direction] : inSight.at(direction < 0 ? -1 : 0);
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(next);
}

const isInSight = (box, frame) => box.bottom > frame.top && box.top < frame.bottom;

/** Whether a message goes on beyond the edge of the log: then one wants to read the rest first. */
function reachesBeyond(box, frame, direction) {
  return direction < 0 ? box.top < frame.top - 1 && box.bottom > frame.top : box.bottom > frame.bottom + 1 && box.top < frame.bottom;
}
