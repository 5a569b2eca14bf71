import { sentences } from "./sentences.js";
import { toast } from "./toast.js";

/** Let the form that marks everything as read do so in place; returns what does it from anywhere. */
export function followReadAll() {
  const form = document.querySelector("[data-read-all]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    form.closest("[popover]")?.hidePopover();
    readAll(form);
  });
  return () => form.requestSubmit();
}

/** The list of rooms comes through the socket, to all tabs. */
async function readAll(form) {
  const sent = fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
  const answer = await sent.catch(() => null);
  toast(answer?.type === "opaqueredirect" ? sentences.allRead : sentences.failed);
}
