/** What an address of the site is to the service worker. Pure. */

const LEFT_ALONE = new Set(["admin", "static", "feedback", "healthz"]);
const ALWAYS_ASKED = new Set(["notices.json", "pack.json", "sw.js"]);

/**
 * Whether the worker answers this request at all: what changes from minute to minute, what is written, what is
 * another's, and what a download asks for past every cache go their own way.
 * @param {{method: string, url: string, cache?: string}} request
 * @param {string} scope the site's root
 */
export function ours({ method, url, cache }, scope) {
  if (method !== "GET" || cache === "no-store" || !url.startsWith(scope)) return false;
  const parts = pathOf(url, scope).split("/");
  return !LEFT_ALONE.has(parts[0]) && !ALWAYS_ASKED.has(parts.at(-1));
}

/**
 * The address without query and fragment, as packs name it.
 * @param {string} url
 */
export function plain(url) {
  return url.replace(/[?#].*$/s, "");
}

/**
 * Whether this is an address by content, which is the same file for ever.
 * @param {string} url
 * @param {string} scope
 */
export function byContent(url, scope) {
  return /^files\/[0-9a-f]{32}\.[a-z0-9]+$/.test(pathOf(url, scope));
}

/**
 * An address that only leads on: the front door (`{tour: "", number: ""}`), a tour's or a sign's short one; null for
 * any other.
 * @param {string} url
 * @param {string} scope
 * @returns {{tour: string, number: string} | null}
 */
export function short(url, scope) {
  const found = /^(?:([a-z0-9-]+)(?:\/(\d+))?\/?)?$/.exec(pathOf(url, scope));
  return found && { tour: found[1] ?? "", number: found[2] ?? "" };
}

/**
 * The languages wanted here, the best first, each once: the one that was chosen, then those of the phone.
 * @param {string | undefined} chosen
 * @param {readonly string[]} spoken
 */
export function wanted(chosen, spoken) {
  const tags = [chosen, ...spoken].filter(Boolean);
  return tags.filter((tag, at) => tags.findIndex((one) => one.toLowerCase() === tag.toLowerCase()) === at);
}

/**
 * The kept pack that a short address leads to: in the language chosen, else in one the phone speaks, else any.
 * Of two related ones, as `pt` and `pt-br`, the one that is wanted by name goes first.
 * @param {{tour: string, language: string, numbers?: object}[]} packs
 * @param {{tour: string, number: string}} way
 * @param {readonly string[]} languages the best first
 */
export function packFor(packs, { tour, number }, languages) {
  const fitting = packs.filter((pack) => (tour ? pack.tour === tour && (!number || pack.numbers?.[number]) : pack.tour === "site"));
  const tags = languages.map((tag) => tag.toLowerCase());
  const rank = ({ language }) => {
    const at = tags.findIndex((tag) => tag.split("-")[0] === language.split("-")[0]);
    return at < 0 ? tags.length : tags[at] === language ? at : at + 0.5;
  };
  return fitting.sort((one, other) => rank(one) - rank(other))[0] ?? null;
}

/**
 * Where a short address leads in a pack, relative to the root.
 * @param {{tour: string, language: string, numbers?: object}} pack
 * @param {{tour: string, number: string}} way
 */
export function target({ tour, language, numbers }, { number }) {
  if (tour === "site") return `${language}/`;
  return `${language}/${tour}/${number ? `${numbers[number]}/` : ""}`;
}

function pathOf(url, scope) {
  return plain(url).slice(scope.length);
}
