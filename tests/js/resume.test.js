import assert from "node:assert/strict";
import { test } from "node:test";
import { Resume } from "../../chat/static/chat/js/resume.js";

test("live changes move the revision, and older ones do not move it back", () => {
  const resume = new Resume(10);
  resume.note(11);
  resume.note(9);
  assert.equal(resume.revision, 11);
});

test("a live change that overtakes the catching up counts only when that is done", () => {
  const resume = new Resume(10);
  resume.hold();
  resume.note(15);
  assert.equal(resume.revision, 10);
  resume.reach(12);
  assert.equal(resume.revision, 12);
  resume.release(14);
  assert.equal(resume.revision, 15);
});

test("a socket lost while catching up leaves no hole", () => {
  const resume = new Resume(10);
  resume.hold();
  resume.note(15);
  resume.lose();
  assert.equal(resume.revision, 10);
  resume.note(11);
  assert.equal(resume.revision, 11);
});
