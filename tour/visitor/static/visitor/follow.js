/**
 * Follows the phone's place and says which stop is near. Positions are compared here and thrown away: none is
 * kept, none is sent.
 */

import { get } from "./phone.js";
import { positionsOf } from "./position.js";
import { Trigger } from "./trigger.js";

const LOOK_MS = 5000;
const FIX = { enableHighAccuracy: true, maximumAge: 2000, timeout: 30000 };
const WAIT_MS = 8000;

/**
 * The stops with their places; throws where they cannot be had.
 * @param {string} url of places.json
 */
export async function placesOf(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(WAIT_MS) });
  if (!answer.ok) throw new RangeError(url);
  return (await answer.json()).stops;
}

/**
 * Follows until it is stopped.
 * @param {object[]} stops as `placesOf` gives them
 * @param {{
 *   tell: (state: "looking" | "good" | "poor" | "refused" | "unable", fix?: object) => void,
 *   suggest?: (stop: object) => void,
 *   playing?: () => boolean,
 * }} hooks
 * @returns {{stop: () => void, dismiss: (slug: string) => void}}
 */
export function follow(stops, { tell, suggest = () => {}, playing = () => false }) {
  const trigger = new Trigger(stops);
  const { tour } = document.documentElement.dataset;
  let notices;
  let state = "";

  function say(now, fix) {
    if (now !== state || fix) tell(now, fix);
    state = now;
  }

  /** What is closed by a live notice, and what was listened to: read again now and then. */
  async function look() {
    notices = (await get("settings", "notices").catch(() => undefined))?.stops;
    for (const { stop, listened } of await positionsOf(tour).catch(() => [])) trigger.listened(stop, listened);
    if (["good", "poor"].includes(state) && trigger.poor(Date.now())) say("poor");
  }

  function take({ coords, timestamp }) {
    const fix = { lat: coords.latitude, lng: coords.longitude, accuracy: coords.accuracy, speed: coords.speed, at: timestamp };
    const slug = trigger.take(fix, { playing: playing(), notices });
    say(trigger.poor(timestamp) ? "poor" : "good", fix);
    if (slug) suggest(stops.find((stop) => stop.slug === slug));
  }

  if (!("geolocation" in navigator) || !isSecureContext) {
    say("unable");
    return { stop() {}, dismiss() {} };
  }
  say("looking");
  look();
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
    dismiss: (slug) => trigger.dismiss(slug),
  };
}
