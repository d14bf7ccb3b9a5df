import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Idle } from "../../../tour/kiosk/static/kiosk/idle.js";

let said;
let busy;
let idle;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  [said, busy] = [[], false];
  idle = new Idle({
    after: 90,
    count: 20,
    busy: () => busy,
    ask: (left) => said.push(left),
    stay: () => said.push("stay"),
    end: () => said.push("end"),
  });
});

/** Time passes, second by second. */
function pass(seconds) {
  for (let second = 0; second < seconds; second += 1) mock.timers.tick(1000);
}

test("it asks after the idle time, counts down by seconds, and ends", () => {
  idle.touch();
  pass(89);
  assert.deepEqual(said, []);
  pass(1);
  assert.deepEqual(said, [20]);
  pass(19);
  assert.deepEqual(said.slice(-2), [2, 1]);
  pass(1);
  // The question is taken away before all is forgotten.
  assert.deepEqual(said.slice(-2), ["stay", "end"]);
  pass(1000);
  assert.equal(said.filter((word) => word === "end").length, 1);
});

test("a touch in the countdown gives the whole time again", () => {
  idle.touch();
  pass(100);
  idle.touch();
  assert.equal(said.at(-1), "stay");
  said.length = 0;
  pass(89);
  assert.deepEqual(said, []);
});

test("it neither asks nor ends while sound plays, and begins anew after it", () => {
  busy = true;
  idle.touch();
  pass(3600);
  assert.deepEqual(said, []);
  busy = false;
  idle.touch();
  pass(90);
  assert.deepEqual(said, [20]);
});

test("sound that begins in the countdown stops it", () => {
  idle.touch();
  pass(95);
  busy = true;
  pass(1);
  assert.equal(said.at(-1), "stay");
  pass(300);
  assert.ok(!said.includes("end"));
});

test("where nobody is expected nothing is asked", () => {
  idle.touch();
  idle.stop();
  pass(1000);
  assert.deepEqual(said, []);
});

test("where there is nothing to ask it may stop in place of the question", () => {
  idle.what.ask = () => {
    idle.stop();
    said.push("stopped");
  };
  idle.touch();
  pass(1000);
  assert.deepEqual(said, ["stay", "stopped"]);
  assert.ok(!idle.asking);
});
