import assert from "node:assert/strict";
import test from "node:test";

import { better, noticesIn, understood, wordsFor } from "../../../tour/client/static/client/notices.js";

const CLOSING = { stop: "the-mill", closes: true, since: "2026-11-24T07:05:00Z", words: { en: "A bridge is down." } };
const WARNING = { stop: "the-mill", closes: false, since: "2026-11-23T07:05:00Z", words: { en: "Slippery.", th: "ลื่น" } };
const STORM = { stop: "", closes: false, since: "2026-11-23T07:05:00Z", words: { en: "Storm." } };
const ANSWER = { schema: 1, made: "2026-11-24T07:05:00Z", tours: { river: { source: "en", notices: [WARNING, CLOSING, STORM] } } };

test("a good answer is kept with its time, and its closed stops flattened", () => {
  const kept = understood(ANSWER, 5);
  assert.equal(kept.asked_at, 5);
  assert.deepEqual(kept.tours.river.stops, { "the-mill": { closed: true } });
});

test("what a later schema adds is left aside", () => {
  const later = { ...ANSWER, schema: 2, more: 1, tours: { river: { ...ANSWER.tours.river, more: 1 } } };
  assert.deepEqual(understood(later, 5), understood(ANSWER, 5));
});

const WRONG = [
  null, [], "closed", 7, {}, { schema: 1 }, { ...ANSWER, schema: 0 }, { ...ANSWER, schema: undefined }, { ...ANSWER, made: 3 },
  { ...ANSWER, tours: [] }, { ...ANSWER, tours: { river: [] } }, { ...ANSWER, tours: { river: { source: "en" } } },
  ...[{ stop: 3 }, { closes: "yes" }, { since: null }, { words: "shut" }, { words: { en: 1 } }].map((wrong) => ({
    ...ANSWER, tours: { river: { source: "en", notices: [{ ...CLOSING, ...wrong }] } },
  })),
];

test("anything else is not understood", () => {
  for (const answer of WRONG) assert.equal(understood(answer, 5), null, JSON.stringify(answer));
});

test("a bad answer never takes the place of a good one", () => {
  const good = understood(ANSWER, 5);
  assert.equal(better(good, null), good);
  assert.equal(better(undefined, null), null);
  assert.equal(better(undefined, good), good);
  const opened = understood({ ...ANSWER, made: "2026-11-25T00:00:00Z", tours: {} }, 9);
  assert.equal(better(good, opened), opened);
});

test("a site that has lost its file does not open what was closed", () => {
  const good = understood(ANSWER, 5);
  const lost = understood({ schema: 1, made: "", tours: {} }, 9);
  assert.equal(better(good, lost), good);
  assert.equal(better(null, lost), lost);
  assert.equal(better(lost, good), good);
});

test("a stop's notices come closings first, the tour's own apart", () => {
  const kept = understood(ANSWER, 5);
  assert.deepEqual(noticesIn(kept, "river", "the-mill"), [CLOSING, WARNING]);
  assert.deepEqual(noticesIn(kept, "river", ""), [STORM]);
  assert.deepEqual(noticesIn(kept, "valley", "the-mill"), []);
  assert.deepEqual(noticesIn(null, "river", ""), []);
});

test("words stand in the reader's language, or the source's with its code", () => {
  assert.deepEqual(wordsFor(WARNING, "th", "en"), { text: "ลื่น", language: "th" });
  assert.deepEqual(wordsFor(WARNING, "km", "en"), { text: "Slippery.", language: "en" });
  assert.deepEqual(wordsFor(CLOSING, "km", "ar"), { text: "A bridge is down.", language: "en" });
  assert.deepEqual(wordsFor({ ...CLOSING, words: {} }, "km", "en"), { text: "", language: "en" });
});
