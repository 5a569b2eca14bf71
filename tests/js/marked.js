/** A text with its selection written into it: "one «two» three", or "one | two" where there is only a caret. */
export function state(written) {
  if (written.includes("|")) {
    const place = written.indexOf("|");
    return { text: written.replace("|", ""), start: place, end: place };
  }
  const start = written.indexOf("«");
  const end = written.indexOf("»") - 1;
  return { text: written.replace(/[«»]/g, ""), start, end };
}

/** The same the other way around. */
export function shown({ text, start, end }) {
  if (start === end) return `${text.slice(0, start)}|${text.slice(end)}`;
  return `${text.slice(0, start)}«${text.slice(start, end)}»${text.slice(end)}`;
}
