/** Whether a picture that can move stands still: because the person wants less motion, or stopped it. */
export function isStill(picture) {
  const source = picture.querySelector("source");
  return source !== null && (source.media === "" || matchMedia(source.media).matches);
}

/** Let the buttons at moving pictures stop them and let them go on. */
export function offerMotion(container) {
  container.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-motion]");
    if (!button) return;
    const picture = button.parentElement;
    const plays = isStill(picture);
    // The still thumbnail stands in for it wherever this holds.
    picture.querySelector("source").media = plays ? "not all" : "all";
    button.dataset.motion = plays ? "playing" : "paused";
  });
}
