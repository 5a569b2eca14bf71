/** Give the browser's tab the icon of a state: "plain", "unread" or "called". The page names them, for their names are hashed. */
export function showIcon(state) {
  const link = document.querySelector("link[rel=icon]");
  const href = link.dataset[state];
  if (link.getAttribute("href") !== href) link.setAttribute("href", href);
}
