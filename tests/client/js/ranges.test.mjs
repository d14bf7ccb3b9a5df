import assert from "node:assert/strict";
import test from "node:test";

import { part, sliced } from "../../../tour/client/static/client/ranges.js";
import { byContent, ours, packFor, short, target } from "../../../tour/client/static/client/ways.js";

const ROOT = "https://a.example/walks/";
const asked = (path, more = {}) => ({ method: "GET", url: ROOT + path, ...more });

test("every form of one range gives its part, and what is malformed the whole", () => {
  assert.deepEqual(part("bytes=0-", 10), [0, 10]);
  assert.deepEqual(part("bytes=2-4", 10), [2, 5]);
  assert.deepEqual(part("bytes=2-99", 10), [2, 10]);
  assert.deepEqual(part("bytes=-3", 10), [7, 10]);
  assert.deepEqual(part("bytes=-99", 10), [0, 10]);
  for (const beyond of ["bytes=10-", "bytes=10-12", "bytes=-0"]) assert.equal(part(beyond, 10), "beyond");
  for (const other of [null, "", "bytes=", "bytes=-", "items=0-1", "bytes=4-2", "bytes=0-1,3-4", "bytes=a-"]) {
    assert.equal(part(other, 10), null);
  }
});

test("a slice says which bytes it holds, and holds them", async () => {
  const whole = () => new Response("0123456789", { headers: { "Content-Type": "audio/webm", "Content-Length": "10" } });
  const middle = await sliced(whole(), "bytes=3-5");
  assert.equal(middle.status, 206);
  assert.equal(middle.headers.get("Content-Range"), "bytes 3-5/10");
  assert.equal(middle.headers.get("Content-Length"), "3");
  assert.equal(middle.headers.get("Content-Type"), "audio/webm");
  assert.equal(await middle.text(), "345");
  const beyond = await sliced(whole(), "bytes=10-");
  assert.deepEqual([beyond.status, beyond.headers.get("Content-Range")], [416, "bytes */10"]);
  assert.equal(await (await sliced(whole(), "bytes=4-2")).text(), "0123456789");
});

test("the worker leaves alone what is written, what is live, what is another's and what a download asks for", () => {
  for (const path of ["", "en/", "en/t/", "t/3", "files/a.js", "administration/"]) assert.ok(ours(asked(path), ROOT));
  const left = ["admin", "admin/x", "static/a.css", "feedback/heard", "healthz", "notices.json", "en/t/pack.json?x", "sw.js"];
  for (const path of left) assert.ok(!ours(asked(path), ROOT), path);
  assert.ok(!ours(asked("en/", { method: "POST" }), ROOT));
  assert.ok(!ours(asked("files/a.js", { cache: "no-store" }), ROOT));
  assert.ok(!ours({ method: "GET", url: "https://a.example/other/" }, ROOT));
  assert.ok(!ours({ method: "GET", url: "https://b.example/walks/" }, ROOT));
});

test("short addresses are the front door, a tour and a sign, and nothing else", () => {
  assert.deepEqual(short(ROOT, ROOT), { tour: "", number: "" });
  assert.deepEqual(short(`${ROOT}mill/`, ROOT), { tour: "mill", number: "" });
  assert.deepEqual(short(`${ROOT}mill/7?x`, ROOT), { tour: "mill", number: "7" });
  for (const path of ["en/mill/", "mill/seven", "mill/7/8", "a.html"]) assert.equal(short(ROOT + path, ROOT), null);
  assert.ok(byContent(`${ROOT}files/${"0a".repeat(16)}.webm`, ROOT));
  assert.ok(!byContent(`${ROOT}files/../en/`, ROOT));
});

test("a sign leads into the language chosen, else one the phone speaks, else any that is kept", () => {
  const [en, km] = ["en", "km"].map((language) => ({ tour: "mill", language, numbers: { 7: "gate" } }));
  const way = { tour: "mill", number: "7" };
  assert.equal(packFor([en, km], way, ["km", "en"]), km);
  assert.equal(packFor([en, km], way, ["fr", "en-GB"]), en);
  assert.equal(packFor([km], way, ["fr"]), km);
  assert.equal(packFor([km], { tour: "mill", number: "8" }, ["km"]), null);
  assert.equal(packFor([km], { tour: "", number: "" }, ["km"]), null);
  assert.equal(target(km, way), "km/mill/gate/");
  assert.equal(target(km, { tour: "mill", number: "" }), "km/mill/");
  assert.equal(target({ tour: "site", language: "km" }, { tour: "", number: "" }), "km/");
});
