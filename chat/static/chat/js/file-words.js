const STEP = 1024;
const UNITS = ["KB", "MB", "GB"];
/** The drawings that css/file.css has, by what a type begins with. */
const SIGNS = [["image/", "picture"], ["audio/", "audio"], ["video/", "video"], ["text/", "text"], ["application/pdf", "text"], ["application/zip", "archive"]];

/** A number of bytes as people say it, as the server's pages do. */
export function sizeInWords(bytes) {
  if (bytes < STEP) return bytes === 1 ? "1\u00a0byte" : `${bytes}\u00a0bytes`;
  let [size, unit] = [bytes / STEP, 0];
  while (size >= STEP && unit < UNITS.length - 1) [size, unit] = [size / STEP, unit + 1];
  return `${size.toFixed(1)}\u00a0${UNITS[unit]}`;
}

/** The drawing that stands for a file of this type; empty for the plain one. */
export function signOf(type) {
  return SIGNS.find(([start]) => type.startsWith(start))?.[1] ?? "";
}
