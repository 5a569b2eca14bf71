import { showIcon } from "./favicon.js";

const BADGE = /^\(\d+\+?\) /;
const BETWEEN = " · ";

/** Show on the browser's tab what counts: what is meant for the person, or else what is unread. */
export function badge({ unread, called }) {
  const plain = document.title.replace(BADGE, "");
  const count = called || unread;
  const title = count ? `(${count > 99 ? "99+" : count}) ${plain}` : plain;
  if (document.title !== title) document.title = title;
  showIcon(called ? "called" : unread ? "unread" : "plain");
}

/** Give the page's title a room's new name; the community's stays behind it. */
export function renameTitle(name) {
  const plain = document.title.replace(BADGE, "");
  const community = plain.lastIndexOf(BETWEEN);
  document.title = name + (community < 0 ? "" : plain.slice(community));
}
