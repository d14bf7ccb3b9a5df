/**
 * Next, previous and another language without a new page: the words change around the same audio element.
 *
 * Whatever goes wrong, the link does what links do.
 */

import "./language.js";
import { fetchPage } from "./later.js";
import { showOnLockScreen } from "./lock-screen.js";
import { paragraphLengths, placeOf, sentenceAt, sentenceOf, sentences } from "./times.js";
import "./way.js";

const PARTS = ["header", "main", "player-bar", "#opening"];
const WALKED = "[data-action=next], [data-action=previous], [data-action=skip], [data-action=near], [data-action=deeper], [data-action=language]";
const NOTE = "main [data-action=skip]";
// As <first-sound> asks, which travels inside the page and has no byte to spare for telling.
const JOINS = globalThis.MediaSource?.isTypeSupported('audio/webm; codecs="opus"');

await customElements.whenDefined("first-sound");

const sound = document.querySelector("first-sound");
// What holds the next stop: brought when there is one to hold.
let ahead;
let shown = location.pathname;
let turns = 0;
// A stop came up by itself and waits with its note: whoever goes on from there meant to go on listening.
let waits = false;
// What is closed now comes after everything that plays.
let safety;

/** Where the listener is, in a way every language understands. */
function here() {
  const index = sentenceAt(sentences().map(({ start }) => start), sound.place);
  return sound.place > 0 ? placeOf(paragraphLengths(), Math.max(index, 0)) : null;
}

/**
 * The time of a place on a page, in seconds.
 * @param {number | null} place as times.js counts it
 * @param {Document} of
 */
export function timeOf(place, of = document) {
  return place === null ? 0 : (sentences(of)[sentenceOf(paragraphLengths(of), place)]?.start ?? 0);
}

function placeInAddress() {
  const found = /^#at=(\d+(?:\.\d+)?)$/.exec(location.hash);
  return found && Number(found[1]);
}

/** The old parts, each with the new one that takes its place; throws where one is missing. */
function pairsWith(to) {
  const pairs = PARTS.map((part) => [document.querySelector(part), to.querySelector(part)]);
  if (!to.querySelector("main[data-walk]") || pairs.some(([, after]) => !after)) throw new RangeError("page");
  return pairs;
}

/** Puts the new page's parts in place of the old ones. */
function swap(pairs, to) {
  for (const [before, after] of pairs) before.replaceWith(after);
  document.title = to.title;
  for (const { name, value } of to.documentElement.attributes) document.documentElement.setAttribute(name, value);
  // The bar itself stays, around the audio.
  const [bar, after] = [document, to].map((page) => page.querySelector(".bar"));
  bar.hidden = after.hidden;
  bar.setAttribute("aria-label", after.getAttribute("aria-label"));
}

/** A track that is held answers the player in place of the network; where that joins nothing it is the source itself. */
function answerWith({ src, track }, audio) {
  sound.ask = (url, options) =>
    url === src ? new Response(track, { headers: { "Content-Length": track.size } }) : fetch(url, options);
  if (JOINS) return;
  for (const source of audio.children) if (source.src === src) source.src = URL.createObjectURL(track);
}

/**
 * Walks to a stop.
 * @param {string} url
 * @param {{place?: number | null, play: boolean, remember?: boolean, heed?: boolean}} how `heed`: nobody may be
 *   looking, so a stop with a content note, or one that is closed now, comes up paused
 */
async function walk(url, { place = null, play, remember = true, heed = false }) {
  const turn = ++turns;
  const held = ahead?.release(url);
  const to = await (held?.page ?? fetchPage(url));
  // Someone went elsewhere meanwhile.
  if (turn !== turns) return;
  const at = timeOf(place, to);
  const pairs = pairsWith(to);
  // Links in the new parts are relative to the new address: it comes first.
  if (remember) history.pushState(null, "", url);
  const audio = document.adoptNode(to.querySelector("first-sound audio"));
  swap(pairs, to);
  shown = location.pathname;
  delete sound.ask;
  if (held?.track) answerWith(held, audio);
  sound.take(audio, at);
  waits = play && heed && Boolean(document.querySelector(NOTE) || safety?.closes(document.documentElement.dataset));
  const sounds = play && sound.audio.children.length;
  if (sounds && (!waits || held?.track)) sound.play();
  // Its source is kept, so that the lock screen keeps its button: one press goes on.
  if (waits) sound.audio.pause();
  arrive();
}

/** What is due when a stop has come up: focus on its name, the top of the page, the lock screen; others hear `arrive`. */
function arrive() {
  document.querySelector("h1").focus({ preventScroll: true });
  scrollTo(0, 0);
  if (waits) document.querySelector(NOTE)?.scrollIntoView({ block: "nearest" });
  showLocked();
  document.dispatchEvent(new Event("arrive"));
}

/** What the lock screen shows and does. Whoever presses there sees no page fail: without a line what plays goes on. */
function showLocked() {
  showOnLockScreen(sound, (link) => goOn(link).catch(() => {}));
}

/**
 * Goes where a link leads, as one does with the phone in the pocket; rejects, and stays, where that stop cannot be had.
 * @param {HTMLAnchorElement} link
 */
export function goOn(link) {
  return walk(link.href, { play: waits || sound.audio.ended || !sound.audio.paused, heed: true });
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a");
  if (!link?.matches(WALKED) || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const { action } = link.dataset;
  const place = action === "language" ? here() : null;
  // "Play", where a stop nearby is offered, was tapped by somebody who looks.
  const near = action === "near";
  const play = near || !sound.audio.paused || (waits && action !== "language");
  try {
    await walk(link.href, { place, play, heed: waits && !near });
  } catch {
    const behind = near ? "#play" : place === null ? "" : `#at=${place.toFixed(3)}`;
    location.assign(link.href + behind);
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
  walk(location.href, { play: !sound.audio.paused, remember: false }).catch(() => location.reload());
});

// Once this stop's sound is whole, the line is free for the next one.
async function holdNext() {
  ahead ??= await import("./ahead.js").catch(() => undefined);
  const next = document.querySelector("a[data-action=next]");
  if (next) ahead?.hold(next.href);
}
sound.addEventListener("whole", holdNext);
sound.audio.addEventListener("canplaythrough", () => JOINS || holdNext());
// The word of a play that was paused at once comes late: it ends no waiting.
sound.audio.addEventListener("play", () => sound.audio.paused || (waits = false));

const carried = placeInAddress();
if (carried !== null) sound.place = timeOf(carried);
// Taken: a reload goes on where the listener is by then.
if (carried !== null || location.hash === "#play") history.replaceState(history.state, "", location.pathname + location.search);
showLocked();
document.addEventListener("led", showLocked);
import("./safety.js").then((module) => (safety = module), () => {});
