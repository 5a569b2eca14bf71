import { isWaiting } from "./counting.js";
import { sentences } from "./sentences.js";

const { keys } = sentences;

/** The keys that lead somewhere: what each does is given by whoever can do it. */
export function navigationKeys({ openSwitcher, openSearch, openHelp, readAll, step }) {
  return [
    { keys: "Mod+K", label: keys.switcher, run: openSwitcher },
    { keys: "Mod+Shift+F", label: keys.search, run: openSearch },
    { keys: "Alt+ArrowUp", label: keys.previousRoom, run: () => step(-1) },
    { keys: "Alt+ArrowDown", label: keys.nextRoom, run: () => step(1) },
    { keys: "Alt+Shift+ArrowUp", label: keys.previousUnread, run: () => step(-1, isWaiting) },
    { keys: "Alt+Shift+ArrowDown", label: keys.nextUnread, run: () => step(1, isWaiting) },
    { keys: "Shift+Escape", label: keys.readAll, run: readAll },
    { keys: "?", label: keys.help, run: openHelp },
  ];
}

/** The room that is `direction` away from the open one in the sidebar's order, and wanted; the list is a ring. */
export function neighbour(entries, current, direction, isWanted = () => true) {
  const place = entries.findIndex(({ id }) => id === current);
  const order = direction > 0 ? entries : [...entries].reverse();
  const from = place < 0 ? 0 : direction > 0 ? place + 1 : entries.length - place;
  const ring = [...order.slice(from), ...order.slice(0, from)];
  return ring.find((entry) => entry.id !== current && isWanted(entry));
}
