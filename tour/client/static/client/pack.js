/**
 * A tour on the phone: what is offered, what is kept, what is missing.
 *
 * Files lie under their content address in Cache Storage; which file answers an address is written in one strict
 * transaction, once all of them are there and checked. So a pack is whole or not there at all, and the one before
 * goes on working until the very moment of the switch.
 */

import { base, bring, sha256 } from "./download.js";
import { BadPack, KeepsNothing, NoRoom, NotOurs, Paused, Unreachable } from "./pack-errors.js";
import { all, change, get, put, remove } from "./phone.js";

export { BadPack, KeepsNothing, NoRoom, NoWorker, NotOurs, PackError, Paused, Unreachable } from "./pack-errors.js";

/** @typedef {{url: string, src: string, bytes: number, sha256: string, type: string, for?: string}} PackFile */
/** @typedef {{tour: string, language: string, release: string, bytes: object, files: PackFile[], root?: string}} Pack */

export const CACHE = "wayside-files";
const OFFER_MS = 8000;
const OPUS = 'audio/webm; codecs="opus"';
const LOCK = "wayside-packs";

/**
 * The pack.json at an absolute address, as the network gives it now; `root` is the site's root it counts from.
 * @param {string} packUrl
 * @returns {Promise<Pack>}
 * @throws {Unreachable | NotOurs | BadPack}
 */
export async function offered(packUrl) {
  let answer;
  let text;
  try {
    const signal = AbortSignal.timeout(OFFER_MS);
    answer = await fetch(packUrl, { signal, cache: "no-store", redirect: "manual" });
    if (answer.status === 200) text = await answer.text();
  } catch (error) {
    throw new Unreachable(packUrl, "no answer", error);
  }
  if (answer.status !== 200) throw new NotOurs(packUrl, `status ${answer.status}`);
  if (base(answer.headers.get("Content-Type")) !== "application/json") throw new NotOurs(packUrl, "type");
  return readable(packUrl, text);
}

/** The text as a pack; throws where it is none. */
function readable(packUrl, text) {
  try {
    const pack = JSON.parse(text);
    const root = new URL(pack.tour === "site" ? "../" : "../../", packUrl).href;
    for (const { url, src, bytes, sha256: hash, type } of pack.files) {
      const sound = /^[0-9a-f]{64}$/.test(hash) && Number.isInteger(bytes) && typeof type === "string";
      const inside = [url, src].every((path) => new URL(path, root).href.startsWith(root));
      if (!sound || !inside || !src.startsWith(`files/${hash.slice(0, 32)}.`)) throw new TypeError(url);
    }
    if (!pack.tour || !pack.language || !pack.release) throw new TypeError("pack");
    return { ...pack, root };
  } catch (error) {
    throw new BadPack(packUrl, "unreadable", error);
  }
}

/** What this browser plays: "opus", or "mp3" where it cannot. */
export function format() {
  const plays = globalThis.MediaSource?.isTypeSupported(OPUS) || document.createElement("audio").canPlayType(OPUS);
  return plays ? "opus" : "mp3";
}

/**
 * The name a pack goes by: `<tour>/<language>`, `site/<language>`, `kiosk/<slug>`.
 * @param {Pack} pack
 */
export function idOf(pack) {
  return `${pack.tour}/${pack.language}`;
}

/**
 * The pack's files that a device needs: those for all, and those of its kinds.
 * @param {Pack} pack
 * @param {string} kind "opus" or "mp3"; "opus kiosk" for a device that shows the tour by itself
 */
export function filesFor(pack, kind) {
  const kinds = ["all", ...kind.split(" ")];
  return pack.files.filter((file) => !file.for || kinds.includes(file.for));
}

