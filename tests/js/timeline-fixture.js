import { TimelineModel } from "../../chat/static/chat/js/timeline-model.js";

export const [ALICE, BOB] = [1, 2];
export const MINUTE = 60_000;
export const NOON = new Date(2026, 0, 2, 12).getTime();

export function record(number, fields = {}) {
  return { number, revision: number, author: ALICE, clientId: `c${number}`, createdAt: NOON + number * MINUTE, deleted: false, ...fields };
}

export function run(from, to) {
  return Array.from({ length: to - from + 1 }, (_, place) => record(from + place));
}

export function model(records, { last = records.at(-1)?.number ?? 0, read = last } = {}) {
  return new TimelineModel({ records, last, read });
}
