/** What a kiosk needs of the site, as its page says: this page, one that is kept, or one that is to come. */

import { bring } from "./download.js";
import { CACHE } from "./pack.js";
import { editions } from "./tours.js";

/**
 * [address of the pack.json, id] of every tour in every language that a kiosk's page tells.
 * @param {ParentNode} page
 */
export function toursOf(page) {
  return editions(page).map(([tour, code]) => [new URL(`../../${code}/${tour}/pack.json`, location.href), `${tour}/${code}`]);
}

/**
 * The page in a kiosk's own pack, as it is kept here, else as the network brings it; nothing in it runs.
 * @param {import("./pack.js").Pack} pack
 * @param {AbortSignal} [signal]
 * @returns {Promise<DocumentFragment>}
 * @throws as `bring`
 */
export async function pageOf(pack, signal) {
  const file = pack.files.find(({ url }) => url === `${pack.tour}/${pack.language}/`);
  const url = new URL(file.src, pack.root).href;
  const answer = (await (await caches.open(CACHE)).match(url)) ?? (await bring(url, file, { signal }));
  // A whole document would stay in memory: Chromium lets it go only with this page.
  const page = document.createElement("template");
  page.innerHTML = await answer.text();
  return page.content;
}
