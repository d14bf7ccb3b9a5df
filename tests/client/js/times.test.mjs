import assert from "node:assert/strict";
import test from "node:test";

import { clock, placeOf, sentenceAt, sentenceOf } from "../../../tour/client/static/client/times.js";

test("a clock shows minutes and two digits of seconds, never rounding up", () => {
  assert.equal(clock(0), "0:00");
  assert.equal(clock(59.99), "0:59");
  assert.equal(clock(67.3), "1:07");
  assert.equal(clock(600), "10:00");
});

test("the sentence that sounds is the last that has begun", () => {
  const starts = [0.2, 3, 7.5];
  assert.equal(sentenceAt(starts, 0), -1);
  assert.equal(sentenceAt(starts, 0.2), 0);
  assert.equal(sentenceAt(starts, 2.9), 0);
  assert.equal(sentenceAt(starts, 3), 1);
  assert.equal(sentenceAt(starts, 99), 2);
  assert.equal(sentenceAt([], 1), -1);
});

test("a seek that lands a hair early still shows the sentence it was meant for", () => {
  assert.equal(sentenceAt([0, 2.55], 2.549999), 1);
});

test("a sentence keeps its paragraph in another language", () => {
  const english = [2, 3, 1];
  const khmer = [1, 2, 4];
  assert.equal(sentenceOf(khmer, placeOf(english, 0)), 0);
  assert.equal(sentenceOf(khmer, placeOf(english, 4)), 2);
  assert.equal(sentenceOf(khmer, placeOf(english, 5)), 5);
});

test("between two editions cut alike every sentence finds itself, even written with three digits", () => {
  for (const lengths of [[1], [5, 3], [7, 1, 24, 50]]) {
    const total = lengths.reduce((sum, length) => sum + length, 0);
    for (let index = 0; index < total; index += 1) {
      assert.equal(sentenceOf(lengths, Number(placeOf(lengths, index).toFixed(3))), index);
    }
  }
});

test("a place beyond the narration begins at the beginning", () => {
  for (const place of [-1, 3.5, NaN, 1e9]) assert.equal(sentenceOf([2, 2], place), 0);
  assert.equal(sentenceOf([], 0), 0);
});
