/** Keeps the kiosk's packs, checks them, brings newer ones while nobody is here, and says to the site how it is. */

import { pageOf, toursOf } from "./needs.js";
import { check, forget, format, idOf, keep, kept, mend, offered, tidy } from "./pack.js";

const ROUND_MS = 10 * 60_000;
const BEAT_MS = 5 * 60_000;
const DEEP_MS = 24 * 60 * 60_000;
const BEAT_WAIT_MS = 10_000;
const MOST_FAULTS = 20;
const KIND = "kiosk";
// A clock may be set while this page stands: what has passed since is never reckoned by it.
const started = performance.now();

export class Keeping {
  #faults = new Set();
  #told = new Map();
  #work = new AbortController();
  #running;
  #ended = -Infinity;

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
    if (!("caches" in globalThis) || performance.now() - this.#ended < ROUND_MS / 2) return this.#running;
    this.#running ??= this.#all().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #all() {
    this.#work = new AbortController();
    const { signal } = this.#work;
    const [own, ...tours] = this.packs();
    const row = await this.#row(own[1]).catch(() => undefined);
    // The first time the page comes first: it stands without a network then. A newer one follows the tours it tells.
    if (!row) await this.#bring(...own, { signal });
    else await this.#tried(own[1], () => this.#examined(row, signal));
    const next = row && (await this.#newer(own, row, signal));
    let waiting = false;
    for (const [url, id] of next ? toursOf(next.page) : tours) {
      if (signal.aborted) return;
      const needed = tours.some(([, one]) => one === id);
      waiting = !(await this.#bring(url, id, { signal, needed })) || waiting;
    }
    if (next && !waiting) waiting = !(await this.#bring(...own, { signal, pack: next.pack }));
    if (signal.aborted) return;
    if (!waiting) await this.#tried("forgetting", () => this.#clear());
    this.#ended = performance.now();
  }

  /** The kiosk's own pack and its page, where the site has another than is kept. */
  async #newer([url, id], row, signal) {
    let next;
    await this.#tried(id, async () => {
      const pack = await this.#offered(url, id);
      if (pack.release !== row.release) next = { pack, page: await pageOf(pack, signal) };
    });
    return next;
  }

  /**
   * Brings a pack where the site has another than is kept; false where that waits for a network, or for a visitor to go.
   * One that is `needed` and not there at all waits for nobody.
   */
  #bring(url, id, { signal, needed = true, pack }) {
    return this.#tried(id, async () => {
      const row = await this.#row(id);
      const late = row || !needed;
      if (late && !this.what.free()) return false;
      if (row && !pack) await this.#examined(row, signal);
      const offer = pack ?? (await this.#offered(url, id));
      if (row?.release === offer.release) return true;
      await keep(toldBy(offer), { format: `${format()} ${KIND}`, signal: late ? signal : undefined });
      if (row) this.what.newer(id.startsWith("kiosk/"));
      return true;
    });
  }

  /** What work gives; false where it was cut off. Another error is a fault to be told, and does not hold up the rest. */
  async #tried(id, work) {
    try {
      return await work();
    } catch (error) {
      // No network is no fault; neither is having been asked to wait.
      if (["Unreachable", "Paused"].includes(error.name)) return false;
      this.fault(`${error.name} ${id}`);
      return true;
    }
  }

  /** Looks at every byte of a kept pack once a day, and mends it. */
  async #examined({ id, checked }, signal) {
    if (!this.what.free()) return;
    const age = Date.now() - checked;
    // A day that is still to come was written by a clock that was wrong.
    if ((age < 0 || age > DEEP_MS) && (await check(id, { deep: true })).length) await mend(id, { signal });
  }

  async #offered(url, id) {
    const pack = await offered(url.href);
    if (idOf(pack) !== id) throw new TypeError("id");
    return pack;
  }

  /**
   * Forgets the tours that no kiosk's page tells any more: neither this page, nor one that is kept in this browser.
   * The files go each time by what is kept: a newer page may have come between forgetting a tour and removing them.
   */
  async #clear() {
    const rows = (await kept()).filter(ours);
    const pages = await Promise.all(rows.filter(({ tour }) => tour === KIND).map((row) => this.#tells(row)));
    const told = new Set([...idsOf(document), ...pages.flat()]);
    for (const { id, tour } of rows) if (tour !== KIND && !told.has(id)) await forget(id);
    await tidy();
  }

  /** The packs that a kept page tells; read once a release, for weeks of pages taken apart would fill the memory. */
  async #tells(row) {
    const name = `${row.id} ${row.release}`;
    if (!this.#told.has(name)) this.#told.set(name, idsOf(await pageOf(row)));
    return this.#told.get(name);
  }

  async #row(id) {
    return (await kept()).find((row) => row.id === id && ours(row));
  }

  /** [address of the pack.json, id] of all this kiosk needs: its own page first. */
  packs() {
    const own = [new URL("pack.json", location.href), `kiosk/${document.body.dataset.kiosk}`];
    return [own, ...toursOf(document)];
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

  /** How it is; of each pack it needs the release that is kept, "" where none is. */
  async state() {
    const rows = await kept().catch(() => []);
    const releases = new Map(rows.filter(ours).map(({ id, release }) => [id, release]));
    const packs = Object.fromEntries(this.packs().map(([, id]) => [id, releases.get(id) ?? ""]));
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
    return {
      release: packs[`kiosk/${document.body.dataset.kiosk}`],
      version: document.body.dataset.version,
      packs,
      used: Math.round(usage),
      quota: Math.round(quota),
      faults: [...this.#faults],
      uptime: Math.round((performance.now() - started) / 1000),
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

function idsOf(page) {
  return toursOf(page).map(([, id]) => id);
}

/** Whether a row is a kiosk's: the same browser may keep the tour as a phone does, and that is another thing. */
function ours(row) {
  return row.format.endsWith(KIND);
}

/** Whether this browser plays Opus. */
export const opus = format() === "opus";
