const EXCERPT_CHARACTERS = 140;
const NUMBERS = "chat.notified";

/** Whether the person wants to be told of this change: something new, said by somebody else, in a room that concerns them. */
export function isWorthTelling({ kind, message }, entry, me) {
  if (kind !== "message" || !entry) return false;
  const { number, author, deleted, system, mentions } = message;
  if (author === me || deleted || system || number <= Math.max(entry.last_number, entry.read_number)) return false;
  if (entry.involvement === "everything") return true;
  return entry.involvement === "mentions" && (mentions === "all" || mentions.includes(me));
}

/** What the notification says. The next one of the same room takes its place. */
export function notification(entry, { author, text }) {
  const words = excerpt(text);
  const isTwo = entry.kind === "direct" && entry.people.length === 1;
  return { title: entry.name, body: isTwo ? words : `${author}: ${words}`, tag: `room-${entry.id}` };
}

/** The beginning of a text in one line, whole signs only. */
export function excerpt(text) {
  const line = text.replace(/\s+/g, " ").trim();
  let count = 0;
  for (const { index } of new Intl.Segmenter().segment(line)) {
    count += 1;
    if (count > EXCERPT_CHARACTERS) return `${line.slice(0, index)}…`;
  }
  return line;
}

/** Whether this tab is the first that takes the message; asked while no other tab asks. `storage` is what all tabs share. */
export function claim(storage, room, number) {
  const taken = JSON.parse(storage.getItem(NUMBERS) ?? "{}");
  if (taken[room] >= number) return false;
  storage.setItem(NUMBERS, JSON.stringify({ ...taken, [room]: number }));
  return true;
}
