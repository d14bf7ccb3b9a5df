/**
 * Safety now: which stops are closed or warned of, asked of the site whenever there is a network.
 *
 * The last good answer is kept with its time. A bad one (a portal's page, half a file) never takes its place:
 * yesterday's word with its age is better than none, and far better than a wrong “all is open”.
 */

import { get, put } from "./phone.js";

/**
 * @typedef {{stop: string, closes: boolean, since: string, words: Record<string, string>}} Notice
 * @typedef {{source: string, notices: Notice[], stops: Record<string, {closed: true}>}} OfTour
 * @typedef {{asked_at: number, made: string, tours: Record<string, OfTour>}} Kept asked_at: ms since 1970
 */

const WAIT_MS = 4000;
const EVERY_MS = 10 * 60 * 1000;
// Modules lie in the site's files/ folder, wherever the site itself lies.
const ADDRESS = new URL("../notices.json", import.meta.url).href;

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const isNotice = (value) =>
  isRecord(value) &&
  [value.stop, value.since].every((text) => typeof text === "string") &&
  typeof value.closes === "boolean" &&
  isRecord(value.words) &&
  Object.values(value.words).every((text) => typeof text === "string");

const isOfTour = (value) =>
  isRecord(value) && typeof value.source === "string" && Array.isArray(value.notices) && value.notices.every(isNotice);

/**
 * What is kept of an answer; null where it is not the notices file. What a later schema adds is left aside.
 * @param {unknown} answer
 * @param {number} now ms since 1970
 * @returns {Kept | null}
 */
export function understood(answer, now) {
  if (!isRecord(answer) || !(answer.schema >= 1) || typeof answer.made !== "string" || !isRecord(answer.tours)) return null;
  if (!Object.values(answer.tours).every(isOfTour)) return null;
  const tours = Object.entries(answer.tours).map(([slug, { source, notices }]) => [
    slug,
    {
      source,
      notices,
      stops: Object.fromEntries(notices.filter((one) => one.closes && one.stop).map((one) => [one.stop, { closed: true }])),
    },
  ]);
  return { asked_at: now, made: answer.made, tours: Object.fromEntries(tours) };
}

/**
 * Which of two words stands: the new one, unless it is none, or comes from a site that has lost its file
 * (`made` is empty) while the one before knew of something.
 * @param {Kept | null | undefined} before
 * @param {Kept | null} after
 */
export function better(before, after) {
  return after && !(before?.made && !after.made) ? after : (before ?? null);
}

/**
 * A notice's words for a reader, and the language they stand in; the source's where the reader's are missing,
 * else any there are.
 * @param {Notice} notice
 * @param {string} language code, lower case
 * @param {string} source
 */
export function wordsFor(notice, language, source) {
  const code = [language, source, ...Object.keys(notice.words)].find((one) => notice.words[one]) ?? source;
  return { text: notice.words[code] ?? "", language: code };
}

/**
 * The notices of a stop ("": of the tour as a whole), closings first.
 * @param {Kept | null | undefined} kept
 * @param {string} tour
 * @param {string} stop
 */
export function noticesIn(kept, tour, stop) {
  const found = kept?.tours?.[tour]?.notices.filter((one) => one.stop === stop) ?? [];
  return found.sort((one, other) => Number(other.closes) - Number(one.closes));
}

let last = null;

/** The last good word this phone has; null where it never had one. A phone that keeps nothing knows it for this page. */
export async function kept() {
  return (await get("settings", "notices").catch(() => undefined)) ?? last;
}

/**
 * Asks the site. True where it answered as it should; the word is then kept.
 * @returns {Promise<boolean>}
 */
export async function renew() {
  let after = null;
  try {
    const answer = await fetch(ADDRESS, { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(WAIT_MS) });
    if (answer.ok) after = understood(await answer.json(), Date.now());
  } catch {
    // No network, a portal's page, no notices on this host (an export): what is kept stands.
  }
  const before = await kept();
  const stands = better(before, after);
  if (!after || stands !== after) return false;
  last = after;
  await put("settings", after, "notices").catch(() => {});
  return true;
}

/**
 * The notices of a stop ("": of the whole tour), as last heard.
 * @param {string} tour
 * @param {string} [stop]
 */
export async function notices(tour, stop = "") {
  return noticesIn(await kept(), tour, stop);
}

/**
 * The stops of a tour that are closed now, as the trigger takes them.
 * @param {string} tour
 * @returns {Promise<Record<string, {closed: true}>>}
 */
export async function closedStops(tour) {
  return (await kept())?.tours?.[tour]?.stops ?? {};
}

/**
 * Shows what is known at once, then asks now, on coming back to the page, when the network says it is back,
 * and every ten minutes; shows again after each.
 * @param {(kept: Kept | null, renewed: boolean | null) => void} show `renewed`: null before the first answer
 */
export async function follow(show) {
  let asking = null;
  const ask = () => (asking ??= once().finally(() => (asking = null)));
  const once = async () => {
    const renewed = await renew();
    show(await kept(), renewed);
  };
  show(await kept(), null);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
  addEventListener("pageshow", (event) => event.persisted && ask());
  addEventListener("online", ask);
  setInterval(ask, EVERY_MS);
  await ask();
}
