import assert from "node:assert/strict";
import test from "node:test";

import { voicesFor } from "../../../tour/visitor/static/visitor/voices.js";

const voice = (lang, more = {}) => ({ lang, localService: true, default: false, ...more });
const found = (tags, wanted) => voicesFor(tags.map((tag) => voice(tag)), wanted).map(({ lang }) => lang);

test("a voice of another language never reads", () => {
  assert.deepEqual(found(["en-US", "th-TH", "vi-VN", ""], "km"), []);
  assert.deepEqual(found(["km-KH", "en-US"], "km"), ["km-KH"]);
});

test("Chinese is told apart by how it is written", () => {
  assert.deepEqual(found(["zh-TW", "zh-CN", "zh-HK", "yue-HK"], "zh-Hans"), ["zh-CN"]);
  assert.deepEqual(found(["zh-TW", "zh-CN"], "zh-Hant"), ["zh-TW"]);
});

test("old and underscored names are understood", () => {
  assert.deepEqual(found(["en_GB"], "en"), ["en_GB"]);
  assert.deepEqual(found(["iw-IL"], "he"), ["iw-IL"]);
  assert.deepEqual(found(["in-ID"], "id"), ["in-ID"]);
  assert.deepEqual(found(["no-NO"], "nb"), ["no-NO"]);
});

test("a name that is none matches nothing", () => {
  assert.deepEqual(found(["?", "x"], "en"), []);
  assert.deepEqual(found(["?"], "?"), []);
});

test("the same region comes first", () => {
  assert.deepEqual(found(["pt-PT", "pt-BR"], "pt-BR"), ["pt-BR", "pt-PT"]);
});

test("a voice that sends the words away is not offered", () => {
  assert.deepEqual(voicesFor([voice("en-US", { localService: false })], "en"), []);
});
