/**
 * The parts of a page that come after the first paint, with their words: one file a language, beside the page.
 *
 * A stop page has no byte to spare for a form that few open; so its words travel here.
 */

const loaded = new Map();

/**
 * The named part of visitor/later.html, in the page's language, ready to be put in; null where it cannot be had.
 * @param {string} name id of its <template>
 * @returns {Promise<DocumentFragment | null>}
 */
export async function later(name) {
  const url = new URL(document.documentElement.dataset.later, location.href).href;
  if (!loaded.has(url)) loaded.set(url, fetched(url));
  try {
    const found = (await loaded.get(url)).getElementById(name);
    return found && document.importNode(found.content, true);
  } catch {
    loaded.delete(url);
    return null;
  }
}

async function fetched(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(8000) });
  if (!answer.ok) throw new RangeError(url);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
