const DIRECT = "direct";

/** What of a room counts for the person, by how much it concerns them: `unread` in bold, `called` as a pill. */
export function counted({ kind, involvement, unread, mentions }) {
  if (involvement === "nothing") return { unread: 0, called: 0 };
  if (involvement === "mentions") return { unread: 0, called: mentions.length };
  // Whatever is said in a direct room is meant for me.
  return { unread, called: kind === DIRECT ? unread : mentions.length };
}

/** What all rooms come to. */
export function countedInAll(entries) {
  const sum = { unread: 0, called: 0 };
  for (const { unread, called } of entries.map(counted)) {
    sum.unread += unread;
    sum.called += called;
  }
  return sum;
}

/** Whether there is something in the room that the person wants to know. */
export function isWaiting(entry) {
  const { unread, called } = counted(entry);
  return unread + called > 0;
}
