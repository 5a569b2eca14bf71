import { CommandError } from "./commands.js";
import { pressed } from "./keys.js";
import { PageError } from "./pages.js";
import { sentences } from "./sentences.js";
import { register as registerShortcut } from "./shortcuts.js";
import { toast } from "./toast.js";
import { verbsOf } from "./verb-rules.js";

const registered = new Map();

/**
 * Make known how one of the verbs in verb-rules.js is done: { name, label, icon, keys, isDangerous, isOther, run }. `icon` is one
 * of the drawings in messages/_icons.html, `keys` one or more combinations as in keys.js, obeyed while a message has the focus.
 * `run(message, room, anchor)` is given what messageOf() in article.js reads, the Room, and what was pressed; it may reject with
 * a CommandError or a PageError, whose sentence is told.
 */
export function register({ keys = [], ...verb }) {
  const all = [keys].flat();
  registered.set(verb.name, { ...verb, keys: all });
  // One of two verbs that undo each other is listed for both.
  if (verb.isOther) return;
  for (const one of all) registerShortcut({ keys: one, label: verb.label, group: sentences.shortcutGroups.message });
}

/** What can be done with the message here, in order. */
export function verbsFor(message, room) {
  return verbsOf(message, room.viewer, room.rights).map((name) => registered.get(name)).filter(Boolean);
}

/** The verb that a keydown on a message asks for, or undefined. */
export function verbOfKey(event, message, room) {
  return verbsFor(message, room).find(({ keys }) => keys.some((one) => pressed(event, one)));
}

/** Do it, and tell why when it was refused. */
export async function perform(verb, message, room, anchor) {
  try {
    await verb.run(message, room, anchor);
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof PageError)) throw error;
    toast(error.sentence);
  }
}
