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
  const { value } = document.querySelector("[name=csrfmiddlewaretoken]");
  return answered(url, { method: "POST", headers: { "X-CSRFToken": value } });
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
  throw new PageError(answer.status === 404 ? sentences.gone : sentences.failed);
}
