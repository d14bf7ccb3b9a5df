import assert from "node:assert/strict";
import { pbkdf2Sync } from "node:crypto";
import test from "node:test";

import { isPin, MOST_TRIES, Tries, WAIT_S } from "../../../tour/kiosk/static/kiosk/pin.js";

const salt = "00ff".repeat(8);
const rounds = 1000;
const kept = { salt, rounds, hash: pbkdf2Sync("246810", Buffer.from(salt, "hex"), rounds, 32, "sha256").toString("hex") };

test("the right PIN is known by its hash alone", async () => {
  assert.equal(await isPin("246810", kept), true);
});

for (const wrong of ["246811", "24681", "2468100", "", "246810 "]) {
  test(`“${wrong}” is not the PIN`, async () => assert.equal(await isPin(wrong, kept), false));
}

test("five wrong tries cost a minute, then five more may be made", () => {
  const tries = new Tries();
  for (let count = 1; count < MOST_TRIES; count += 1) tries.wrong(0);
  assert.equal(tries.wait(0), 0);
  tries.wrong(0);
  assert.equal(tries.wait(0), WAIT_S);
  assert.equal(tries.wait(59_001), 1);
  assert.equal(tries.wait(60_000), 0);
  for (let count = 0; count < MOST_TRIES; count += 1) tries.wrong(60_000);
  assert.equal(tries.wait(60_000), WAIT_S);
});
