import { renameTitle } from "./title.js";

/** Show what a room is now: `name` as this person sees it, which for a direct room is not the room's own. */
export function describeRoom(section, { name, topic, archived }) {
  const title = section.querySelector("[data-room-name]");
  if (title.textContent !== name) {
    title.textContent = name;
    renameTitle(name);
  }
  const line = section.querySelector("[data-room-topic]");
  line.textContent = topic;
  line.parentElement.title = topic;
  section.dataset.archived = String(archived);
}
