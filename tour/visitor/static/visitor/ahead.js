/** The next stop, fetched ahead whole: its page, its track, its pictures. One stop at most is held, in memory. */

import { fetchPage } from "./later.js";

const PAGE_MS = 8000;
const TRACK_MS = 120_000;

let held = null;

/**
 * Fetches a stop and holds it, in place of the one held before; what fails is asked for again when it is needed.
 * @param {string} url
 */
export function hold(url) {
  if (held?.url === url) return;
  held?.stop.abort();
  const stop = new AbortController();
  const mine = { url, stop, src: "", track: null, pictures: [] };
  const late = giveUpAfter(PAGE_MS, stop);
  mine.page = fetchPage(url, stop.signal).finally(() => clearTimeout(late));
  mine.page.then((page) => fill(mine, page)).catch(() => {});
  mine.page.catch(() => held === mine && (held = null));
  held = mine;
}

/**
 * The stop that is held for this address, and no longer; undefined where none is.
 * A track that has not come whole by now is left to the player, which asks for it itself.
 * @param {string} url
 * @returns {{page: Promise<Document>, src: string, track: Blob | null} | undefined}
 */
export function release(url) {
  if (held?.url !== url) return undefined;
  const mine = held;
  held = null;
  if (mine.src && !mine.track) mine.stop.abort();
  return mine;
}

/** Fetches what the page will need: the track that this browser plays first, checked by its length, and the pictures. */
async function fill(mine, page) {
  const at = (element) => new URL(element.getAttribute("src"), mine.url).href;
  mine.pictures = [...page.querySelectorAll("main img")].map((img) => Object.assign(new Image(), { src: at(img) }));
  const audio = document.querySelector("audio");
  const source = [...page.querySelectorAll("source")].find(({ type }) => audio.canPlayType(type));
  if (!source) return;
  mine.src = at(source);
  giveUpAfter(TRACK_MS, mine.stop);
  const answer = await fetch(mine.src, { signal: mine.stop.signal });
  const track = await answer.blob();
  const right = source.type.includes("webm") ? Number(page.querySelector("#opening").dataset.total) : track.size;
  if (answer.status === 200 && track.size === right) mine.track = track;
}

/** By hand: phones of Apple's before iOS 17.4 cannot join two signals. */
function giveUpAfter(ms, stop) {
  return setTimeout(() => stop.abort(), ms);
}
