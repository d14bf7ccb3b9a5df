import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";

import { directory, opened, tileId } from "../../../tour/visitor/static/visitor/pmtiles.js";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const made = (...how) => execFileSync(process.env.PYTHON ?? "python3", ["-m", "tests.pmtiles", ...how], { cwd: ROOT });

/** Reads as a server answers ranges, and notes what was asked for. */
function line(file) {
  const asked = [];
  const read = async (start, length) => {
    asked.push([start, length]);
    return new Uint8Array(file.subarray(start, start + length));
  };
  return { asked, read };
}

/** The colour of a picture of one pixel, as the sample has it: zoom, column and row, or the sea. */
async function colour(png) {
  const at = Buffer.from(png).indexOf("IDAT");
  const packed = png.subarray(at + 4, at + 4 + new DataView(png.buffer, png.byteOffset).getUint32(at - 4));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return [...new Uint8Array(await new Response(stream).arrayBuffer())].slice(1);
}

test("a tile's number is that of the specification", () => {
  const places = [[0, 0, 0], [1, 0, 0], [1, 0, 1], [1, 1, 1], [1, 1, 0], [2, 0, 0], [12, 3423, 1763]];
  assert.deepEqual(places.map((place) => tileId(...place)), [0, 1, 2, 3, 4, 5, 19078479]);
  assert.equal(tileId(20, 2 ** 20 - 1, 0), (4 ** 21 - 1) / 3 - 1);
});

for (const how of [[], ["gzip"], ["1"], ["gzip", "7"]]) {
  test(`every tile is found where it lies: ${how.join(" ") || "all in the root"}`, async () => {
    const archive = await opened(line(made(...how)).read);
    assert.deepEqual([archive.type, archive.minZoom, archive.maxZoom], ["image/png", 0, 4]);
    for (let z = 0; z <= 4; z += 1) {
      for (let x = 0; x < 2 ** z; x += 1) {
        for (let y = 0; y < 2 ** z; y += 1) {
          const sea = z && x < 2 ** (z - 1);
          assert.deepEqual(await colour(await archive.tile(z, x, y)), sea ? [0, 0, 200] : [z, x, y]);
        }
      }
    }
    assert.equal(await archive.tile(5, 0, 0), null);
    assert.equal(await archive.tile(20, 2 ** 19, 2 ** 19), null);
  });
}

test("the beginning is one request, a leaf is read once, and one that did not come is asked for again", async () => {
  const { asked, read } = line(made("gzip", "7"));
  let broken = true;
  const archive = await opened((start, length) => {
    if (asked.length && broken) return Promise.reject(new TypeError("no line"));
    return read(start, length);
  });
  assert.deepEqual(asked, [[0, 16_384]]);
  await assert.rejects(archive.tile(4, 15, 15), TypeError);
  broken = false;
  await Promise.all([archive.tile(4, 15, 15), archive.tile(4, 15, 15)]);
  assert.equal(asked.length, 4);
  await archive.tile(4, 15, 15);
  assert.equal(asked.length, 5);
});

test("what is no archive, or cut, is told from one", async () => {
  const file = made();
  const other = (at, byte) => Buffer.concat([file.subarray(0, at), Buffer.from([byte]), file.subarray(at + 1)]);
  for (const wrong of [Buffer.from("<!doctype html>"), file.subarray(0, 90), other(7, 2), other(99, 1), other(16, 9)]) {
    await assert.rejects(opened(line(wrong).read), RangeError);
  }
  await assert.rejects(directory(new Uint8Array([1, 0x80]), false), RangeError);
  await assert.rejects(directory(new Uint8Array([1, 0, 1]), true), TypeError);
});

test("a browser that cannot unpack says so, and needs not where nothing is packed", async () => {
  const { DecompressionStream: kept } = globalThis;
  const [packed, plain] = [made("gzip"), made()];
  delete globalThis.DecompressionStream;
  try {
    await assert.rejects(opened(line(packed).read), ReferenceError);
    assert.equal((await opened(line(plain).read)).maxZoom, 4);
  } finally {
    globalThis.DecompressionStream = kept;
  }
});
