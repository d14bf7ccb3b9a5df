/** Keeps the kiosk's packs, checks them, brings newer ones while nobody is here, and says to the site how it is. */

import { check, format, idOf, keep, kept, mend, offered } from "./pack.js";
import { editions } from "./tours.js";

const ROUND_MS = 10 * 60_000;
const BEAT_MS = 5 * 60_000;
const DEEP_MS = 24 * 60 * 60_000;
const BEAT_WAIT_MS = 10_000;
const MOST_FAULTS = 20;
const KIND = "kiosk";
const started = Date.now();

export class Keeping {
  #faults = new Set();
  #work = new AbortController();
  #running;
  #ended = 0;

  /** @param {{free: () => boolean, newer: (page: boolean) => void}} what `free`: nobody is here; `newer`: a pack was replaced */
  constructor(what) {
    this.what = what;
  }

  /** Begins, and goes on for as long as the page stands. */
  async start() {
    await navigator.storage?.persist?.().catch(() => false);
    setInterval(() => this.round(), ROUND_MS);
    setInterval(() => this.beat(), BEAT_MS);
    await this.round();
    await this.beat();
  }

  /** Somebody has come: what is on its way waits, unless it is needed for the first time. */
  yield() {
    this.#work.abort();
  }

  /** A fault to be told: a code and what it concerns. */
  fault(text) {
    if (this.#faults.size < MOST_FAULTS) this.#faults.add(text.slice(0, 120));
  }

  /** Brings what is newer, one pack after another, unless that was done a moment ago. One cut short is done again. */
  round() {
    if (!("caches" in globalThis) || Date.now() - this.#ended < ROUND_MS / 2) return this.#running;
    this.#running ??= this.#all().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #all() {
    this.#work = new AbortController();
    const { signal } = this.#work;
    for (const [url, id] of this.packs()) {
      if (signal.aborted) return;
      await this.#one(url, id, signal);
    }
    if (!signal.aborted) this.#ended = Date.now();
  }

  async #one(url, id, signal) {
    try {
      // The same browser may keep the tour as a phone does: that is another thing.
      const row = (await kept()).find((one) => one.id === id && one.format.endsWith(KIND));
      if (row && !this.what.free()) return;
      if (row && Date.now() - row.checked > DEEP_MS && (await check(id, { deep: true })).length) await mend(id, { signal });
      const pack = await offered(url.href);
      if (idOf(pack) !== id) throw new TypeError("id");
      if (row?.release === pack.release) return;
      await keep(toldBy(pack), { format: `${format()} ${KIND}`, signal: row ? signal : undefined });
      if (row) this.what.newer(id.startsWith("kiosk/"));
    } catch (error) {
      // No network is no fault; neither is having been asked to wait.
      if (!["Unreachable", "Paused"].includes(error.name)) this.fault(`${error.name} ${id}`);
    }
  }

  /** [address of the pack.json, id] of all this kiosk needs: its own page first. */
  packs() {
    const own = [new URL("pack.json", location.href), `kiosk/${document.body.dataset.kiosk}`];
    return [own, ...editions().map(([tour, code]) => [new URL(`../../${code}/${tour}/pack.json`, location.href), `${tour}/${code}`])];
  }

  /** How many files of the kept packs are damaged; they are fetched anew if the network allows. */
  async examine() {
    let faulty = 0;
    for (const [, id] of this.packs()) {
      const found = (await check(id, { deep: true })).length;
      faulty += found;
      if (found) await mend(id).catch(() => this.fault(`damaged ${id}`));
    }
    return faulty;
  }

  /** How it is. */
  async state() {
    const rows = await kept().catch(() => []);
    const wanted = new Set(this.packs().map(([, id]) => id));
    const packs = Object.fromEntries(rows.filter(({ id }) => wanted.has(id)).map(({ id, release }) => [id, release]));
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
    return {
      release: packs[`kiosk/${document.body.dataset.kiosk}`] ?? "",
      version: document.body.dataset.version,
      packs,
      used: Math.round(usage),
      quota: Math.round(quota),
      faults: [...this.#faults],
      uptime: Math.round((Date.now() - started) / 1000),
    };
  }

  /** Tells the site; a word that is lost is followed by the next. */
  async beat() {
    try {
      const answer = await fetch(new URL(`../../feedback/kiosk/${document.body.dataset.kiosk}`, location.href), {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(await this.state()),
        credentials: "omit",
        signal: AbortSignal.timeout(BEAT_WAIT_MS),
      });
      if (answer.ok) this.#faults.clear();
    } catch {
      // The next one says it.
    }
  }
}

/**
 * Of a tour's pack what a kiosk tells it by: its tour.json, its sound and its pictures. Pages, modules and the map,
 * whose tiles may be many megabytes, are for phones. Its own pack it needs whole.
 */
function toldBy(pack) {
  if (pack.tour === KIND) return pack;
  return { ...pack, files: pack.files.filter((file) => file.for !== "all" || file.type.startsWith("image/")) };
}

/** Whether this browser plays Opus. */
export const opus = format() === "opus";
