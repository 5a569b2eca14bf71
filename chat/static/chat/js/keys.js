const APPLE = /Mac|iPhone|iPad/;
const SYMBOLS = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };
const WORDS = { Mod: "Ctrl" };
const NAMES = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", Delete: "Del" };
const MODIFIERS = new Set(["Mod", "Alt", "Shift"]);

/** Whether the keys are those of an Apple keyboard, whose Mod is Command. */
export const isApple = (navigator = globalThis.navigator) => APPLE.test(navigator?.platform ?? "");

/** "Mod+Shift+X" in its parts; the plus sign itself is a key, too. */
const partsOf = (keys) => keys.split(/\+(?=.)/);

/** Whether a keydown is this combination, written like "Mod+Shift+X"; Mod is Ctrl, or Command on Apple's keyboards. */
export function pressed(event, keys, apple = isApple()) {
  const parts = partsOf(keys);
  const key = parts.at(-1);
  const wanted = (name) => parts.includes(name);
  const [mod, other] = apple ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (mod !== wanted("Mod") || other || event.altKey !== wanted("Alt")) return false;
  // How a sign like "?" is reached is the keyboard's affair.
  const isSign = key.length === 1 && !/[A-Z]/.test(key);
  return (isSign || event.shiftKey === wanted("Shift")) && nameOf(event) === key;
}

/** The key in capitals: its Latin letter where the keyboard writes another script. */
function nameOf({ key, code = "" }) {
  if (key.length !== 1) return key;
  return key > "~" && code.startsWith("Key") ? code.slice(3) : key.toUpperCase();
}

/** Whether one can type these keys while one writes without writing anything. */
export const isCommand = (keys) => /Mod|Alt|Shift\+Escape/.test(keys);

/** The keys as they stand on the keyboard, one name each. */
export function named(keys, apple = isApple()) {
  return partsOf(keys).map((part) => {
    if (MODIFIERS.has(part)) return (apple ? SYMBOLS : WORDS)[part] ?? part;
    return NAMES[part] ?? part;
  });
}
