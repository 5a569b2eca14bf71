import { named } from "./keys.js";
import { groups } from "./shortcuts.js";
import { copyOf } from "./templates.js";

/** Show every shortcut that is known, by group. */
export function openHelp() {
  if (document.querySelector("dialog[data-help]")) return;
  const dialog = copyOf("help");
  dialog.querySelector("[data-groups]").replaceChildren(...groups().map(group));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", ({ target }) => {
    // A click on the dialog itself is one beside its content.
    if (target === dialog || target.closest("[data-close]")) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
}

function group([name, shortcuts]) {
  const section = copyOf("help-group");
  section.querySelector("[data-name]").textContent = name;
  section.querySelector("[data-rows]").replaceChildren(...shortcuts.map(row));
  return section;
}

function row({ keys, label }) {
  const item = copyOf("help-row");
  item.querySelector("[data-label]").textContent = label;
  item.querySelector("[data-keys]").replaceChildren(...named(keys).flatMap((name, place) => [place ? " " : "", key(name)]));
  return item;
}

function key(name) {
  const cap = document.createElement("kbd");
  cap.textContent = name;
  return cap;
}
