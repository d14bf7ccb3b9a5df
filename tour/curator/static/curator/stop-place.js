/** The fields of a stop's place and its map: each shows what the other says. A survey fills the fields. */

import { degrees, measure, written } from "./place-fix.js";
import { placeMap } from "./place-map.js";

class StopPlace extends HTMLElement {
  #map;
  #measuring;

  connectedCallback() {
    const drawn = JSON.parse(document.getElementById("drawn").textContent);
    this.#map = placeMap(this.#part("map"), drawn, this.dataset, (lat, lng) => this.#move(lat, lng));
    for (const name of ["lat", "lng", "precision_m", "radius_m"]) {
      this.#field(name).addEventListener("input", () => this.#show());
    }
    this.#on("put", () => {
      const { lat, lng } = this.#map.middle();
      this.#move(lat, lng);
    });
    this.#on("survey", () => this.#survey());
    this.#on("take", () => this.#measuring?.take());
    const at = this.#place();
    if (at) this.#map.look(at);
    this.#show();
  }

  disconnectedCallback() {
    this.#measuring?.take();
  }

  #field(name) {
    return this.closest("form").elements[name];
  }

  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }

  #on(action, listener) {
    this.querySelector(`[data-action=${action}]`).addEventListener("click", listener);
  }

  /** Where the fields say the stop is; undefined while they say no place on earth. */
  #place() {
    const [lat, lng, precision, radius] = ["lat", "lng", "precision_m", "radius_m"].map((name) => this.#field(name).valueAsNumber);
    return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? { lat, lng, precision, radius } : undefined;
  }

  #show() {
    const at = this.#place();
    this.#map.show(at);
    this.#part("put").hidden = Boolean(at);
  }

  #move(lat, lng) {
    this.#field("lat").value = degrees(Math.max(-90, Math.min(90, lat)));
    this.#field("lng").value = degrees(Math.max(-180, Math.min(180, lng)));
    this.#show();
  }

  #survey() {
    const [start, take] = ["survey", "take"].map((action) => this.querySelector(`[data-action=${action}]`));
    const say = (words, metres = "") => {
      this.querySelector("[role=status]").textContent = words.replace("{metres}", metres);
    };
    start.hidden = true;
    take.hidden = false;
    take.focus();
    say(this.dataset.measuring);
    this.#measuring = measure({
      soFar: (coords) => say(this.dataset.soFar, written(coords).metres),
      done: (coords, why) => {
        start.hidden = false;
        start.focus();
        take.hidden = true;
        if (!coords) return say(this.dataset[why]);
        this.#fill(written(coords));
        return say(this.dataset.taken, written(coords).metres);
      },
    });
  }

  #fill({ lat, lng, metres }) {
    this.#field("lat").value = lat;
    this.#field("lng").value = lng;
    this.#field("precision_m").value = metres;
    this.#field("fix").value = `${lat} ${lng} ${metres}`;
    this.#map.look(this.#place());
    this.#show();
  }
}

customElements.define("stop-place", StopPlace);
