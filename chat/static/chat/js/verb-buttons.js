import { named } from "./keys.js";
import { copyOf } from "./templates.js";

const iconOf = (name) => copyOf(`icon-${name}`);

/** A verb as a drawing, its name on pointing at it. */
export function toolFor({ name, label, icon }) {
  const button = copyOf("tool");
  button.dataset.verb = name;
  button.title = label;
  button.setAttribute("aria-label", label);
  button.append(iconOf(icon));
  return button;
}

/** A verb as a line of a menu, with its keys. */
export function itemFor({ name, label, icon, keys, isDangerous }) {
  const button = copyOf("verb");
  button.dataset.verb = name;
  button.classList.toggle("menu__item--danger", Boolean(isDangerous));
  button.prepend(iconOf(icon));
  button.querySelector("[data-label]").textContent = label;
  button.querySelector("[data-keys]").textContent = keys.length ? named(keys[0]).join(" ") : "";
  return button;
}

/** An emoji to react with at once. */
export function emojiTool(emoji, isMine) {
  const button = copyOf("tool");
  button.dataset.emoji = emoji;
  button.setAttribute("aria-pressed", String(isMine));
  button.textContent = emoji;
  return button;
}
