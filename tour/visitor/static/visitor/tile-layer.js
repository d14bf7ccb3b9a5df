/** The ground under a tour's map, from the one archive that the tour has: from the phone where it is kept. */

import { opened } from "./pmtiles.js";

const { L } = globalThis;
const WAIT_MS = 20_000;

/**
 * Draws the archive's tiles under all else on the map. Rejects, and changes nothing, where it cannot be read.
 * @param {object} map Leaflet's
 * @param {string} url
 * @param {number} closest zoom of the map; beyond the archive's own its closest tiles are drawn larger
 */
export async function addTiles(map, url, closest) {
  const archive = await opened(reader(url));
  new Tiles(archive, { minZoom: archive.minZoom, maxNativeZoom: archive.maxZoom, maxZoom: closest }).addTo(map);
}

/** Reads by ranges; a server that knows none has given all at the first. */
function reader(url) {
  let whole;
  return async (start, length) => {
    if (!whole) {
      const headers = { Range: `bytes=${start}-${start + length - 1}` };
      const answer = await fetch(url, { headers, signal: AbortSignal.timeout(WAIT_MS) });
      if (answer.status === 206) return new Uint8Array(await answer.arrayBuffer());
      if (answer.status !== 200) throw new RangeError(`status ${answer.status}`);
      whole = await answer.blob();
    }
    return new Uint8Array(await whole.slice(start, start + length).arrayBuffer());
  };
}

const Tiles = L.GridLayer.extend({
  initialize(archive, options) {
    L.setOptions(this, options);
    this.archive = archive;
    this.gone = new WeakSet();
    this.on("tileunload", ({ tile }) => {
      this.gone.add(tile);
      URL.revokeObjectURL(tile.src);
    });
  },

  createTile({ x, y, z }, done) {
    const tile = document.createElement("img");
    tile.alt = "";
    tile.addEventListener("load", () => done(null, tile));
    tile.addEventListener("error", () => done(new RangeError("picture"), tile));
    this.archive.tile(z, x, y).then(
      (bytes) => {
        if (!bytes) done(null, tile);
        else if (!this.gone.has(tile)) tile.src = URL.createObjectURL(new Blob([bytes], { type: this.archive.type }));
      },
      (error) => done(error, tile),
    );
    return tile;
  },
});
