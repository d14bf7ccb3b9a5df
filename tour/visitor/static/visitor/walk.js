/**
 * Next, previous and another language without a new page: the words change around the same audio element.
 *
 * Whatever goes wrong, the link does what links do.
 */

import "./language.js";
import { paragraphLengths, sentences } from "./sentences.js";
import { placeOf, sentenceAt, sentenceOf } from "./times.js";
import { showOnLockScreen } from "./lock-screen.js";

const PARTS = ["header", "main", "player-bar", "#opening"];
const WALKED = "[data-action=next], [data-action=previous], [data-action=skip], [data-action=language]";
const WAIT_MS = 8000;

await customElements.whenDefined("first-sound");

const sound = document.querySelector("first-sound");
const ahead = new Map();
let shown = location.pathname;

/** The words of a page, kept if they were fetched ahead. */
function page(url) {
  const text = ahead.get(url) ?? fetchPage(url);
  ahead.delete(url);
  return text;
}

async function fetchPage(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(WAIT_MS) });
  if (!answer.ok) throw new RangeError(url);
  return answer.text();
}

/** Where the listener is, in a way every language understands. */
function here() {
  const index = sentenceAt(sentences().map(({ start }) => start), sound.place);
  return sound.place > 0 ? placeOf(paragraphLengths(), Math.max(index, 0)) : null;
}

/** The time of a place on a page, in seconds. */
function timeOf(place, of) {
  return place === null ? 0 : (sentences(of)[sentenceOf(paragraphLengths(of), place)]?.start ?? 0);
}

function placeInAddress() {
  const found = /^#at=(\d+(?:\.\d+)?)$/.exec(location.hash);
  return found && Number(found[1]);
}

/** Puts the new page's parts in place of the old ones; throws before anything is changed where one is missing. */
function swap(to) {
  const pairs = PARTS.map((part) => [document.querySelector(part), to.querySelector(part)]);
  if (!to.querySelector("main[data-walk]") || pairs.some(([, after]) => !after)) throw new RangeError("page");
  for (const [before, after] of pairs) before.replaceWith(after);
  document.title = to.title;
  for (const { name, value } of to.documentElement.attributes) document.documentElement.setAttribute(name, value);
  document.querySelector(".bar").hidden = to.querySelector(".bar").hidden;
}

async function walk(url, { place, play, remember }) {
  const to = new DOMParser().parseFromString(await page(url), "text/html");
  const audio = to.querySelector("first-sound audio");
  const at = timeOf(place, to);
  // Links in the new parts are relative to the new address: it comes first.
  if (remember) history.pushState(null, "", url);
  swap(to);
  shown = location.pathname;
  sound.take(audio, at);
  arrive();
  if (play && sound.audio.children.length) sound.play();
}

/** What is due when a stop has come up: focus on its name, the top of the page, the lock screen; others hear `arrive`. */
function arrive() {
  document.querySelector("h1").focus({ preventScroll: true });
  scrollTo(0, 0);
  showOnLockScreen();
  document.dispatchEvent(new Event("arrive"));
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a");
  if (!link?.matches(WALKED) || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const place = link.dataset.action === "language" ? here() : null;
  const play = !sound.audio.paused;
  try {
    await walk(link.href, { place, play, remember: true });
  } catch {
    location.assign(place === null ? link.href : `${link.href}#at=${place.toFixed(3)}`);
  }
});

// The list of languages closes when one taps beside it or presses Escape.
for (const name of ["click", "keydown"]) {
  document.addEventListener(name, (event) => {
    const list = document.querySelector("header details[open]");
    if (!list || (name === "click" ? list.contains(event.target) : event.key !== "Escape")) return;
    if (list.contains(document.activeElement)) list.firstElementChild.focus();
    list.open = false;
  });
}

addEventListener("popstate", () => {
  if (location.pathname === shown) return;
  walk(location.href, { place: null, play: !sound.audio.paused, remember: false }).catch(() => location.reload());
});

// Once this stop's sound is whole, the next stop's words (with the beginning of its sound) are fetched ahead.
sound.addEventListener("whole", () => {
  const next = document.querySelector("a[data-action=next]")?.href;
  if (!next || ahead.has(next)) return;
  ahead.clear();
  const text = fetchPage(next);
  text.catch(() => ahead.delete(next));
  ahead.set(next, text);
});

const carried = placeInAddress();
if (carried !== null) sound.place = timeOf(carried, document);
showOnLockScreen();
