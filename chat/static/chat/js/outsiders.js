import { sentences } from "./sentences.js";
import { toast } from "./toast.js";

/** Tell whom somebody has named who is not in the room, and offer to add them where one may. */
export function tellOfOutsiders(names, room) {
  if (!names?.length) return;
  const { slug, mayAdd } = room?.section.dataset ?? {};
  const action = mayAdd === "true" ? { label: sentences.invite(names), run: () => add(names, slug) } : null;
  toast(sentences.outsider(names), { action, seconds: 10 });
}

async function add(names, slug) {
  const { value: csrfmiddlewaretoken } = document.querySelector("[name=csrfmiddlewaretoken]");
  for (const username of names) {
    const body = new URLSearchParams({ csrfmiddlewaretoken, username });
    const answer = await fetch(`/rooms/${slug}/members/`, { method: "POST", body, redirect: "manual" }).catch(() => null);
    // Who was added leads on to the list of members; any other answer says why not.
    if (answer?.type !== "opaqueredirect") return toast(sentences.failed);
  }
  toast(sentences.added(names));
}
