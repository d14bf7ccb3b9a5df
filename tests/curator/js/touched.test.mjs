import assert from "node:assert/strict";
import { test } from "node:test";

import { touched } from "../../../tour/curator/static/curator/touched.js";

const page = (...fields) => ({ querySelectorAll: () => fields });
const text = (value, defaultValue) => ({ localName: "input", type: "text", value, defaultValue });
const option = (selected, defaultSelected) => ({ selected, defaultSelected });

test("a page as it came is not touched", () => {
  assert.equal(touched(page()), false);
  assert.equal(touched(page(text("1.20", "1.20"), { localName: "input", type: "file", value: "", defaultValue: "" })), false);
});

test("a text, a box, a choice and a file that were changed are told", () => {
  assert.ok(touched(page(text("1.25", "1.20"))));
  assert.ok(touched(page({ localName: "input", type: "radio", checked: true, defaultChecked: false })));
  assert.ok(touched(page({ localName: "select", options: [option(false, true), option(true, false)] })));
  assert.ok(touched(page({ localName: "input", type: "file", value: "C:\\\\a.flac", defaultValue: "" })));
});

test("the first of a list in which nothing was chosen is no choice, another is", () => {
  assert.equal(touched(page({ localName: "select", options: [option(true, false), option(false, false)] })), false);
  assert.ok(touched(page({ localName: "select", options: [option(false, false), option(true, false)] })));
});

test("a token that was renewed is no change", () => {
  assert.equal(touched(page({ localName: "input", type: "hidden", value: "b", defaultValue: "a" })), false);
});