/**
 * Downloads what lacks, checks every file, then switches to the pack in one write. Aborting `signal` pauses;
 * calling again goes on with what lacks.
 * @param {Pack} pack
 * @param {{root?: string, format?: string, signal?: AbortSignal,
 *   about?: (text: (url: string) => Promise<string>) => Promise<object>,
 *   progress?: (state: {bytes: number, total: number, files: number, of: number}) => void}} [how]
 *   `about` gives what goes into the pack's row, `{title, numbers: {number: stop}}`, from the files that were fetched
 * @throws {Unreachable | NotOurs | NoRoom | KeepsNothing | Paused}
 */
export async function keep(pack, { root = pack.root, format: kind = format(), signal, about, progress } = {}) {
  const work = () => download(pack, { root, kind, signal, about, progress }).catch(refused);
  if (!navigator.locks) return work();
  try {
    return await navigator.locks.request(LOCK, { signal }, work);
  } catch (error) {
    throw error.name === "AbortError" && signal?.aborted ? new Paused(idOf(pack), "paused", error) : error;
  }
}

async function download(pack, { root, kind, signal, about, progress = () => {} }) {
  const id = idOf(pack);
  const files = filesFor(pack, kind);
  // A sweep must not take what a paused download has brought so far.
  await put("settings", { root, files: files.map(({ src }) => src) }, `keeping/${id}`);
  const cache = await caches.open(CACHE);
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  const missing = new Set(await lackingOf(cache, files, root));
  let bytes = total - [...missing].reduce((sum, file) => sum + file.bytes, 0);
  let done = files.length - missing.size;
  const tell = (more) => progress({ bytes: bytes + more, total, files: done, of: files.length });
  tell(0);
  const brought = new Set();
  for (const file of files) {
    if (!missing.has(file)) continue;
    if (signal?.aborted) throw new Paused(id, "paused");
    const url = new URL(file.src, root).href;
    // Two addresses may have the same bytes.
    if (!brought.has(url)) await cache.put(url, await bring(url, file, { signal, gained: tell }));
    brought.add(url);
    bytes += file.bytes;
    done += 1;
    tell(0);
  }
  const text = async (url) => (await cache.match(new URL(files.find((file) => file.url === url).src, root).href)).text();
  await switchTo({ pack, files, root, kind, about: await about?.(text) });
  // Of the releases before only the last keeps its files: a phone that updates for years does not fill up.
  await sweep().catch(() => {});
}

/** A full phone says so at every write, of files and of records; a browser that keeps nothing, at the first. */
function refused(error) {
  if (error.name === "QuotaExceededError") throw new NoRoom("", "no room", error);
  throw error instanceof DOMException ? new KeepsNothing("", error.name, error) : error;
}

/** The row and all addresses of the pack in one transaction; the files of the one before stay for pages still open. */
async function switchTo({ pack, files, root, kind, about }) {
  const id = idOf(pack);
  const rows = await kept();
  const before = rows.find((row) => row.id === id);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const row = {
    ...(about ?? { title: before?.title, numbers: before?.numbers }),
    id,
    tour: pack.tour,
    language: pack.language,
    format: kind,
    release: pack.release,
    root,
    bytes,
    checked: Date.now(),
    files: files.map(({ url, src, bytes: size, sha256: hash, type }) => ({ url, src, bytes: size, sha256: hash, type })),
    before: (before?.release === pack.release ? before.before : before?.files.map(({ src }) => src)) ?? [],
  };
  await write(rows, id, row);
}

/** Replaces a pack's row and addresses (removes them where `row` is null); another pack's claim to one stands again. */
function write(rows, id, row) {
  const before = rows.find((one) => one.id === id);
  const others = rows.filter((one) => one.id !== id).flatMap(addresses);
  return change(["packs", "addresses", "settings"], (packs, places, settings) => {
    for (const { url } of before ? addresses(before) : []) places.delete(url);
    for (const address of others) places.put(address);
    for (const address of row ? addresses(row) : []) places.put(address);
    if (row) packs.put(row);
    else packs.delete(id);
    return settings.delete(`keeping/${id}`);
  });
}

