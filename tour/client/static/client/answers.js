/** The service worker's answers: from packs first and always, else from the network within a time. Keeps nothing itself. */

import { all, get } from "./phone.js";
import { sliced } from "./ranges.js";
import { fetchWithin } from "./waiting.js";
import { byContent, packFor, plain, short, target } from "./ways.js";

const CACHE = "wayside-files";
const PAGE_MS = 8000;
const FILE_MS = 20_000;

/**
 * The answer to a request that is ours.
 * @param {Request} request
 * @param {string} scope the site's root
 * @returns {Promise<Response>}
 */
export async function answer(request, scope) {
  const whole = await fromPacks(plain(request.url), scope);
  if (whole) return sliced(whole, request.headers.get("Range"));
  if (request.mode !== "navigate") return fetchWithin(request, {}, FILE_MS);
  const way = short(request.url, scope);
  return way ? ledOn(request, way, scope) : page(request, {}, scope);
}

/** The kept file at the address; null where there is none, or where the phone has lost what it kept. */
async function fromPacks(url, scope) {
  try {
    const src = byContent(url, scope) ? url : (await get("addresses", url))?.src;
    return src ? ((await (await caches.open(CACHE)).match(src)) ?? null) : null;
  } catch {
    return null;
  }
}

/** A short address: into a kept tour at once, else asked of the site in the language that was chosen here. */
async function ledOn(request, way, scope) {
  const chosen = await get("settings", "language").catch(() => undefined);
  const packs = await all("packs").catch(() => []);
  const pack = packFor(packs, way, [chosen, ...navigator.languages].filter(Boolean));
  const lead = () => Response.redirect(new URL(target(pack, way), scope), 302);
  if (pack && (!chosen || pack.language === chosen)) return lead();
  try {
    return await fetchWithin(request, chosen ? { headers: { "Accept-Language": chosen } } : {}, PAGE_MS);
  } catch {
    return pack ? lead() : unreachable(request.url, packs, chosen, scope);
  }
}

/** A page of the network; where it does not come, the one that says what is on this phone. */
async function page(request, init, scope) {
  try {
    return await fetchWithin(request, init, PAGE_MS);
  } catch (error) {
    const chosen = await get("settings", "language").catch(() => undefined);
    const packs = await all("packs").catch(() => []);
    return unreachable(request.url, packs, chosen, scope, error);
  }
}

/** Leads to the kept page that says so, with the address behind a `#`, which no server sees. */
function unreachable(url, packs, chosen, scope) {
  const pack = packFor(packs, { tour: "", number: "" }, [chosen, ...navigator.languages].filter(Boolean));
  if (!pack) return Response.error();
  return Response.redirect(new URL(`${pack.language}/unreachable.html#${url}`, scope), 302);
}
