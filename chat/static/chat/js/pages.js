import { sentences } from "./sentences.js";

/** Why an address did not answer as it should; `sentence` is for the person. */
export class PageError extends Error {
  constructor(sentence) {
    super(sentence);
    this.name = "PageError";
    this.sentence = sentence;
  }
}

/** Fetch what is at an address of ours, or rejects with a PageError; an AbortError stays what it is. */
export function get(url, { signal } = {}) {
  return answered(url, { signal });
}

/** Post to an address of ours. */
export function post(url) {
  return answered(url, { method: "POST", headers: token() });
}

/** Post the bytes of a blob to an address of ours, which answers with JSON. */
export function send(url, blob) {
  return answered(url, { method: "POST", headers: { ...token(), "Content-Type": blob.type }, body: blob });
}

/** What shows the server that a page of ours asks. */
export function token() {
  return { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
}

async function answered(url, options) {
  let answer;
  try {
    answer = await fetch(url, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new PageError(sentences.unanswered.disconnected);
  }
  // A redirect leads to the log-in page.
  if (answer.ok && !answer.redirected) return answer;
  throw new PageError(await reasonOf(answer));
}

/** A refusal in JSON says itself what to do. */
async function reasonOf(answer) {
  if (answer.headers.get("Content-Type") === "application/json" && !answer.ok) {
    const { error } = await answer.json();
    return Object.values(error?.fields ?? {})[0] ?? error?.message ?? sentences.failed;
  }
  return answer.status === 404 ? sentences.gone : sentences.failed;
}
