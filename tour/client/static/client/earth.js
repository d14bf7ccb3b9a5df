/** Distances and directions on the ground, and how a reader measures them: pure functions. */

const RADIUS_M = 6_371_000;
const RADIANS = Math.PI / 180;
/** Where people measure a walk in miles; the United States alone has feet besides (the others: metres). */
const MILES = new Set(["US", "GB", "LR", "MM"]);
const MILE_M = 1609.344;
const FOOT_M = 0.3048;
export const WINDS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];

/**
 * Metres between two points given in degrees (haversine).
 * @param {{lat: number, lng: number}} one
 * @param {{lat: number, lng: number}} other
 */
export function distance(one, other) {
  const half = (from, to) => Math.sin(((to - from) * RADIANS) / 2) ** 2;
  const chord =
    half(one.lat, other.lat) + Math.cos(one.lat * RADIANS) * Math.cos(other.lat * RADIANS) * half(one.lng, other.lng);
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/**
 * The wind one walks towards, from one point to another: one of `WINDS`.
 * @param {{lat: number, lng: number}} from
 * @param {{lat: number, lng: number}} to
 */
export function wind(from, to) {
  const east = Math.sin((to.lng - from.lng) * RADIANS) * Math.cos(to.lat * RADIANS);
  const north =
    Math.cos(from.lat * RADIANS) * Math.sin(to.lat * RADIANS) -
    Math.sin(from.lat * RADIANS) * Math.cos(to.lat * RADIANS) * Math.cos((to.lng - from.lng) * RADIANS);
  return WINDS[Math.round(Math.atan2(east, north) / (45 * RADIANS) + 8) % 8];
}

/**
 * A distance as a number and a unit of Intl.NumberFormat, no finer than a position deserves.
 * @param {number} metres
 * @param {string} region two letters, "" where it is not known
 * @returns {{value: number, unit: string}}
 */
export function measured(metres, region = "") {
  if (MILES.has(region)) {
    if (metres >= MILE_M / 4) return { value: fine(metres / MILE_M), unit: "mile" };
    if (region === "US") return { value: Math.max(50, Math.round(metres / FOOT_M / 50) * 50), unit: "foot" };
  }
  if (metres >= 950) return { value: fine(metres / 1000), unit: "kilometer" };
  return { value: Math.max(10, Math.round(metres / 10) * 10), unit: "meter" };
}

function fine(value) {
  return value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}

/**
 * A distance in words and the digits of a language.
 * @param {number} metres
 * @param {string} language a BCP 47 tag
 * @param {string} region
 */
export function distanceText(metres, language, region) {
  const { value, unit } = measured(metres, region);
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
}

/**
 * The region a phone is set to: the first of its languages that names one; "" where none does.
 * @param {readonly string[]} tags as navigator.languages gives them
 */
export function regionOf(tags) {
  for (const tag of tags) {
    const { region } = new Intl.Locale(tag);
    if (region) return region;
  }
  return "";
}
