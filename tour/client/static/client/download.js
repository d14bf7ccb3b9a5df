/**
 * One file of a pack, brought whole: a broken line is taken up where it broke, and nothing counts before it is checked.
 *
 * Asked past the browser's own cache (`no-store`): that cache may hold a portal's page, and would keep every
 * file a second time. The service worker leaves such requests alone.
 */

import { NotOurs, Paused, Unreachable } from "./pack-errors.js";

/** So long may nothing come before the line counts as broken, in ms. */
export const STALL_MS = 10_000;
/** Tries in a row that bring not one byte; and all tries for one file, however little each brings. */
const TRIES = 4;
const ALL_TRIES = 40;
const FIRST_WAIT_MS = 400;
/** Of a larger file so much is asked for at a time: a server holds in memory what it sends down a slow line. */
const PIECE_BYTES = 2_000_000;

/** Headers that a kept answer needs to be as safe as the first. */
const HEADERS = ["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"];

/** Beginnings of files whose download was paused or broke, by address: gone with the page. */
const begun = new Map();

/**
 * The file as a finished answer, checked by size and SHA-256. Its type is the pack's: hosts name types as they like.
 * @param {string} url absolute content address
 * @param {{bytes: number, sha256: string, type: string}} file
 * @param {{signal?: AbortSignal, gained?: (bytes: number) => void}} how `gained` hears how much of it is there
 * @returns {Promise<Response>}
 * @throws {NotOurs | Unreachable | Paused}
 */
export async function bring(url, file, { signal, gained = () => {} } = {}) {
  const part = begun.get(url) ?? { chunks: [], got: 0, headers: null };
  begun.set(url, part);
  let failure;
  for (let all = 0, idle = 0; all < ALL_TRIES && idle < TRIES; all += 1) {
    const before = part.got;
    try {
      while (await more(url, file, part, signal, gained));
      const response = await checked(url, file, part);
      begun.delete(url);
      return response;
    } catch (error) {
      if (signal?.aborted) throw new Paused(url, "paused", error);
      failure = error;
      if (error instanceof NotOurs && !error.again) break;
    }
    idle = part.got > before ? 0 : idle + 1;
    if (idle < TRIES) await pause(FIRST_WAIT_MS * 2 ** idle, signal, url);
  }
  if (failure instanceof NotOurs) begun.delete(url);
  throw failure;
}

/** Adds to the part what the line brings; true where a piece has come and others are to follow. */
async function more(url, file, part, signal, gained) {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  signal?.addEventListener("abort", stop);
  if (signal?.aborted) stop();
  let timer = setTimeout(stop, STALL_MS);
  try {
    const end = Math.min(part.got + PIECE_BYTES, file.bytes);
    const headers = part.got || end < file.bytes ? { Range: `bytes=${part.got}-${end - 1}` } : {};
    const answer = await fetch(url, { headers, signal: stopping.signal, cache: "no-store", redirect: "manual" });
    const skip = surplus(answer, file, part.got, end, url);
    if (!skip && answer.status === 200) Object.assign(part, { chunks: [], got: 0 });
    part.headers = answer.headers;
    const reader = answer.body.getReader();
    for (let piece; !(piece = await reader.read()).done; ) {
      clearTimeout(timer);
      timer = setTimeout(stop, STALL_MS);
      part.chunks.push(piece.value);
      part.got += piece.value.length;
      if (part.got > file.bytes) throw fresh(part, new NotOurs(url, "too long"));
      gained(part.got);
    }
    return part.got === end && end < file.bytes;
  } catch (error) {
    if (error instanceof NotOurs) throw error;
    throw new Unreachable(url, stopping.signal.aborted ? "stalled" : "broken", error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    stopping.abort();
  }
}

/** Refuses an answer by its head; true where it is the piece that was asked for, false where it is the whole anew. */
function surplus(answer, file, from, end, url) {
  if (answer.type === "opaqueredirect" || answer.redirected) throw new NotOurs(url, "redirected");
  if (answer.status >= 500 || answer.status === 429) throw again(new NotOurs(url, `status ${answer.status}`));
  const piece = answer.status === 206 && (from > 0 || end < file.bytes);
  if (answer.status !== 200 && !piece) throw new NotOurs(url, `status ${answer.status}`);
  // A portal's page is known before it has come; all else the hash decides.
  if (isPage(answer.headers.get("Content-Type")) && !isPage(file.type)) throw new NotOurs(url, "type");
  if (piece && answer.headers.get("Content-Range") !== `bytes ${from}-${end - 1}/${file.bytes}`) {
    throw new NotOurs(url, "range");
  }
  return piece;
}

/** The answer to keep, once all of it is what was published. */
async function checked(url, file, part) {
  if (part.got < file.bytes) throw again(new NotOurs(url, "too short"));
  const body = await new Blob(part.chunks).arrayBuffer();
  if ((await sha256(body)) !== file.sha256) throw fresh(part, new NotOurs(url, "hash"));
  const headers = { "Content-Length": `${file.bytes}`, "Content-Type": file.type };
  for (const name of HEADERS) {
    const value = part.headers.get(name);
    if (value) headers[name] = value;
  }
  return new Response(body, { headers });
}

/**
 * SHA-256 as 64 hex digits.
 * @param {ArrayBuffer} body
 */
export async function sha256(body) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A media type without its parameters.
 * @param {string | null} type
 */
export function base(type) {
  return (type ?? "").split(";")[0].trim().toLowerCase();
}

function isPage(type) {
  return base(type) === "text/html";
}

/** An error after which another try may help. */
function again(error) {
  return Object.assign(error, { again: true });
}

/** Forgets what has come, and gives back the error. */
function fresh(part, error) {
  Object.assign(part, { chunks: [], got: 0 });
  return error;
}

function pause(ms, signal, url) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new Paused(url, "paused"));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
