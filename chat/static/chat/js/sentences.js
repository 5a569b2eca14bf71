/** Every sentence that the browser says by itself; the others come from the server. */
export const sentences = {
  states: { connected: "Connected", connecting: "Connecting", offline: "Offline" },
  endings: {
    refused: "The server did not understand this page. Reload it to go on.",
    barred: "Your account may not use this chat. Ask an administrator.",
    crowded: "This chat is open in too many tabs. Close some, then reload this one.",
    reload: "This page is out of date. Reload it to go on.",
  },
  tooLong: (count, most) => `A message has at most ${most.toLocaleString()} characters; this one has ${count.toLocaleString()}. Shorten it, or send it in parts.`,
  newBelow: (count) => (count === 1 ? "1 new message below" : `${count > 99 ? "99+" : count} new messages below`),
  loadFailed: "Messages could not be loaded. Try again",
  deleteFailed: "The message was not deleted. Check your connection and try again.",
  archived: "This room is archived. You can read it, not write in it.",
  removed: "You are no longer in this room.",
  browseRooms: "Browse rooms",
};
