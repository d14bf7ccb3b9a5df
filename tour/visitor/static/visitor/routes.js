/** Ways to walk a tour: one is chosen, and shows how far one is. */

import { positionsOf } from "./position.js";
import { chooseRoute, chosenRoute } from "./route-choice.js";

const { tour } = document.documentElement.dataset;
/** A stop counts as heard after this many seconds of listening. */
const HEARD_S = 15;

const stopsOf = (block) => [...block.querySelectorAll("[data-stop]")].map((item) => item.dataset.stop);

/** A choice is kept with its stops: it takes those its way has now, and goes where that way is no longer offered. */
async function renew() {
  const chosen = await chosenRoute(tour);
  if (!chosen) return;
  const block = [...document.querySelectorAll("[data-route]")].find(({ dataset }) => dataset.route === chosen.slug);
  const stops = block && stopsOf(block);
  if (stops?.join() === chosen.stops.join()) return;
  await chooseRoute(tour, stops && { slug: chosen.slug, stops });
  document.dispatchEvent(new Event("route"));
}

const renewed = renew().catch(() => {});

class TourRoutes extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const block = event.target.closest("[data-action=route]")?.closest("[data-route]");
      if (block) this.#choose(block);
    });
    this.#show();
    // Back from a stop the page may stand as it was left.
    addEventListener("pageshow", (event) => event.persisted && this.#show());
  }

  async #choose(block) {
    const slug = block.dataset.route;
    await chooseRoute(tour, slug ? { slug, stops: stopsOf(block) } : undefined).catch(() => {});
    await this.#show();
    document.dispatchEvent(new Event("route"));
  }

  async #show() {
    await renewed;
    const slug = (await chosenRoute(tour))?.slug ?? "";
    const heard = new Set();
    for (const record of await positionsOf(tour).catch(() => [])) {
      if (record.ended || record.listened >= HEARD_S) heard.add(record.stop);
    }
    for (const block of this.querySelectorAll("[data-route]")) {
      const chosen = block.dataset.route === slug;
      const items = [...block.querySelectorAll("[data-stop]")];
      for (const item of items) item.toggleAttribute("data-heard", heard.has(item.dataset.stop));
      block.toggleAttribute("data-chosen", chosen);
      block.querySelector("[data-action=route]").setAttribute("aria-pressed", String(chosen));
      const values = { heard: items.filter((item) => heard.has(item.dataset.stop)).length, total: items.length };
      const said = this.dataset.progress.replace(/\{(\w+)\}/g, (_, name) => values[name]);
      block.querySelector("[role=status]").textContent = chosen ? said : "";
    }
  }
}

customElements.define("tour-routes", TourRoutes);
