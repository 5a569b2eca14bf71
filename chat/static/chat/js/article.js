const EVERYBODY = "all";
const EXCERPT_CHARACTERS = 140;

/** What the timeline model knows of a message, read from its markup. */
export function recordOf(article) {
  const { number, revision, author, clientId, created, kind, answers } = article.dataset;
  return {
    number: Number(number),
    revision: Number(revision),
    author: Number(author),
    clientId,
    createdAt: Date.parse(created),
    deleted: article.hasAttribute("data-deleted"),
    isSystem: kind === "system",
    // It says something in its own head, which it has only outside of a group.
    isApart: answers !== undefined || isForwarded(article) || article.hasAttribute("data-pinned"),
  };
}

/** What verb-rules.js asks about a message, read from its markup, and the article itself. */
export function messageOf(article) {
  const { number, author, kind, root } = article.dataset;
  return {
    article,
    number: Number(number),
    author: Number(author),
    isSystem: kind === "system",
    isDeleted: article.hasAttribute("data-deleted"),
    isPinned: article.hasAttribute("data-pinned"),
    isEdited: article.hasAttribute("data-edited"),
    isForwarded: isForwarded(article),
    isWordless: !article.querySelector("[data-body]")?.textContent.trim(),
    isReply: root !== undefined,
    hasReplies: article.querySelector("[data-replies]") !== null,
  };
}

function isForwarded(article) {
  return article.querySelector("[data-forwarded]") !== null;
}

/** The words of a message, as they stand there. */
export function wordsOf(article) {
  return article.querySelector("[data-body]").innerText.trim();
}

/** What hangs at a message, in words; empty without anything. */
export function attachedOf(content) {
  return content.querySelector("[data-attachments]")?.dataset.attachments ?? "";
}

/** The author's name, and the words in one short line: what a reply shows of what it answers. */
export function excerptOf(article) {
  const words = (wordsOf(article) || attachedOf(article)).replace(/\s+/g, " ");
  const letters = [...words];
  const excerpt = letters.length > EXCERPT_CHARACTERS ? `${letters.slice(0, EXCERPT_CHARACTERS - 1).join("")}…` : words;
  return { author: article.querySelector("[data-author-name]").textContent, excerpt };
}

/** Write a moment into an element in the reader's own time. */
export function tellTime(element, milliseconds, dates) {
  element.textContent = dates.time(milliseconds);
  element.title = dates.full(milliseconds);
}

/** Add what depends on who reads: the local time, and whether it means them. */
export function dress(article, { me, dates }) {
  const { author, created, edited, mentions = "" } = article.dataset;
  for (const time of article.querySelectorAll("time")) tellTime(time, Date.parse(created), dates);
  const mark = article.querySelector("[data-edited-mark]");
  if (mark) mark.title = dates.full(Date.parse(edited));
  const meansMe = mentions === EVERYBODY ? Number(author) !== me : mentions.split(" ").includes(String(me));
  article.toggleAttribute("data-mentions-me", meansMe);
}
