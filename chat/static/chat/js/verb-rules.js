const isSaid = ({ isSystem, isDeleted }) => !isSystem && !isDeleted;
const isMine = ({ author }, { me }) => author === me;

/**
 * When each verb is offered, in the order in which they are offered. A message is as messageOf() in article.js reads it; a
 * viewer is { me, saved: a Set of numbers }; a room is { isMine, isWritable, mayPin, mayDeleteAny }.
 */
const RULES = {
  react: (message, _viewer, room) => room.isWritable && isSaid(message),
  reply: (message, _viewer, room) => room.isWritable && isSaid(message),
  thread: (message, _viewer, room) => room.isMine && (message.hasReplies || message.isReply),
  edit: (message, viewer, room) => room.isWritable && isSaid(message) && isMine(message, viewer) && !message.isForwarded,
  forward: (message, _viewer, room) => room.isMine && isSaid(message),
  save: (message, viewer, room) => room.isMine && isSaid(message) && !viewer.saved.has(message.number),
  unsave: (message, viewer, room) => room.isMine && isSaid(message) && viewer.saved.has(message.number),
  pin: (message, _viewer, room) => room.isWritable && room.mayPin && isSaid(message) && !message.isPinned,
  unpin: (message, _viewer, room) => room.isWritable && room.mayPin && isSaid(message) && message.isPinned,
  unread: (_message, _viewer, room) => room.isMine,
  copy: (message) => isSaid(message) && !message.isWordless,
  link: () => true,
  history: (message, _viewer, room) => room.isMine && message.isEdited,
  delete: (message, viewer, room) => room.isWritable && isSaid(message) && (room.mayDeleteAny || isMine(message, viewer)),
};

/** The names of what this viewer may do with the message in this room, in their order. */
export function verbsOf(message, viewer, room) {
  return Object.keys(RULES).filter((name) => RULES[name](message, viewer, room));
}
