/** Near you: after a tap, how far each stop is and in which direction; and which one stands before you. */

import { distance, distanceText, regionOf, wind } from "./earth.js";
import { follow } from "./follow.js";
import { switchedOn, switchOff, switchOn } from "./place-switch.js";
import { placesOf } from "./places.js";
import { suggestStop, withdraw } from "./suggestion.js";

const { tour } = document.documentElement.dataset;
const MOST = 5;
/** Where the places could not be had, they are asked for again after so long (ms). */
const AGAIN_MS = 10_000;
/** A place known worse than this (metres) is said to be. */
const ROUGH_M = 50;
/** Nobody is led to these. */
const NOT_LED_TO = new Set(["closed", "remote"]);

class NearBy extends HTMLElement {
  #following = null;
  #stops = [];

  async connectedCallback() {
    this.querySelector("[data-action=locate]").addEventListener("click", () => this.#toggle());
    // Switched on at an earlier page of this walk: the permission is there.
    if ((await switchedOn(tour)) && !this.#following) this.#start();
  }

  get #words() {
    return this.querySelector("template[data-part=words]").content;
  }

  #word(name) {
    return this.#words.querySelector(`[data-word=${name}]`).textContent;
  }

  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  #toggle() {
    if (this.#following) return this.#end();
    switchOn(tour).catch(() => {});
    this.#start();
  }

  async #start() {
    const starting = { stop() {}, dismiss() {} };
    this.#following = starting;
    this.#press(true);
    this.#tell("looking");
    const stops = await this.#places(starting);
    // Switched off while the places came.
    if (this.#following !== starting) return;
    this.#stops = stops;
    this.#following = follow(this.#stops, {
      tell: (state, fix, closed) => this.#tell(state, fix, closed),
      suggest: (stop) => this.#suggest(stop),
    });
  }

  /** The stops, asked for until they come; null once it was switched off. A lost line says nothing of the browser. */
  async #places(starting) {
    while (this.#following === starting) {
      const stops = await placesOf("places.json").catch(() => null);
      if (stops || this.#following !== starting) return stops;
      this.#tell("poor");
      await lineOr(AbortSignal.timeout(AGAIN_MS));
    }
    return null;
  }

  #end() {
    this.#following.stop();
    this.#following = null;
    switchOff().catch(() => {});
    withdraw();
    this.#press(false);
    this.#part("state").textContent = "";
    this.#part("list").replaceChildren();
    this.#part("care").hidden = true;
    document.dispatchEvent(new CustomEvent("here", { detail: null }));
  }

  #press(on) {
    this.querySelector("[data-action=locate]").setAttribute("aria-pressed", String(on));
  }

  #tell(state, fix, closed = {}) {
    const said = this.#word(state);
    if (this.#part("state").textContent !== said) this.#part("state").textContent = said;
    if (state === "refused" || state === "unable") {
      this.#press(false);
      this.#following?.stop();
      this.#following = null;
      switchOff().catch(() => {});
    }
    if (!fix) return;
    this.#list(fix, closed);
    document.dispatchEvent(new CustomEvent("here", { detail: fix }));
  }

  #list(fix, closed) {
    const near = this.#stops
      .filter((stop) => stop.lat !== null && !NOT_LED_TO.has(stop.access) && !closed[stop.slug])
      .map((stop) => ({ stop, away: distance(fix, stop) }))
      .sort((one, other) => one.away - other.away)
      .slice(0, MOST);
    this.#part("care").hidden = !near.length;
    const items = near.map(({ stop, away }) => this.#item(stop, away, fix));
    const shown = [...this.#part("list").children].map((item) => item.textContent).join();
    // Focus stays where it is while nothing that is read has changed.
    if (items.map((item) => item.textContent).join() === shown) return;
    const focused = document.activeElement?.closest?.("[data-near]")?.dataset.near;
    this.#part("list").replaceChildren(...items);
    if (focused) this.querySelector(`[data-near="${focused}"] a`)?.focus();
  }

  #item(stop, away, fix) {
    const { lang } = document.documentElement;
    const region = regionOf(navigator.languages);
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    const plate = link.appendChild(document.createElement("span"));
    const words = link.appendChild(document.createElement("span"));
    const title = words.appendChild(document.createElement("strong"));
    item.dataset.near = stop.slug;
    link.href = `${stop.slug}/`;
    plate.className = "plate";
    plate.textContent = String(stop.number);
    title.textContent = stop.title;
    if (stop.tag) Object.assign(title, { lang: stop.tag, dir: stop.direction });
    const values = { distance: distanceText(away, lang, region), direction: this.#word(wind(fix, stop)) };
    const lines = [stop.safety, fill(this.dataset.away, values)];
    if (stop.precision_m > ROUGH_M) lines.push(fill(this.dataset.rough, { distance: distanceText(stop.precision_m, lang, region) }));
    for (const line of lines.filter(Boolean)) {
      const small = words.appendChild(document.createElement("small"));
      small.textContent = line;
      small.dir = "auto";
      if (line === stop.safety && stop.safety_tag) Object.assign(small, { lang: stop.safety_tag, dir: stop.safety_direction });
    }
    return item;
  }

  #suggest(stop) {
    const part = document.importNode(document.getElementById("suggestion").content, true);
    suggestStop(part, stop, { href: `${stop.slug}/#play`, dismiss: (slug) => this.#following?.dismiss(slug) });
  }
}

/** Resolves when the network says it is back, or when the time is over. */
function lineOr(late) {
  return new Promise((resolve) => {
    late.addEventListener("abort", resolve);
    addEventListener("online", resolve, { once: true, signal: late });
  });
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

customElements.define("near-by", NearBy);
