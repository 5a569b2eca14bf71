/** Close codes after which coming back by itself would only be refused again; every other code means: try again. */
const ENDINGS = new Map([
  [4400, "refused"],
  [4401, "login"],
  [4403, "barred"],
  [4409, "crowded"],
  [4410, "closed"],
  [4426, "reload"],
]);

/** What a close code ends in, or undefined when the connection should be tried again. */
export function endingOf(code) {
  return ENDINGS.get(code);
}
