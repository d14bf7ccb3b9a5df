/**
 * “Keep this tour on my phone”: what it would take, how far it is, what is here, and the way back.
 *
 * Only `#state` says what is shown; the words stand in the template beside the state they belong to.
 */

import { begun, check, filesFor, forget, format, giveUp, idOf, keep, kept, lacking, mend, offered, tidy } from "./pack.js";
import { CACHE, NoWorker, PackError, Paused } from "./pack.js";
import { bringWorker } from "./offline.js";
import { put } from "./phone.js";
import { inTime } from "./waiting.js";

const MEGABYTE = 1_000_000;
const WORKER_MS = 20_000;

export class KeepTour extends (globalThis.HTMLElement ?? Object) {
  /** offer, home, plain, loading, paused, ready, update, damaged, unready or ask; "" while it is not known. */
  #state = "";
  #before = "";
  #work = null;
  /** What the network offers, the site's own pack first: it is small, and the tour leans on it. */
  #offers = [];
  #rows = [];

  connectedCallback() {
    this.closest("section").hidden = false;
    if (!globalThis.isSecureContext) return this.#show("plain");
    if (!navigator.serviceWorker || !globalThis.caches || !globalThis.indexedDB) {
      this.closest("section").hidden = true;
      return undefined;
    }
    this.addEventListener("click", (event) => {
      const { action, part } = event.target.closest("button")?.dataset ?? {};
      if (action === "keep") this.#keep();
      else if (action === "forget") this.#forget();
      else if (part === "pause") this.#work?.abort();
      else if (part === "ask") this.#ask();
      else if (part === "stay") this.#leave();
    });
    return this.#start();
  }

  /** What is here is shown at once, without the network; then it is checked, and asked for anew. */
  async #start() {
    await this.#read();
    if (this.#tour) this.#show((await answered()) ? "ready" : "unready");
    else if (this.#tourBegun) this.#show("paused");
    await this.#badges();
    // It may wait for a download in another tab; nothing here waits for it.
    tidy().catch(() => {});
    if (this.#tour) await this.#selfCheck(false);
    await this.#look();
    if (this.#state === "ready" || this.#state === "update") await this.#selfCheck(true);
  }

  get #ids() {
    const { lang, dataset } = document.documentElement;
    const language = this.dataset.language ?? lang.toLowerCase();
    return [`site/${language}`, `${dataset.tour}/${language}`];
  }

  get #tour() {
    return this.#rows.find(({ id }) => id === this.#ids[1]);
  }

  /** What is shown where the tour is not here; in a tab of Apple's phones the home screen comes first. */
  get #first() {
    if (this.#tourBegun) return "paused";
    return navigator.standalone === false ? "home" : "offer";
  }

  #tourBegun = false;
  #quarter = 0;

  async #read() {
    try {
      // A kiosk's pack, where one was looked at in this browser, has no pages.
      this.#rows = (await kept()).filter((row) => !row.format.endsWith("kiosk"));
      this.#tourBegun = await begun(this.#ids[1]);
    } catch {
      // A browser that keeps nothing (some private windows): the offer will say so when it is taken.
      this.#rows = [];
    }
  }

