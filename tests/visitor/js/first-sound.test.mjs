import assert from "node:assert/strict";
import test from "node:test";

import { decode, isTheRest } from "../../../tour/visitor/static/visitor/first-sound.js";

test("the rest is the rest of the same file, to its end", () => {
  assert.ok(isTheRest(206, "bytes 700-9999/10000", 700, 10000));
});

test("anything else is not joined to the beginning", () => {
  const wrong = [
    [200, null],
    [200, "bytes 700-9999/10000"],
    [416, "bytes */10000"],
    [206, null],
    [206, "bytes 0-9999/10000"],
    [206, "bytes 700-9998/10000"],
    [206, "bytes 700-9999/9999"],
    [206, "bytes 700-10000/10001"],
    [206, "bytes 700-9999/*"],
  ];
  for (const [status, range] of wrong) assert.ok(!isTheRest(status, range, 700, 10000), `${status} ${range}`);
});

test("base64 becomes the bytes it was", () => {
  assert.deepEqual([...decode(" GkXfow== \n")], [0x1a, 0x45, 0xdf, 0xa3]);
});
