import { sentences } from "./sentences.js";

const { keys } = sentences;

/** The keys that format; each names what formatting.js does. */
export const formattingKeys = [
  { keys: "Mod+B", label: keys.bold, verb: "bold" },
  { keys: "Mod+I", label: keys.italic, verb: "italic" },
  { keys: "Mod+Shift+X", label: keys.strike, verb: "strike" },
  { keys: "Mod+E", label: keys.code, verb: "code" },
  { keys: "Mod+Shift+C", label: keys.block, verb: "block" },
  { keys: "Mod+K", label: keys.link, verb: "link", needsSelection: true },
];

/** What the composer does by itself: listed in the help sheet, obeyed in composer.js. */
export const writingKeys = [
  { keys: "Enter", label: keys.send },
  { keys: "Shift+Enter", label: keys.newLine },
  { keys: "Mod+Enter", label: keys.sendAnywhere },
  { keys: "ArrowUp", label: keys.editLast },
  { keys: "Escape", label: keys.back },
  { keys: "Tab", label: keys.indent },
];
