import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Listen } from "../../../tour/client/static/client/listen.js";

const what = { tour: "t", stop: "s", language: "km" };
const STARTS = [0, 2, 5];
let told;
let outbox;

beforeEach(() => {
  told = [];
  outbox = {
    began: async (...said) => told.push(["began", ...said]),
    stands: async (...said) => void told.push(["stands", ...said]),
    over: async (...said) => void told.push(["over", ...said]),
    flush: () => void told.push(["flush"]),
  };
});

/** Sound from one second to another, as a browser tells of it. */
function sound(listen, from, to, rate = 1) {
  for (let time = from; time <= to; time += rate / 4) listen.moved(time, rate);
}

/** What was begun has been kept. */
const settled = () => new Promise((done) => setImmediate(done));

test("less than three seconds of sound is no listen", async () => {
  const listen = new Listen(what, STARTS, outbox);
  sound(listen, 0, 2.75);
  listen.closed();
  await settled();
  assert.deepEqual(told, []);
});

test("three seconds are one, kept at each sentence and over at the one where it was left", async () => {
  const listen = new Listen(what, STARTS, outbox);
  sound(listen, 0, 6);
  listen.closed();
  await settled();
  assert.deepEqual(told, [["began", what, 1], ["stands", 1, 2], ["over", 1, { sentence: 2 }], ["flush"]]);
});

test("to the end nobody has left", async () => {
  const listen = new Listen(what, STARTS, outbox);
  sound(listen, 0, 3);
  listen.closed({ ended: true });
  listen.closed();
  await settled();
  assert.deepEqual(told.slice(1), [["over", 1, { ended: true }], ["flush"]]);
});

test("heard again after its end it is another listen, of three seconds of its own", async () => {
  const listen = new Listen(what, STARTS, outbox);
  sound(listen, 0, 6);
  listen.closed({ ended: true });
  await settled();
  told.length = 0;
  sound(listen, 0, 2.5);
  assert.deepEqual(told, []);
  sound(listen, 2.75, 3);
  assert.deepEqual(told, [["began", what, 1]]);
});

test("a seek is no sound; sound at a higher speed is", () => {
  const listen = new Listen(what, STARTS, outbox);
  listen.moved(0, 1);
  listen.moved(60, 1);
  listen.moved(10, 1);
  assert.deepEqual(told, []);
  sound(listen, 10.5, 13.5, 2);
  assert.deepEqual(told, [["began", what, 2]]);
});

test("where nothing is kept nothing is told, and nothing fails", async () => {
  outbox.began = () => Promise.reject(new DOMException("", "InvalidStateError"));
  const listen = new Listen(what, STARTS, outbox);
  sound(listen, 0, 6);
  listen.closed();
  await settled();
  assert.deepEqual(told, []);
});

test("it knows its stop in every language", () => {
  const listen = new Listen(what, STARTS, outbox);
  assert.ok(listen.isOf({ tour: "t", stop: "s", language: "en" }));
  assert.ok(!listen.isOf({ tour: "t", stop: "other" }));
});
