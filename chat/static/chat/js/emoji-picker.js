import { sentences } from "./sentences.js";

const GAP_PX = 8;
const PHONE = "(width < 40em)";
/** A press on the button closes the popover; its click comes so much later at most, and must not open it again. */
const CLICK_MS = 1000;

let opening = null;
let pressed = { anchor: null, at: 0 };

/**
 * Let the person choose an emoji, in a popover by the anchor or, on a phone, in a sheet at the bottom. Resolves with the
 * emoji, or with null when it was closed without one. Everything is fetched at its first use.
 */
export async function pickEmoji(anchor, { signal } = {}) {
  if (pressed.anchor === anchor && performance.now() - pressed.at < CLICK_MS) return null;
  opening ??= make().catch((error) => {
    opening = null;
    throw error;
  });
  const { popover, picker } = await opening;
  if (signal?.aborted || !anchor.isConnected) return null;
  return choice(popover, picker, anchor, signal);
}

async function make() {
  const { makePicker } = await import("./emoji-element.js");
  const popover = document.createElement("div");
  popover.className = "emoji";
  popover.popover = "auto";
  popover.role = "dialog";
  popover.ariaLabel = sentences.emoji;
  const picker = makePicker(new URL(document.body.dataset.emoji, location.href).href);
  popover.append(picker);
  document.body.append(popover);
  return { popover, picker };
}

function choice(popover, picker, anchor, signal) {
  popover.hidePopover();
  popover.showPopover();
  place(popover, anchor.getBoundingClientRect());
  focusSearch(picker);
  return new Promise((resolve) => {
    const ended = new AbortController();
    const end = (emoji) => {
      ended.abort();
      resolve(emoji);
    };
    const options = { signal: ended.signal };
    picker.addEventListener("emoji-click", ({ detail }) => {
      end(detail.unicode);
      popover.hidePopover();
    }, options);
    popover.addEventListener("beforetoggle", () => end(null), options);
    anchor.addEventListener("pointerdown", () => {
      pressed = { anchor, at: performance.now() };
    }, options);
    signal?.addEventListener("abort", () => popover.hidePopover(), options);
  });
}

/** Above the anchor where there is room, its end at the anchor's end; within the window in any case. */
function place(popover, anchor) {
  const { style } = popover;
  if (matchMedia(PHONE).matches) {
    style.left = style.top = "";
    return;
  }
  const { width, height } = popover.getBoundingClientRect();
  const isAbove = anchor.top - GAP_PX > height || anchor.top > innerHeight - anchor.bottom;
  const top = isAbove ? anchor.top - GAP_PX - height : anchor.bottom + GAP_PX;
  const left = document.dir === "rtl" ? anchor.left : anchor.right - width;
  style.top = `${Math.max(GAP_PX, Math.min(top, innerHeight - height - GAP_PX))}px`;
  style.left = `${Math.max(GAP_PX, Math.min(left, innerWidth - width - GAP_PX))}px`;
}

/** One begins by typing, where typing does not bring up a keyboard over half of the screen. */
function focusSearch(picker) {
  if (matchMedia("(pointer: fine)").matches) picker.shadowRoot.querySelector("input[type=search]")?.focus();
}