/** The rows of `addresses` that a pack needs: content addresses are found without. */
function addresses(row) {
  return row.files
    .filter(({ url, src }) => url !== src)
    .map(({ url, src, type }) => ({
      url: new URL(url, row.root).href,
      src: new URL(src, row.root).href,
      type,
      pack: row.id,
    }));
}

/** The packs on this phone that are whole. */
export function kept() {
  return all("packs");
}

/** Whether a download of this pack was begun and has not ended. */
export async function begun(id) {
  return Boolean(await get("settings", `keeping/${id}`));
}

/**
 * Bytes still to fetch before the pack is whole; what is on the phone already counts for nothing. Where the browser
 * does not say what is there, all of them.
 * @param {Pack} pack
 * @param {string} kind
 */
export async function lacking(pack, kind = format(), root = pack.root) {
  const wanted = filesFor(pack, kind);
  const files = await caches.open(CACHE).then((cache) => lackingOf(cache, wanted, root)).catch(() => wanted);
  const once = new Map(files.map((file) => [file.src, file.bytes]));
  return [...once.values()].reduce((sum, bytes) => sum + bytes, 0);
}

async function lackingOf(cache, files, root) {
  const there = new Set((await cache.keys()).map(({ url }) => url));
  return files.filter(({ src }) => !there.has(new URL(src, root).href));
}

/**
 * The files of a kept pack that are missing or damaged; what is damaged is taken out, so that `mend` brings it anew.
 * @param {string} id
 * @param {{deep?: boolean}} [how] `deep`: hash every file again, not only measure it
 * @returns {Promise<PackFile[]>}
 */
export async function check(id, { deep = false } = {}) {
  const row = await get("packs", id);
  if (!row) return [];
  const cache = await caches.open(CACHE);
  const faulty = [];
  for (const file of row.files) {
    const url = new URL(file.src, row.root).href;
    if (await whole(await cache.match(url), file, deep)) continue;
    await cache.delete(url);
    faulty.push(file);
  }
  if (deep && !faulty.length) {
    // Only where the row is still there: it may have been removed meanwhile.
    await change(["packs"], (packs) => {
      const asked = packs.get(id);
      asked.onsuccess = () => asked.result && packs.put({ ...asked.result, checked: Date.now() });
    });
  }
  return faulty;
}

async function whole(response, file, deep) {
  if (!response) return false;
  try {
    if (!deep) return (await response.blob()).size === file.bytes;
    return (await sha256(await response.arrayBuffer())) === file.sha256;
  } catch {
    return false;
  }
}

/**
 * Brings again what `check` found missing, as the kept release has it.
 * @param {string} id
 * @param {{signal?: AbortSignal, progress?: (state: object) => void}} [how]
 * @throws as `keep`
 */
export async function mend(id, how = {}) {
  const row = await get("packs", id);
  if (row) await keep(row, { ...how, root: row.root, format: row.format });
}

/**
 * Removes a pack, and the files that no other pack names.
 * @param {string} id
 */
export async function forget(id) {
  const work = async () => {
    await write(await kept(), id, null);
    await sweep();
  };
  await (navigator.locks ? navigator.locks.request(LOCK, work) : work());
}

/** Removes every file that no pack and no paused download names. */
async function sweep() {
  const named = new Set();
  for (const row of await kept()) {
    for (const src of [...row.files.map((file) => file.src), ...row.before]) named.add(new URL(src, row.root).href);
  }
  for (const { root, files } of await all("settings").then((found) => found.filter((one) => one?.files && one.root))) {
    for (const src of files) named.add(new URL(src, root).href);
  }
  const cache = await caches.open(CACHE);
  for (const request of await cache.keys()) if (!named.has(request.url)) await cache.delete(request);
}

/** Lets go of a download that was paused, with what it brought. */
export async function giveUp(id) {
  await remove("settings", `keeping/${id}`);
  await tidy();
}

/** Removes what no pack names: a page that closed, or a browser that ended, may have left half a removal behind. */
export async function tidy() {
  await (navigator.locks ? navigator.locks.request(LOCK, sweep) : sweep());
}
