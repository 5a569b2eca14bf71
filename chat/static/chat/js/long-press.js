const HOLD_MS = 500;
const MOVED_PX = 10;
const CLICK_MS = 300;

/** Call `run(target)` when a finger rests on something that `find(target)` returns; the tap that would follow does nothing. */
export function onLongPress(root, { find, run, signal }) {
  let timer = null;
  let start = null;
  let isDone = false;
  const stop = () => clearTimeout(timer);
  const lift = () => {
    stop();
    setTimeout(() => { isDone = false; }, CLICK_MS);
  };
  const listen = (type, listener, options) => root.addEventListener(type, listener, { signal, ...options });
  listen("pointerdown", (event) => {
    stop();
    isDone = false;
    start = event;
    const found = event.pointerType === "touch" && event.isPrimary && find(event.target);
    if (!found) return;
    timer = setTimeout(() => {
      isDone = true;
      run(found);
    }, HOLD_MS);
  });
  listen("pointermove", ({ clientX, clientY }) => {
    if (start && Math.hypot(clientX - start.clientX, clientY - start.clientY) > MOVED_PX) stop();
  });
  // The browser cancels a pointer once it scrolls with it.
  for (const type of ["pointerup", "pointercancel"]) listen(type, lift);
  listen("click", (event) => {
    if (!isDone) return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
  listen("contextmenu", (event) => start?.pointerType === "touch" && find(event.target) && event.preventDefault());
}
