/** The kiosk's tours, as their tour.json tells them: from the pack, through the service worker, else from the site. */

const WAIT_MS = 8000;
const held = new Map();

/** The slugs of the tours told in a language, in the kiosk's order. */
function toldIn(language, page) {
  return [...page.querySelectorAll("data.tour")]
    .filter((tour) => tour.dataset.languages.split(" ").includes(language))
    .map((tour) => tour.value);
}

/**
 * Every [tour, language] a kiosk tells: its languages are those it has words in.
 * @param {ParentNode} page the kiosk's page, this one or another
 */
export function editions(page = document) {
  const languages = [...page.querySelectorAll("template.words")].map((words) => words.dataset.language);
  return languages.flatMap((language) => toldIn(language, page).map((tour) => [tour, language]));
}

/**
 * The tours told in a language that can be had now, in the kiosk's order: one that is not there hides no other.
 * @param {string} language
 * @param {(tour: string) => void} lacking hears the slug of each that is not there
 */
export async function told(language, lacking) {
  const slugs = toldIn(language, document);
  const found = await Promise.allSettled(slugs.map((tour) => load(tour, language)));
  found.forEach(({ status }, index) => status === "rejected" && lacking(slugs[index]));
  return found.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
}

/** One tour in one language; kept in memory until `renew`. */
async function load(tour, language) {
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
