import assert from "node:assert/strict";
import { test } from "node:test";
import { Dates, dayOf } from "../../chat/static/chat/js/dates.js";

const NOW = new Date(2026, 4, 3, 9, 5).getTime();
const dates = new Dates("en");

test("times have two digits each and no half of the day", () => {
  assert.equal(dates.time(NOW), "09:05");
  assert.equal(dates.time(new Date(2026, 4, 3, 0, 0).getTime()), "00:00");
});

test("days are said as people say them", () => {
  const day = (...parts) => dates.day(new Date(...parts).getTime(), NOW);
  assert.equal(day(2026, 4, 3, 0, 0), "Today");
  assert.equal(day(2026, 4, 2, 23, 59), "Yesterday");
  assert.equal(day(2026, 4, 1, 12), "1 May");
  assert.equal(day(2025, 4, 3, 12), "3 May 2025");
});

test("other languages say them in theirs", () => {
  assert.equal(new Dates("de").day(NOW, NOW), "Heute");
});

test("the full date has everything", () => {
  assert.match(dates.full(NOW), /Sunday.* 3 May 2026.* 09:05/);
});

test("a day ends at local midnight", () => {
  assert.notEqual(dayOf(new Date(2026, 4, 3, 23, 59).getTime()), dayOf(new Date(2026, 4, 4, 0, 0).getTime()));
  assert.equal(dayOf(new Date(2026, 4, 3).getTime()), dayOf(NOW));
});
