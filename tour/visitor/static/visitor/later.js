/**
 * What comes after a page: other pages, and the parts with their words that follow its first paint.
 *
 * A stop page has no byte to spare for a form that few open; so its words travel in one file a language, beside it.
 */

const PAGE_MS = 8000;
const loaded = new Map();

/**
 * A page of this site, parsed.
 * @param {string} url
 * @param {AbortSignal} [signal]
 * @throws {RangeError} where the site answers otherwise
 */
export async function fetchPage(url, signal = AbortSignal.timeout(PAGE_MS)) {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new RangeError(url);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/**
 * The named part of visitor/later.html, in the page's language, ready to be put in; null where it cannot be had.
 * @param {string} name id of its <template>
 * @returns {Promise<DocumentFragment | null>}
 */
export async function later(name) {
  const url = new URL(document.documentElement.dataset.later, location.href).href;
  if (!loaded.has(url)) loaded.set(url, fetchPage(url));
  try {
    const found = (await loaded.get(url)).getElementById(name);
    return found && document.importNode(found.content, true);
  } catch {
    loaded.delete(url);
    return null;
  }
}
