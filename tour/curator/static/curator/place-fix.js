/** Measuring where the phone is: the best of what it says in a while. Nothing is kept or sent from here. */

const LONGEST_MS = 20_000;
const DIGITS = 6;
const DENIED = 1;

/**
 * A position as the form's fields write it: degrees to a tenth of a metre, and whole metres, never better than said.
 * @param {{latitude: number, longitude: number, accuracy: number}} coords
 */
export function written({ latitude, longitude, accuracy }) {
  return { lat: degrees(latitude), lng: degrees(longitude), metres: String(Math.max(1, Math.ceil(accuracy))) };
}

/** @param {number} angle @returns {string} without zeros that say nothing */
export function degrees(angle) {
  return String(Number(angle.toFixed(DIGITS)));
}

/**
 * The better of two positions: the one known more exactly, and of equals the later.
 * @template {{accuracy: number}} T
 * @param {T | undefined} best
 * @param {T} next
 * @returns {T}
 */
export function better(best, next) {
  return best && best.accuracy < next.accuracy ? best : next;
}

/**
 * Measures until `take` is called or the time is over; then `done` is told the best position, or why there is none.
 * @param {{soFar: (coords: object) => void, done: (coords?: object, why?: "denied" | "lost") => void}} tell
 * @param {Geolocation | undefined} geolocation
 * @returns {{take: () => void}}
 */
export function measure({ soFar, done }, geolocation = navigator.geolocation) {
  let best;
  let watching;
  let over = false;
  const end = (why) => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    if (watching !== undefined) geolocation.clearWatch(watching);
    done(best, best ? undefined : why);
  };
  const timer = setTimeout(end, LONGEST_MS, "lost");
  if (!geolocation) {
    end("lost");
    return { take() {} };
  }
  watching = geolocation.watchPosition(
    ({ coords }) => {
      if (over) return;
      best = better(best, coords);
      soFar(best);
    },
    // No signal for a moment is no end: the next position may come.
    ({ code }) => code === DENIED && end("denied"),
    { enableHighAccuracy: true, maximumAge: 0, timeout: LONGEST_MS },
  );
  return { take: () => end("lost") };
}
