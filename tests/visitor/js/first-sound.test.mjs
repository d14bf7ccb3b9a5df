import assert from "node:assert/strict";
import test from "node:test";

import { decode, surplus } from "../../../tour/visitor/static/visitor/first-sound.js";

const answer = (range, length) => new Map([["Content-Range", range], ["Content-Length", length]]);

test("the rest of the same file, to its end, is taken as it is", () => {
  assert.equal(surplus(206, answer("bytes 700-9999/10000", "9300"), 700, 10000), 0);
});

test("of the file sent whole what is there already is left out", () => {
  assert.equal(surplus(200, answer(null, "10000"), 700, 10000), 700);
});

test("anything else is not joined to the beginning", () => {
  const wrong = [
    [200, null, null],
    [200, "bytes 700-9999/10000", "9300"],
    [200, null, "1000"],
    [404, null, "10000"],
    [416, "bytes */10000", "10000"],
    [206, null, "10000"],
    [206, "bytes 0-9999/10000", "10000"],
    [206, "bytes 700-9998/10000", "9299"],
    [206, "bytes 700-9999/9999", "9300"],
    [206, "bytes 700-10000/10001", "9301"],
    [206, "bytes 700-9999/*", "9300"],
  ];
  for (const [status, ...headers] of wrong) {
    assert.throws(() => surplus(status, answer(...headers), 700, 10000), RangeError, `${status} ${headers}`);
  }
});

test("base64 becomes the bytes it was", () => {
  assert.deepEqual([...decode(" GkXfow== \n")], [0x1a, 0x45, 0xdf, 0xa3]);
});
