import assert from "node:assert/strict";
import test from "node:test";

import { distance, distanceText, measured, regionOf, wind } from "../../../tour/client/static/client/earth.js";
import { latinDigits, numberOf } from "../../../tour/client/static/client/digits.js";

const PAILIN = { lat: 12.8551, lng: 102.6052 };
const BATTAMBANG = { lat: 13.1027, lng: 103.1982 };

test("the distance from Pailin to Battambang is some 70 km, and the same both ways", () => {
  assert.ok(Math.abs(distance(PAILIN, BATTAMBANG) - 69_900) < 500, String(distance(PAILIN, BATTAMBANG)));
  assert.equal(distance(PAILIN, BATTAMBANG), distance(BATTAMBANG, PAILIN));
  assert.equal(distance(PAILIN, PAILIN), 0);
});

test("a distance is right across the date line and over the pole", () => {
  assert.ok(Math.abs(distance({ lat: 0, lng: 179.99 }, { lat: 0, lng: -179.99 }) - 2224) < 5);
  assert.ok(Math.abs(distance({ lat: 89.99, lng: 0 }, { lat: 89.99, lng: 180 }) - 2224) < 5);
});

test("each of the eight winds is found, also a little off its middle", () => {
  const winds = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];
  winds.forEach((name, index) => {
    for (const off of [-20, 0, 20]) {
      const angle = ((45 * index + off) * Math.PI) / 180;
      const to = { lat: 0.01 * Math.cos(angle), lng: 0.01 * Math.sin(angle) };
      assert.equal(wind({ lat: 0, lng: 0 }, to), name);
    }
  });
  assert.equal(wind(PAILIN, BATTAMBANG), "ne");
  assert.equal(wind({ lat: 0, lng: 179.99 }, { lat: 0, lng: -179.99 }), "e");
});

test("metres and kilometres are no finer than a position deserves", () => {
  assert.deepEqual(measured(3), { value: 10, unit: "meter" });
  assert.deepEqual(measured(424), { value: 420, unit: "meter" });
  assert.deepEqual(measured(1234), { value: 1.2, unit: "kilometer" });
  assert.deepEqual(measured(69_900), { value: 70, unit: "kilometer" });
});

test("regions that measure in miles get miles, feet only the United States", () => {
  assert.deepEqual(measured(1700, "GB"), { value: 1.1, unit: "mile" });
  assert.deepEqual(measured(100, "GB"), { value: 100, unit: "meter" });
  assert.deepEqual(measured(100, "US"), { value: 350, unit: "foot" });
  assert.deepEqual(measured(1700, "KH"), { value: 1.7, unit: "kilometer" });
});

test("a phone's region is that of its first language that names one", () => {
  assert.equal(regionOf(["en", "km-KH", "en-US"]), "KH");
  assert.equal(regionOf(["en"]), "");
});

test("distances are said in the reader's language and digits", () => {
  assert.equal(distanceText(420, "en", ""), "420 meters");
  assert.match(distanceText(1234, "fr", ""), /^1,2\skilomètre$/);
  assert.match(distanceText(420, "ar-EG", ""), /٤٢٠/);
});

test("digits of any script are read", () => {
  for (const text of ["12", "១២", "๑๒", "١٢", "۱۲", "१२", "၁၂", "１２"]) assert.equal(numberOf(text), 12);
  assert.equal(latinDigits("៥ x ๙"), "5 x 9");
  for (const text of ["", "x", "1.5", "-1", "1234567"]) assert.ok(Number.isNaN(numberOf(text)), text);
});
