import assert from "node:assert/strict";
import { test } from "node:test";

import { counterpart, sentenceAt } from "../../../tour/curator/static/curator/counterpart.js";

const TEXT = "One is here. Two is here.\n\nThree comes.\n\n";
const TOLD = [["One is here.", "Two is here."], ["Three comes."]];
const at = (place, text = TEXT, told = TOLD) => {
  const { paragraph, sentence, of } = sentenceAt(text, place, told);
  return [paragraph, sentence, of];
};

test("a place stands in its paragraph and sentence, and at a sentence's end still in it", () => {
  assert.deepEqual(at(0), [0, 0, 2]);
  assert.deepEqual(at("One is here.".length), [0, 0, 2]);
  assert.deepEqual(at("One is here. T".length), [0, 1, 2]);
  assert.deepEqual(at(TEXT.indexOf("Three")), [1, 0, 1]);
});

test("what is begun after the last known sentence is the next one", () => {
  const text = `${TEXT.trim()} Fo`;
  assert.deepEqual(at(text.length, text), [1, 1, 2]);
});

test("an empty text and a new paragraph begin with their first sentence", () => {
  assert.deepEqual(at(0, "", []), [0, 0, 1]);
  assert.deepEqual(at(TEXT.length), [2, 0, 1]);
  assert.deepEqual(at(3, "\n\nOne", []), [0, 0, 1]);
});

test("words without spaces between sentences are told apart too", () => {
  const text = "甲來了。乙走了。";
  assert.deepEqual(at(6, text, [["甲來了。", "乙走了。"]]), [0, 1, 2]);
});

test("in a paragraph that is being written sentence follows sentence", () => {
  assert.deepEqual(counterpart({ paragraph: 0, sentence: 0, of: 1 }, [4]), { paragraph: 0, sentence: 0 });
  assert.deepEqual(counterpart({ paragraph: 0, sentence: 2, of: 3 }, [4]), { paragraph: 0, sentence: 2 });
});

test("a whole one aligns by proportion, and never past the source's last", () => {
  const all = [0, 1, 2, 3].map((sentence) => counterpart({ paragraph: 0, sentence, of: 4 }, [2]).sentence);
  assert.deepEqual(all, [0, 0, 1, 1]);
  assert.equal(counterpart({ paragraph: 0, sentence: 2, of: 3 }, [3]).sentence, 2);
});

test("beyond the source's last paragraph nothing belongs", () => {
  assert.equal(counterpart({ paragraph: 2, sentence: 0, of: 1 }, [4, 2]), null);
});
