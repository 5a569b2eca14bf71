const BADGE = /^\(\d+\+?\) /;
const BETWEEN = " · ";

/** Write how much is unread before the page's title, or take it away. */
export function badgeTitle(unread) {
  const plain = document.title.replace(BADGE, "");
  const title = unread ? `(${unread > 99 ? "99+" : unread}) ${plain}` : plain;
  if (document.title !== title) document.title = title;
}

/** Give the page's title a room's new name; the community's stays behind it. */
export function renameTitle(name) {
  const plain = document.title.replace(BADGE, "");
  const community = plain.lastIndexOf(BETWEEN);
  document.title = name + (community < 0 ? "" : plain.slice(community));
}
