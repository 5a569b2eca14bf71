import assert from "node:assert/strict";
import { test } from "node:test";
import { sizeInWords } from "../../chat/static/chat/js/file-words.js";
import { galleryPlaces } from "../../chat/static/chat/js/gallery-places.js";
import { TrayModel } from "../../chat/static/chat/js/tray-model.js";
import { UploadStore } from "../../chat/static/chat/js/upload-store.js";

function madeTray() {
  let last = 0;
  return new TrayModel({ most: 3, mostBytes: 2 ** 20, newId: () => (last += 1) });
}

const blobs = (...names) => names.map((name) => ({ name, type: "image/png", size: 10 }));
const names = (tray) => tray.files.map(({ name }) => name);

test("as many as may be are taken, and the others are refused with a sentence", () => {
  const tray = madeTray();
  assert.equal(tray.take(blobs("a", "b")).refused.length, 0);
  const { taken, refused } = tray.take(blobs("c", "d"));
  assert.deepEqual([taken.length, names(tray)], [1, ["a", "b", "c"]]);
  assert.match(refused[0], /at most 3 files/);
});

test("what is too large or empty is refused by its name", () => {
  const { taken, refused } = madeTray().take([{ name: "film", size: 2 ** 20 + 1 }, { name: "folder", size: 0 }, ...blobs("a")]);
  assert.equal(taken.length, 1);
  assert.match(refused.join(" "), /film.*too large.*1 MB.*folder.*empty/);
});

test("files change their places, and no further than the ends", () => {
  const tray = madeTray();
  tray.take(blobs("a", "b", "c"));
  assert.ok(tray.move(tray.files[2], 0));
  assert.deepEqual(names(tray), ["c", "a", "b"]);
  assert.ok(!tray.move(tray.files[0], -1));
});

test("when one is removed, the next one takes its place, or else the last", () => {
  const tray = madeTray();
  tray.take(blobs("a", "b", "c"));
  const [, second, third] = tray.files;
  assert.equal(tray.remove(second), third);
  assert.equal(tray.remove(third).name, "a");
  assert.equal(tray.remove(tray.files[0]), undefined);
});

test("a browser that stores nothing keeps files as long as the page", async () => {
  const refuse = async () => { throw new Error("QuotaExceededError"); };
  const store = new UploadStore({ get: refuse, put: refuse, delete: refuse }, 1);
  await store.keep("a", "bytes");
  await store.keepTray("7", [{ id: "a" }]);
  assert.equal(await store.blob("a"), "bytes");
  assert.deepEqual(await store.tray("7"), [{ id: "a" }]);
  store.forget(["a"]);
  assert.equal(await store.blob("a"), undefined);
});

test("a picture alone keeps its shape, several stand in rows without holes", () => {
  assert.deepEqual(galleryPlaces([{ width: 1600, height: 1067 }]), [{ width: 480, height: 320, span: 0, isSmall: false }]);
  const spans = (count) => galleryPlaces(Array(count).fill({ width: 800, height: 600 })).map(({ span }) => span);
  assert.deepEqual([spans(2), spans(3), spans(4), spans(5)], [[3, 3], [4, 2, 2], [3, 3, 3, 3], [3, 3, 2, 2, 2]]);
});

test("sizes are said as people say them", () => {
  assert.deepEqual([1, 900, 2048, 5 * 2 ** 20].map(sizeInWords), ["1\u00a0byte", "900\u00a0bytes", "2.0\u00a0KB", "5.0\u00a0MB"]);
});
