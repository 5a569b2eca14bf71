const OFFLINE_ANSWER_MS = 3000;

/** Let the socket live as the page lives: asleep with it, awake at once when the network or the reader comes back. */
export function followPage(socket) {
  addEventListener("online", () => socket.wake("online"));
  // The browser knows of no network; a server on this machine may still answer.
  addEventListener("offline", () => socket.probe(OFFLINE_ANSWER_MS));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") socket.wake("visible");
  });
  // A page with an open socket is not kept for the back button.
  addEventListener("pagehide", () => socket.stop("pagehide"));
  addEventListener("pageshow", (event) => event.persisted && socket.start("pageshow"));
}
