/** The way a visitor chose through a tour, kept on the phone as {slug, stops}; the whole story where none is. */

import { get, put, remove } from "./phone.js";

const key = (tour) => `route/${tour}`;

/**
 * The chosen way; undefined where it is the whole story, or the phone keeps nothing.
 * @param {string} tour
 * @returns {Promise<{slug: string, stops: string[]} | undefined>}
 */
export async function chosenRoute(tour) {
  try {
    const found = await get("settings", key(tour));
    return Array.isArray(found?.stops) ? found : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a choice; without stops it is the whole story again.
 * @param {string} tour
 * @param {{slug: string, stops: string[]} | undefined} route
 */
export function chooseRoute(tour, route) {
  return route ? put("settings", route, key(tour)) : remove("settings", key(tour));
}

/**
 * The stops before and after one on a way, by slug; undefined where there is none, null where the way passes it by.
 * @param {string[]} stops
 * @param {string} slug
 */
export function around(stops, slug) {
  const index = stops.indexOf(slug);
  return index < 0 ? null : { previous: stops[index - 1], next: stops[index + 1] };
}
