import { sentences } from "./sentences.js";
import { toast } from "./toast.js";

/** Long enough to look up and read two lines. */
const SECONDS = 30;

/** Show what an administrator says to this window. */
export function showNotice({ data }) {
  toast(sentences.notice(data), { seconds: SECONDS });
}
