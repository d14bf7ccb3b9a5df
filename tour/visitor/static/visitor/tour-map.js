/**
 * The map of a tour: asked for by a tap, because Leaflet weighs more than all the words of a tour, and the list
 * of stops says the same. (Scrolling near would load it for everybody who reads to the end of the page.)
 */

import { placesOf } from "./places.js";
import { chosenRoute } from "./route-choice.js";

const WAIT_MS = 8000;

class TourMap extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-action=map]").addEventListener("click", (event) => this.#open(event.currentTarget));
  }

  async #open(button) {
    button.disabled = true;
    try {
      const [{ drawMap }, stops, plan, route] = await Promise.all([
        import("./map-drawing.js"),
        placesOf("places.json"),
        this.#plan(),
        chosenRoute(document.documentElement.dataset.tour),
        this.#dressed(),
      ]);
      button.closest("p").hidden = true;
      const place = this.querySelector("[data-part=map]");
      drawMap(place, { stops, plan, route: route?.stops ?? this.#firstRoute(), tiles: this.dataset.tiles, words: this.dataset });
      const source = this.querySelector("[data-part=attribution]");
      if (source) source.hidden = false;
      place.focus({ preventScroll: true });
    } catch {
      button.disabled = false;
      this.querySelector("[role=status]").textContent = this.dataset.lost;
    }
  }

  async #plan() {
    if (!this.dataset.drawing) return { features: [] };
    const answer = await fetch(this.dataset.drawing, { signal: AbortSignal.timeout(WAIT_MS) });
    if (!answer.ok) throw new RangeError(this.dataset.drawing);
    return answer.json();
  }

  /** The style sheets of the map, each resolved once it is there. */
  #dressed() {
    return Promise.all(
      this.dataset.sheets.split(" ").map(
        (href) =>
          new Promise((resolve, reject) => {
            const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: resolve, onerror: reject });
            document.head.append(sheet);
          }),
      ),
    );
  }

  /** Without a choice the story's order is drawn only where people walk it: the first route that is not the whole. */
  #firstRoute() {
    const routes = [...document.querySelectorAll(".route[data-route]")].filter(({ dataset }) => dataset.route);
    return [...(routes.at(-1)?.querySelectorAll("[data-stop]") ?? [])].map((item) => item.dataset.stop);
  }
}

customElements.define("tour-map", TourMap);