  /** Asks the network what there is; silence is no fault where the tour is here already. */
  async #look() {
    try {
      await this.#offered();
      const bytes = await this.#bytes();
      const changed = this.#offers.some(
        (pack) => this.#rows.find(({ id }) => id === idOf(pack))?.release !== pack.release,
      );
      if (this.#state === "" || this.#state === "paused") {
        this.#show(this.#tour ? "ready" : this.#first, bytes);
      } else if (this.#state === "ready" && changed) this.#show("update", bytes);
    } catch (error) {
      if (this.#state === "") {
        this.#show(this.#first);
        this.#tell(error);
      }
    }
  }

  async #offered() {
    const { site, pack } = this.dataset;
    const at = (path) => offered(new URL(path, location.href).href);
    this.#offers = await Promise.all([at(site), at(pack)]);
  }

  async #bytes() {
    let sum = 0;
    for (const pack of this.#offers) sum += await lacking(pack);
    return sum;
  }

  async #keep() {
    if (this.#work) return;
    this.#work = new AbortController();
    const { signal } = this.#work;
    this.#tell(null);
    this.#beginProgress();
    // Within the tap: browsers ask, or decide by it.
    navigator.storage?.persist?.().catch(() => {});
    try {
      await this.#offered();
      await this.#download(signal);
      if (!(await answered())) throw new NoWorker(this.#ids[1], "no worker");
      await put("settings", this.#ids[1].split("/")[1], "language");
      this.#work = null;
      await this.#read();
      this.#show("ready");
    } catch (error) {
      this.#work = null;
      await this.#read();
      await this.#stopped(error);
    }
    await this.#badges();
  }

  async #download(signal) {
    const kind = this.#tour?.format ?? format();
    const sizes = this.#offers.map((pack) => filesFor(pack, kind));
    const total = sizes.flat().reduce((sum, { bytes }) => sum + bytes, 0);
    const of = sizes.flat().length;
    let [doneBytes, doneFiles, shown] = [0, 0, -1];
    for (const [index, pack] of this.#offers.entries()) {
      const about = index ? (text) => aboutTour(pack, text) : undefined;
      const progress = ({ bytes, files }) => {
        this.#progress({ bytes: doneBytes + bytes, total, files: doneFiles + files, of });
        if (files !== shown) this.#badges();
        shown = files;
      };
      await keep(pack, { format: kind, signal, about, progress });
      doneBytes += sizes[index].reduce((sum, { bytes }) => sum + bytes, 0);
      doneFiles += sizes[index].length;
    }
  }

  /** A pause or a fault: what has come stays, and the button goes on from there. */
  async #stopped(error) {
    const bytes = this.#offers.length ? await this.#bytes().catch(() => undefined) : undefined;
    if (error instanceof NoWorker) this.#show("unready");
    else if (this.#tour) this.#show((await check(this.#ids[1])).length ? "damaged" : "update", bytes);
    else this.#show(this.#offers.length ? "paused" : this.#first, bytes);
    if (!(error instanceof Paused || error instanceof NoWorker)) this.#tell(error);
  }

  /** Mends by itself what is missing, or says that it is gone. */
  async #selfCheck(deep) {
    const before = this.#state;
    let gone = false;
    for (const id of this.#ids) {
      const faulty = await check(id, { deep }).catch(() => []);
      if (!faulty.length || this.#work) continue;
      this.#work = new AbortController();
      // Not ready from this moment on, until all of it is back.
      this.#beginProgress();
      await this.#badges();
      try {
        await mend(id, { signal: this.#work.signal, progress: (state) => this.#progress(state) });
      } catch (error) {
        if (!(error instanceof PackError)) throw error;
        gone = true;
      } finally {
        this.#work = null;
      }
    }
    if (gone) this.#show("damaged");
    else if (this.#state === "loading") this.#show(before);
    await this.#badges();
  }

  #ask() {
    this.#before = this.#state;
    this.#show("ask");
    this.querySelector("[data-part=stay]").focus();
  }

  #leave() {
    this.#show(this.#before);
    this.querySelector("[data-part=ask]").focus();
  }

  async #forget() {
    const [site, tour] = this.#ids;
    await giveUp(tour);
    await forget(tour);
    await this.#read();
    const language = site.split("/")[1];
    if (!this.#rows.some((row) => row.language === language && row.tour !== "site")) await forget(site);
    await this.#read();
    this.#state = "";
    await this.#look();
    await this.#badges();
    this.querySelector("button:not([hidden])")?.focus();
  }

  /** Shown with the tap: the first answer may be seconds away. */
  #beginProgress() {
    this.querySelector("progress").removeAttribute("value");
    for (const part of ["progress", "told"]) this.querySelector(`[data-part=${part}]`).textContent = "";
    this.#quarter = 0;
    this.#show("loading");
  }

  #progress({ bytes, total, files, of }) {
    const bar = this.querySelector("progress");
    bar.max = total;
    bar.value = bytes;
    const said = this.querySelector("[data-part=progress]");
    const number = new Intl.NumberFormat(document.documentElement.lang);
    const words = { done: size(bytes), total: size(total), files: number.format(files), of: number.format(of) };
    said.textContent = filled(said.dataset.text, words);
    // Who listens to the page hears of each quarter, not of each file.
    const quarter = Math.floor((4 * bytes) / total);
    if (quarter > this.#quarter) this.querySelector("[data-part=told]").textContent = said.textContent;
    this.#quarter = quarter;
  }

  #show(state, bytes) {
    const held = this.contains(document.activeElement);
    this.#state = state;
    this.dataset.state = state;
    for (const part of this.querySelectorAll("[data-show]")) {
      part.hidden = !part.dataset.show.split(" ").includes(state);
    }
    this.querySelector("[data-part=ready]").hidden = state !== "ready" && state !== "update";
    // Who pressed a button that has gone stands at the one that came in its place.
    const gone = !this.contains(document.activeElement) || document.activeElement.closest("[hidden]");
    if (held && gone) this.querySelector("button:not([hidden])")?.focus();
    if (bytes === undefined) return;
    for (const button of this.querySelectorAll("button[data-text]:not([hidden])")) {
      button.textContent = filled(button.dataset.text, { size: size(bytes) });
    }
  }

  /** Says what to do about an error; null takes it back. */
  #tell(error) {
    const place = this.querySelector("[data-part=error]");
    const name = error instanceof PackError ? error.name : "NotOurs";
    place.hidden = !error;
    place.textContent = error ? this.querySelector(`template[data-error=${name}]`).content.textContent : "";
  }

  /** Beside each stop of the list, what of it is on this phone now. */
  async #badges() {
    const kept = await caches.open(CACHE).then((cache) => cache.keys()).catch(() => []);
    const here = new Set(kept.map(({ url }) => url));
    const pack = this.#offers[1] ?? this.#tour;
    const sources = new Map(pack?.files.map(({ url, src }) => [new URL(url, pack.root).href, new URL(src, pack.root).href]));
    for (const link of document.querySelectorAll(".way a[href]")) {
      const tracks = (link.dataset.tracks ?? "").split(" ").filter(Boolean);
      const words = here.has(sources.get(link.href));
      const sound = !tracks.length || tracks.some((src) => here.has(new URL(`../../${src}`, location.href).href));
      const badge = link.querySelector(".kept") ?? Object.assign(document.createElement("small"), { className: "kept" });
      badge.textContent = words ? (sound && tracks.length ? this.dataset.both : this.dataset.words) : "";
      if (words && !badge.isConnected) link.lastElementChild.append(badge);
      else if (!words) badge.remove();
    }
  }
}

/** The tour's title and the numbers on its signs, as fetched with it: the page shown may be of the release before. */
async function aboutTour({ language, tour }, text) {
  const page = new DOMParser().parseFromString(await text(`${language}/${tour}/`), "text/html");
  const { title, numbers } = page.querySelector("keep-tour").dataset;
  return { title, numbers: JSON.parse(numbers) };
}

/** Whether the worker is here that plays the tour without signal: a browser may have refused it, or lost it. */
async function answered() {
  if ((await navigator.serviceWorker.getRegistration().catch(() => null))?.active) return true;
  return inTime(bringWorker(), WORKER_MS).then(() => true, () => false);
}

/** Bytes as megabytes in the page's language, never less than 0.1. */
function size(bytes) {
  const megabytes = Math.max(0.1, Math.ceil((bytes / MEGABYTE) * 10) / 10);
  const form = { style: "unit", unit: "megabyte", minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, form).format(megabytes);
}

function filled(text, words) {
  return text.replace(/\{(\w+)\}/g, (_, name) => words[name]);
}

globalThis.customElements?.define("keep-tour", KeepTour);
