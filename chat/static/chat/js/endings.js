const LOGIN = "/accounts/login/";
const RELOADED = "chatsite.reloaded";

/** Do what the end of a connection asks of the page. */
export function obeyEnding({ state, ending }) {
  if (state === "connected") sessionStorage.removeItem(RELOADED);
  if (ending === "login") location.assign(`${LOGIN}?next=${encodeURIComponent(location.pathname)}`);
  if (ending === "reload") reloadOnce();
}

/** A reload that changed nothing must not be followed by another. */
function reloadOnce() {
  if (sessionStorage.getItem(RELOADED)) return;
  sessionStorage.setItem(RELOADED, "yes");
  location.reload();
}
