import { SeenFaces } from "./seen-faces.js";
import { TypingLine } from "./typing-line.js";

/** Show what the others in the open room do just now: write, and read. */
export function showCompany(room, app, timeline) {
  new TypingLine(room, app);
  new SeenFaces(room, app, timeline);
}
