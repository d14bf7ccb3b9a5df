import assert from "node:assert/strict";
import test from "node:test";

import { batches, joined, kept, today } from "../../../tour/client/static/client/sums.js";

const body = { tour: "t", stop: "s", language: "en", day: "2026-11-25" };
const left = (sentence, changes = {}) => ({ body: { ...body, ...changes }, sentence });

test("a day is the phone's own, without an hour", () => {
  assert.equal(today(new Date(2026, 0, 5, 23, 59)), "2026-01-05");
});

test("listens of one stop, language and day become one sum", () => {
  const [sum, ...others] = joined([], [left(2), left(2), { body, ended: true }, { body }], "2026-11-25");
  assert.deepEqual(others, []);
  assert.deepEqual(sum, { kind: "heard", at: "2026-11-25", body: { ...body, plays: 4, ends: 1, left: { 2: 2 } } });
});

test("a listen joins the sum that is there, and leaves it as it was for whoever holds it", () => {
  const old = { id: 7, kind: "heard", at: "2026-11-24", body: { ...body, plays: 1, ends: 0, left: { 0: 1 } } };
  const [sum] = joined([old], [left(0)], "2026-11-25");
  assert.equal(sum.id, 7);
  assert.deepEqual(sum.body.left, { 0: 2 });
  assert.deepEqual(old.body.left, { 0: 1 });
});

test("another language or day is another sum; sums nothing is added to are not written", () => {
  const old = { id: 7, kind: "heard", body: { ...body, stop: "other", plays: 1, ends: 0, left: {} } };
  assert.equal(joined([old], [left(1), left(1, { language: "km" }), left(1, { day: "2026-11-24" })], "x").length, 3);
});

test("an end beats a place", () => {
  assert.deepEqual(joined([], [{ body, ended: true, sentence: 4 }], "x")[0].body.left, {});
});

test("nothing grows beyond what the site takes", () => {
  const full = { kind: "heard", body: { ...body, plays: 1000, ends: 1000, left: { 1: 1000 } } };
  assert.deepEqual(joined([full], [left(1), { body, ended: true }], "x")[0].body, full.body);
});

test("old records go, and the oldest of too many; mistakes are counted apart", () => {
  const day = "2026-11-25";
  const many = Array.from({ length: 300 }, (_, id) => ({ id, kind: "heard", at: day }));
  const mistakes = Array.from({ length: 40 }, (_, id) => ({ id: 1000 + id, kind: "mistake", at: day }));
  const found = kept([{ id: -1, kind: "mistake", at: "2026-09-01" }, ...many, ...mistakes], { day, counted: true });
  assert.equal(found.length, 230);
  assert.deepEqual([found[0].id, found.at(-1).id], [100, 1039]);
  assert.ok(!found.some(({ id }) => id < 0));
});

test("where many listen more sums are kept: none of weeks of a kiosk goes", () => {
  const day = "2026-11-25";
  const many = Array.from({ length: 5000 }, (_, id) => ({ id, kind: "heard", at: day }));
  assert.equal(kept(many, { day, counted: true, most: 6000 }).length, 5000);
  assert.equal(kept(many, { day, counted: true }).length, 200);
});

test("who is not to be counted keeps only what they wrote themselves", () => {
  const day = "2026-11-25";
  const records = ["heard", "listening", "mistake"].map((kind) => ({ kind, at: day }));
  assert.deepEqual(kept(records, { day, counted: false }).map(({ kind }) => kind), ["mistake"]);
});

test("lots are small enough for the site and lose nothing", () => {
  const sums = Array.from({ length: 130 }, (_, n) => ({ n, body: { ...body, stop: "x".repeat(50), left: { [n]: 1 } } }));
  const lots = batches(sums);
  assert.deepEqual(lots.flat(), sums);
  for (const lot of lots) {
    assert.ok(lot.length <= 40);
    assert.ok(JSON.stringify({ heard: lot.map((sum) => sum.body) }).length < 10_000);
  }
  assert.deepEqual(batches([]), []);
});
