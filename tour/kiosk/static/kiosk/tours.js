/** The kiosk's tours, as their tour.json tells them: from the pack, through the service worker, else from the site. */

const WAIT_MS = 8000;
const held = new Map();

/** The slugs of the tours told in a language, in the kiosk's order. */
export function toldIn(language) {
  return [...document.querySelectorAll("data.tour")]
    .filter((tour) => tour.dataset.languages.split(" ").includes(language))
    .map((tour) => tour.value);
}

/** Every [tour, language] this kiosk tells: its languages are those it has words in. */
export function editions() {
  const languages = [...document.querySelectorAll("template.words")].map((words) => words.dataset.language);
  return languages.flatMap((language) => toldIn(language).map((tour) => [tour, language]));
}

/**
 * One tour in one language; kept in memory until `renew`.
 * @param {string} tour
 * @param {string} language
 */
export async function load(tour, language) {
  const id = `${tour}/${language}`;
  if (!held.has(id)) held.set(id, await fetched(new URL(`../../${language}/${tour}/tour.json`, location.href)));
  return held.get(id);
}

/** Forgets what was loaded: newer words are on the kiosk. */
export function renew() {
  held.clear();
}

async function fetched(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(WAIT_MS) });
  if (!answer.ok) throw new TypeError(`${answer.status}`);
  const tour = await answer.json();
  return { ...tour, at: url.href };
}
