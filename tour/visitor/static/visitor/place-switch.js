/**
 * Whether the phone's place is switched on: by a tap, for one tour and some hours. Kept on the phone as {tour, at}, so
 * that the next page of the same walk need not be tapped again; no other day and no other tour starts by itself.
 */

import { get, put, remove } from "./phone.js";

const KEY = "place";
/** So long (ms) after the tap pages start by themselves. */
const WALK_MS = 6 * 60 * 60 * 1000;

/**
 * Keeps that it was switched on, now.
 * @param {string} tour
 */
export function switchOn(tour) {
  return put("settings", { tour, at: Date.now() }, KEY);
}

/** Forgets it. */
export function switchOff() {
  return remove("settings", KEY);
}

/**
 * Whether a page of this tour may follow the place without a tap: never where the phone would ask its owner first.
 * @param {string} tour
 * @returns {Promise<boolean>}
 */
export async function switchedOn(tour) {
  const kept = await get("settings", KEY).catch(() => undefined);
  const age = Date.now() - kept?.at;
  return kept?.tour === tour && age >= 0 && age < WALK_MS && (await granted());
}

/** Where a browser does not tell, the tap is trusted. */
async function granted() {
  try {
    return (await navigator.permissions.query({ name: "geolocation" })).state === "granted";
  } catch {
    return true;
  }
}
