/**
 * Follows the phone's place and says which stop is near. Positions are compared here and thrown away: none is
 * kept, none is sent. Which stops were named already is known until the tab closes, by their names alone.
 */

import { closedStops } from "./notices.js";
import { positionsOf } from "./position.js";
import { RULES, Trigger } from "./trigger.js";

const LOOK_MS = 5000;
const FIX = { enableHighAccuracy: true, maximumAge: 2000, timeout: 30000 };

/**
 * Follows until it is stopped.
 * @param {object[]} stops as places.js gives them
 * @param {{
 *   tell: (state: "looking" | "good" | "poor" | "refused" | "unable", fix?: object, closed?: Record<string, {closed: true}>) => void,
 *   suggest?: (stop: object) => void,
 *   playing?: () => boolean,
 * }} hooks
 * @returns {{stop: () => void, dismiss: (slug: string) => void} | null} null where this browser cannot
 */
export function follow(stops, { tell, suggest = () => {}, playing = () => false }) {
  const trigger = new Trigger(stops);
  const { tour } = document.documentElement.dataset;
  let closed = {};
  let state = "";
  // When a good fix last came (before one: the first). By the page's own clock: a fix has its time from the satellites,
  // and the phone's clock may be minutes apart from it.
  let heard = null;

  function say(now, fix) {
    if (now !== state || fix) tell(now, fix, closed);
    state = now;
  }

  /** What is closed by a live notice, and what was listened to: read again now and then. */
  async function look() {
    closed = await closedStops(tour);
    for (const { stop, listened } of await positionsOf(tour).catch(() => [])) trigger.listened(stop, listened);
    if (heard !== null && ["good", "poor"].includes(state) && performance.now() - heard > RULES.gapMs) say("poor");
  }

  async function take({ coords, timestamp }) {
    if (heard === null || coords.accuracy <= RULES.accuracyM) heard = performance.now();
    // Nobody is led to a stop before it is known whether it is closed.
    await known;
    const fix = { lat: coords.latitude, lng: coords.longitude, accuracy: coords.accuracy, speed: coords.speed, at: timestamp };
    const slug = trigger.take(fix, { playing: playing(), notices: closed });
    keepNamed(tour, trigger.named);
    say(trigger.poor(timestamp) ? "poor" : "good", fix);
    if (slug) suggest(stops.find((stop) => stop.slug === slug));
  }

  if (!("geolocation" in navigator) || !isSecureContext) {
    say("unable");
    return null;
  }
  say("looking");
  for (const slug of keptNamed(tour)) trigger.dismiss(slug);
  const known = look();
  const timer = setInterval(look, LOOK_MS);
  const watch = navigator.geolocation.watchPosition(
    take,
    (error) => say(error.code === error.PERMISSION_DENIED ? "refused" : "poor"),
    FIX,
  );
  return {
    stop() {
      clearInterval(timer);
      navigator.geolocation.clearWatch(watch);
    },
    dismiss(slug) {
      trigger.dismiss(slug);
      keepNamed(tour, trigger.named);
    },
  };
}

/** The stops that were named before and not left since, so that another page does not name them again. */
function keptNamed(tour) {
  try {
    return JSON.parse(sessionStorage.getItem(`named/${tour}`)) ?? [];
  } catch {
    return [];
  }
}

function keepNamed(tour, slugs) {
  try {
    sessionStorage.setItem(`named/${tour}`, JSON.stringify(slugs));
  } catch {
    // A browser that keeps nothing: this page alone knows.
  }
}
