/** What the timeline model knows of a message, read from its markup. */
export function recordOf(article) {
  const { number, revision, author, clientId, created } = article.dataset;
  return {
    number: Number(number),
    revision: Number(revision),
    author: Number(author),
    clientId,
    createdAt: Date.parse(created),
    deleted: article.hasAttribute("data-deleted"),
  };
}

/** The same from a change of kind message. */
export function recordFrom({ message, revision }) {
  return {
    number: message.number,
    revision,
    author: message.author,
    clientId: message.client_id,
    // The markup knows no fractions of a second: both ways must lead to the same groups.
    createdAt: Math.floor(Date.parse(message.created_at) / 1000) * 1000,
    deleted: message.deleted,
  };
}

/** Write a moment into an element in the reader's own time. */
export function tellTime(element, milliseconds, dates) {
  element.textContent = dates.time(milliseconds);
  element.title = dates.full(milliseconds);
}

/** Add what depends on who reads: local time, and the delete button where they may delete. */
export function dress(article, { me, dates, mayDeleteAny, archived }) {
  const { author, created } = article.dataset;
  for (const time of article.querySelectorAll("time")) tellTime(time, Date.parse(created), dates);
  const button = article.querySelector("[data-delete]");
  if (button) button.hidden = archived || !(mayDeleteAny || Number(author) === me);
}
