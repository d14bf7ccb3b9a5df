/**
 * Finds tiles in one archive of them, asking for a few ranges of its bytes: PMTiles, version 3 of its public
 * specification (by Protomaps). Pure: whoever opens it brings the way to read.
 */

/** The header, and with it the root directory, which must lie within these bytes. */
const BEGINNING = 16_384;
const HEADER = 127;
const MAGIC = [0x50, 0x4d, 0x54, 0x69, 0x6c, 0x65, 0x73, 3];
const TYPES = { 2: "image/png", 3: "image/jpeg", 4: "image/webp", 5: "image/avif" };
const GZIP = 2;
/** A root and three levels of leaves. */
const DEEPEST = 4;

/** @typedef {(start: number, length: number) => Promise<Uint8Array>} Read may give less at the file's end */
/** @typedef {{first: number, run: number, length: number, offset: number}} Entry a run of 0: the bytes are a directory */

/** An archive; made by `opened`. */
export class Archive {
  #read;
  #head;
  #root;
  /** Directories below the root by where they lie: each is read once. */
  #leaves = new Map();

  constructor(read, head, root) {
    this.#read = read;
    this.#head = head;
    this.#root = root;
  }

  /** Media type of every tile. */
  get type() {
    return this.#head.type;
  }

  get minZoom() {
    return this.#head.minZoom;
  }

  get maxZoom() {
    return this.#head.maxZoom;
  }

  /**
   * The bytes of a tile; null where the archive has none at that place.
   * @returns {Promise<Uint8Array | null>}
   */
  async tile(z, x, y) {
    const id = tileId(z, x, y);
    let entries = this.#root;
    for (let depth = 1; ; depth += 1) {
      const entry = covering(entries, id);
      if (!entry) return null;
      if (entry.run) return this.#read(this.#head.data + entry.offset, entry.length);
      if (depth === DEEPEST) throw new RangeError("leaves");
      entries = await this.#leaf(entry);
    }
  }

  #leaf({ offset, length }) {
    const { leaves, gzip } = this.#head;
    let found = this.#leaves.get(offset);
    if (!found) {
      found = this.#read(leaves + offset, length).then((bytes) => directory(bytes, gzip));
      this.#leaves.set(offset, found);
      // One that did not come is asked for again.
      found.catch(() => this.#leaves.delete(offset));
    }
    return found;
  }
}

/**
 * Reads the beginning of an archive.
 * @param {Read} read
 * @throws {RangeError} where it is none that can be drawn
 */
export async function opened(read) {
  const bytes = await read(0, BEGINNING);
  if (bytes.length < HEADER || MAGIC.some((byte, at) => bytes[at] !== byte)) throw new RangeError("header");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = (at) => Number(view.getBigUint64(at, true));
  const head = {
    leaves: number(40),
    data: number(56),
    gzip: bytes[97] === GZIP,
    type: TYPES[bytes[99]],
    minZoom: bytes[100],
    maxZoom: bytes[101],
  };
  if (!head.type) throw new RangeError("type");
  return new Archive(read, head, await directory(bytes.subarray(number(8), number(8) + number(16)), head.gzip));
}

/**
 * A directory's entries, by the numbers of their tiles.
 * @param {Uint8Array} bytes
 * @param {boolean} gzip whether they are packed
 * @returns {Promise<Entry[]>}
 */
export async function directory(bytes, gzip) {
  const next = varints(gzip ? await unpacked(bytes) : bytes);
  const entries = Array.from({ length: next() }, () => ({}));
  let first = 0;
  for (const entry of entries) entry.first = first += next();
  for (const entry of entries) entry.run = next();
  for (const entry of entries) entry.length = next();
  let end = 0;
  for (const entry of entries) {
    const offset = next();
    // 0 says: just behind the one before; any other is one too large.
    entry.offset = offset ? offset - 1 : end;
    end = entry.offset + entry.length;
  }
  return entries;
}

/** Throws where the browser cannot unpack. */
async function unpacked(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Gives one whole number after the other: seven bits a byte, the lowest first, the eighth bit on all but the last. */
function varints(bytes) {
  let at = 0;
  return () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (at >= bytes.length) throw new RangeError("directory");
      const byte = bytes[at];
      at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
}

/** The entry that has the tile, or the directory in which to look on. */
function covering(entries, id) {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle].first > id) high = middle;
    else low = middle + 1;
  }
  const entry = entries[low - 1];
  return entry && (!entry.run || id < entry.first + entry.run) ? entry : null;
}

/**
 * The number of a tile: all of the zooms before it, then its place on the Hilbert curve of its own.
 * @param {number} z at most 26: above it numbers are no longer exact
 */
export function tileId(z, x, y) {
  let id = (4 ** z - 1) / 3;
  for (let side = 2 ** (z - 1); side >= 1; side /= 2) {
    const right = x & side ? 1 : 0;
    const down = y & side ? 1 : 0;
    id += side * side * ((3 * right) ^ down);
    if (down) continue;
    // The curve's quarter is turned: only the bits below this side are looked at from here on.
    if (right) [x, y] = [side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1))];
    [x, y] = [y, x];
  }
  return id;
}
