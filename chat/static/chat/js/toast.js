import { copyOf } from "./templates.js";

const SECONDS = 5;
const MOST = 3;

/** What the newest toast offers, for the keyboard. */
let newest = null;

/**
 * Tell one sentence for some seconds, and longer while somebody points at it. `action` is { label, run } for a button,
 * `link` { label, url } for a way on.
 */
export function toast(sentence, { action = null, link = null, seconds = SECONDS } = {}) {
  const region = document.querySelector("[data-toasts]");
  const element = copyOf("toast");
  const end = () => {
    element.remove();
    if (newest?.end === end) newest = null;
  };
  const act = () => {
    end();
    action.run();
  };
  element.querySelector("[data-text]").textContent = sentence;
  offer(element.querySelector("[data-action]"), action?.label, act);
  offer(element.querySelector("[data-link]"), link?.label, end);
  if (link) element.querySelector("[data-link]").href = link.url;
  offer(element.querySelector("[data-close]"), true, end);
  if (action) newest = { act, end };
  while (region.children.length >= MOST) region.firstElementChild.remove();
  region.append(element);
  globalThis.htmx.process(element);
  endAfter(element, seconds * 1000, end);
}

/** Do what the newest toast offers. */
export function actOnNewest() {
  newest?.act();
}

function offer(element, label, run) {
  if (!label) return element.remove();
  if (label !== true) element.textContent = label;
  element.addEventListener("click", run);
}

function endAfter(element, milliseconds, end) {
  let timer = null;
  const isHeld = () => element.matches(":hover, :focus-within");
  const start = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (isHeld() ? start() : end()), milliseconds);
  };
  start();
}
