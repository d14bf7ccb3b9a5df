import assert from "node:assert/strict";
import test from "node:test";

import { inTime } from "../../../tour/client/static/client/waiting.js";

test("what comes in time is given, a fault of its own as well", async () => {
  assert.equal(await inTime(Promise.resolve(7), 1000), 7);
  await assert.rejects(inTime(Promise.reject(new RangeError("no")), 1000), RangeError);
});

test("what never comes ends all the same", async () => {
  await assert.rejects(inTime(new Promise(() => {}), 1), { name: "TimeoutError" });
});
