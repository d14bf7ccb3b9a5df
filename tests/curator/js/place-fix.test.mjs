import assert from "node:assert/strict";
import { test } from "node:test";

import { better, degrees, measure, written } from "../../../tour/curator/static/curator/place-fix.js";

/** A phone whose positions the test gives. */
function phone() {
  const made = { watching: 0, cleared: [] };
  made.geolocation = {
    watchPosition(found, failed) {
      Object.assign(made, { found: (coords) => found({ coords }), failed: (code) => failed({ code }) });
      made.watching += 1;
      return made.watching;
    },
    clearWatch: (id) => made.cleared.push(id),
  };
  return made;
}

const at = (accuracy, latitude = 12.85) => ({ latitude, longitude: 102.61, accuracy });

function measured(made) {
  const said = { soFar: [], done: [] };
  const tell = { soFar: ({ accuracy }) => said.soFar.push(accuracy), done: (...all) => said.done.push(all) };
  return { said, ...measure(tell, made.geolocation) };
}

test("the most exact position is taken, and of equals the later", () => {
  assert.equal(better(undefined, at(30)).accuracy, 30);
  assert.equal(better(at(8), at(30)).accuracy, 8);
  assert.equal(better(at(8, 1), at(8, 2)).latitude, 2);
});

test("a position is written without more digits than it is worth, and never as better than it is", () => {
  assert.deepEqual(written({ latitude: 12.85, longitude: 102.6123456789, accuracy: 4.2 }), {
    lat: "12.85",
    lng: "102.612346",
    metres: "5",
  });
  assert.equal(written(at(0)).metres, "1");
  assert.equal(degrees(-0.0000001), "0");
});

test("taking early ends the watch with the best so far", () => {
  const made = phone();
  const { said, take } = measured(made);
  for (const accuracy of [40, 6, 25]) made.found(at(accuracy));
  take();
  assert.deepEqual(said.soFar, [40, 6, 6]);
  assert.equal(said.done[0][0].accuracy, 6);
  assert.deepEqual(made.cleared, [1]);
});

test("what comes after the end is not listened to", () => {
  const made = phone();
  const { said, take } = measured(made);
  made.found(at(9));
  take();
  made.found(at(1));
  made.failed(1);
  take();
  assert.equal(said.done.length, 1);
  assert.deepEqual(said.soFar, [9]);
});

test("a refusal is told apart from a lack of signal", () => {
  const refused = phone();
  const first = measured(refused);
  refused.failed(1);
  assert.deepEqual(first.said.done, [[undefined, "denied"]]);
  const deaf = phone();
  const second = measured(deaf);
  deaf.failed(2);
  assert.deepEqual(second.said.done, []);
  second.take();
  assert.deepEqual(second.said.done, [[undefined, "lost"]]);
});

test("the time is limited", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { said } = measured(phone());
  context.mock.timers.tick(19_999);
  assert.deepEqual(said.done, []);
  context.mock.timers.tick(1);
  assert.deepEqual(said.done, [[undefined, "lost"]]);
});
