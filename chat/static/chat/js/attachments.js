/**
 * Let a message's next state keep what hangs at the old one where that is the same: a sound plays on, a picture stays in
 * sight, and what was stopped stands still. Both articles are on the page.
 */
export function keepAttachments(old, article) {
  const [before, after] = [old, article].map((one) => one.querySelector("[data-attachments]"));
  if (!before || !after || saidOf(before) !== saidOf(after)) return;
  const playing = [...before.querySelectorAll("audio, video")].filter(({ paused }) => !paused);
  const parent = after.parentElement;
  // Only the newest browsers move an element without a pause.
  if (parent.moveBefore) parent.moveBefore(before, after);
  else after.before(before);
  after.remove();
  for (const player of playing) if (player.paused) player.play();
}

/** What the server says of all that hangs there, whatever has been pressed since. */
function saidOf(attachments) {
  const links = [...attachments.querySelectorAll("[data-attachment]")];
  return JSON.stringify(links.map((link) => [link.dataset.attachment, link.querySelector("img")?.alt]));
}
