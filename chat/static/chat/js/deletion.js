import { CommandError } from "./commands.js";
import { sentences } from "./sentences.js";
import { register as registerShortcut } from "./shortcuts.js";
import { actOnNewest, toast } from "./toast.js";
import { register } from "./verbs.js";

/** As long as the server keeps what was deleted: limits.py says so. */
const UNDO_SECONDS = 10;

register({
  name: "delete",
  label: sentences.verbs.delete,
  icon: "trash-2",
  keys: ["Delete", "Backspace"],
  isDangerous: true,
  async run({ number }, room) {
    await room.ask("message.delete", { number });
    const action = { label: sentences.undo, run: () => restore(number, room) };
    toast(sentences.deleted, { action, seconds: UNDO_SECONDS });
  },
});

registerShortcut({ keys: "Z", label: sentences.undoDeleting, group: sentences.shortcutGroups.message, run: actOnNewest });

async function restore(number, room) {
  try {
    await room.ask("message.restore", { number });
    room.find(number)?.focus({ preventScroll: true });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    toast(error.code === "not_found" ? sentences.tooLateToUndo : error.sentence);
  }
}
