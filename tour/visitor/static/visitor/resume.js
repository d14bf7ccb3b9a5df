/** "Go on": back to the sentence where the listener stopped, or on to the next stop after one heard to its end. */

import { positionsOf } from "./position.js";
import { around, chosenRoute } from "./route-choice.js";
import { clock } from "./times.js";
import { listedStops } from "./tour-list.js";

const { tour } = document.documentElement.dataset;
/** Less than this was hardly begun. */
const BEGUN_S = 3;

class GoOn extends HTMLElement {
  connectedCallback() {
    this.#show();
    addEventListener("pageshow", (event) => event.persisted && this.#show());
    document.addEventListener("route", () => this.#show());
  }

  async #show() {
    const [last] = (await positionsOf(tour).catch(() => [])).filter(({ ended, seconds }) => ended || seconds > BEGUN_S);
    const stops = listedStops();
    const begun = last && !last.ended && stops.find(({ slug }) => slug === last.stop);
    const quiet = last && document.querySelector(`.way [data-stop="${last.stop}"][data-quiet]`);
    const next = last?.ended && !quiet ? await this.#after(last.stop, stops) : undefined;
    const stop = begun || next;
    this.hidden = !stop;
    if (!stop) return;
    const values = { title: stop.title, time: clock(last.seconds) };
    const link = document.importNode(this.querySelector("template").content, true).firstElementChild;
    link.href = begun ? `${stop.href}#at=${last.place.toFixed(3)}` : stop.href;
    link.querySelector(".plate").textContent = String(stop.number);
    const said = begun ? this.dataset.text : this.dataset.next;
    link.querySelector("[data-part=text]").textContent = said.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    this.querySelector("a")?.remove();
    this.append(link);
  }

  /** The stop after one (after a deeper piece: after its stop) on the chosen way, else in the story. */
  async #after(slug, stops) {
    const walk = stops.filter(({ parent }) => !parent);
    const way = (await chosenRoute(tour))?.stops ?? walk.map((stop) => stop.slug);
    const next = around(way, stops.find((stop) => stop.slug === slug)?.parent || slug)?.next;
    return stops.find((stop) => stop.slug === next);
  }
}

customElements.define("go-on", GoOn);
