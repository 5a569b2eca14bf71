import { isCommand, pressed } from "./keys.js";

const FIELDS = "input, textarea, select, [contenteditable]";
const registered = new Set();

/**
 * Make a shortcut known: { keys: "Mod+K", label, group, run }. The help sheet lists all that are known, in this order; one
 * without `run` is only listed, for whoever has the focus obeys it. Returns what to call when it is no longer there.
 */
export function register(shortcut) {
  registered.add(shortcut);
  return () => registered.delete(shortcut);
}

/** The known shortcuts as [group, shortcuts], for the help sheet. */
export function groups() {
  const found = new Map();
  for (const shortcut of registered) found.set(shortcut.group, [...(found.get(shortcut.group) ?? []), shortcut]);
  return [...found];
}

/** Obey the shortcuts wherever the focus is; who writes, and what a dialog asks, goes first. */
export function listen(page = document) {
  page.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || page.querySelector(":modal")) return;
    // Inside of a component of its own the event tells its target only by its path.
    const isTyping = event.composedPath()[0].closest?.(FIELDS);
    for (const { keys, run } of registered) {
      if (!run || (isTyping && !isCommand(keys)) || !pressed(event, keys)) continue;
      event.preventDefault();
      run();
      return;
    }
  });
}
