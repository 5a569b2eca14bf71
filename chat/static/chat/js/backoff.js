export const SHORTEST_MS = 500;
export const LONGEST_MS = 30_000;

/**
 * The wait before reconnection number `attempt` (0, 1, 2 ...): anywhere between the shortest wait and a ceiling that doubles.
 * The whole range is random (full jitter), so that a thousand browsers which lost one server do not come back as a wave.
 */
export function backoffMs(attempt, random = Math.random) {
  const ceiling = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (attempt + 1));
  return SHORTEST_MS + random() * (ceiling - SHORTEST_MS);
}
