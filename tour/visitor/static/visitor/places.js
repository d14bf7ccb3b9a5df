/** Where the stops of a tour are. */

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
