import assert from "node:assert/strict";
import test from "node:test";

import { packFor, wanted } from "../../../tour/client/static/client/ways.js";

const FRONT = { tour: "", number: "" };
const MILL = { tour: "old-mill", number: "" };

/** The language of the kept pack that the way leads into. */
function led(languages, tags, way = MILL) {
  const packs = languages.map((language) => ({ tour: way.tour || "site", language }));
  return packFor(packs, way, tags)?.language;
}

test("of two kept packs of one base language the one that is wanted by name leads", () => {
  assert.equal(led(["zh-hans", "zh-hant"], ["zh-hant", "en"]), "zh-hant");
  assert.equal(led(["pt", "pt-br"], ["pt-br"]), "pt-br");
  assert.equal(led(["pt", "pt-br"], ["pt-BR", "pt", "en"]), "pt-br");
  assert.equal(led(["pt-br", "pt"], ["pt"]), "pt");
  assert.equal(led(["zh-hans", "zh-hant"], ["zh-hant"], FRONT), "zh-hant");
});

test("a related language that is wanted first goes before another that is wanted by name", () => {
  assert.equal(led(["en", "zh-hans"], ["zh-hant", "en"]), "zh-hans");
  assert.equal(led(["en", "pt"], ["pt-br", "en"]), "pt");
  assert.equal(led(["fr", "en"], ["en-GB", "fr"]), "en");
});

test("where nothing kept is wanted any pack of the tour leads, and none of another tour", () => {
  assert.equal(led(["km", "th"], ["de"]), "km");
  assert.equal(packFor([{ tour: "other", language: "en" }], MILL, ["en"]), null);
});

test("the language chosen here is wanted first, then those of the phone, each once", () => {
  assert.deepEqual(wanted("km", ["fr-FR", "fr", "en"]), ["km", "fr-FR", "fr", "en"]);
  assert.deepEqual(wanted("fr", ["fr-FR", "fr", "en"]), ["fr", "fr-FR", "en"]);
  assert.deepEqual(wanted("pt-br", ["pt-BR", "pt"]), ["pt-br", "pt"]);
  assert.deepEqual(wanted(undefined, ["fr"]), ["fr"]);
});
