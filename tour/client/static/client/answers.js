/** The service worker's answers: from packs first and always, else from the network within a time. Keeps nothing itself. */

import { all, get } from "./phone.js";
import { sliced } from "./ranges.js";
import { fetchWithin, inTime } from "./waiting.js";
import { byContent, packFor, plain, short, target, wanted } from "./ways.js";

const CACHE = "wayside-files";
const PAGE_MS = 8000;
const FILE_MS = 20_000;
/** A phone short of memory may leave its own store unanswered. */
const STORE_MS = 2000;

/**
 * The answer to a request that is ours.
 * @param {Request} request
 * @param {string} scope the site's root
 * @returns {Promise<Response>}
 */
export async function answer(request, scope) {
  const whole = await fromPacks(plain(request.url), scope);
  if (whole) return sliced(whole, request.headers.get("Range"));
  // As it is: a request that is made again with anything of ours loses the Range that a player asks for.
  if (request.mode !== "navigate") return inTime(fetch(request), FILE_MS);
  const way = short(request.url, scope);
  return way ? ledOn(request, way, scope) : page(request, {}, scope);
}

/** The kept file at the address; null where there is none, or where the phone has lost what it kept. */
async function fromPacks(url, scope) {
  const found = async () => {
    const src = byContent(url, scope) ? url : (await get("addresses", url))?.src;
    return src ? (await caches.open(CACHE)).match(src) : undefined;
  };
  return (await inTime(found(), STORE_MS).catch(() => undefined)) ?? null;
}

/** The language chosen here, and the packs; none where the phone does not say. */
async function known() {
  const asked = Promise.all([get("settings", "language"), all("packs")]);
  const [chosen, packs] = await inTime(asked, STORE_MS).catch(() => [undefined, []]);
  return { chosen, packs };
}

/**
 * A short address: into a kept tour at once, else asked of the site in the language that was chosen here, and in the
 * phone's own where the tour lacks that.
 */
async function ledOn(request, way, scope) {
  const { chosen, packs } = await known();
  const languages = wanted(chosen, navigator.languages);
  const pack = packFor(packs, way, languages);
  const lead = () => Response.redirect(new URL(target(pack, way), scope), 302);
  if (pack && (!chosen || pack.language === chosen)) return lead();
  try {
    // Without weights: of equals the first is taken.
    return await fetchWithin(request, chosen ? { headers: { "Accept-Language": languages.join() } } : {}, PAGE_MS);
  } catch {
    return pack ? lead() : unreachable(request.url, packs, chosen, scope);
  }
}

/** A page of the network; where it does not come, the one that says what is on this phone. */
async function page(request, init, scope) {
  try {
    return await fetchWithin(request, init, PAGE_MS);
  } catch {
    const { chosen, packs } = await known();
    return unreachable(request.url, packs, chosen, scope);
  }
}

/** Leads to the kept page that says so, with the address behind a `#`, which no server sees. */
function unreachable(url, packs, chosen, scope) {
  const pack = packFor(packs, { tour: "", number: "" }, wanted(chosen, navigator.languages));
  if (!pack) return Response.error();
  return Response.redirect(new URL(`${pack.language}/unreachable.html#${url}`, scope), 302);
}
