/** The map of one stop's place: the tour's own lines, the other stops, and a marker to drag or to move by keys. */

const { L } = globalThis;
const CLOSEST = 19;
const OPENS_AT = 16;
const LOOKS_AT = 17;
const LINES = new Set(["coast", "river", "border", "road"]);
const STEP_M = 1;
const BIG_STEP_M = 10;
const DEGREE_M = 111_320;
/** Arrow key -> steps to the east and to the north. */
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/**
 * @param {HTMLElement} place
 * @param {{number: number, plan: object, others: object[]}} drawn
 * @param {DOMStringMap} words
 * @param {(lat: number, lng: number) => void} moved told where the marker was taken
 */
export function placeMap(place, drawn, words, moved) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(place, {
    attributionControl: false,
    zoomControl: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    markerZoomAnimation: !still,
    maxZoom: CLOSEST,
    scrollWheelZoom: false,
  });
  L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
  place.setAttribute("role", "region");
  place.setAttribute("aria-label", words.label);
  frame(map, drawn.others);
  ground(map, drawn.plan);
  for (const stop of drawn.others) other(map, stop);
  const own = new Own(map, drawn.number, words.marker, moved);
  map.on("click", ({ latlng }) => moved(latlng.lat, latlng.lng));
  return {
    show: (at) => own.show(at),
    look: (at) => map.fitBounds(around(at), { maxZoom: LOOKS_AT, padding: [16, 16], animate: false }),
    middle: () => map.getCenter(),
  };
}

/** The point with the circles around it. */
function around({ lat, lng, precision, radius }) {
  return L.latLng(lat, lng).toBounds(2 * Math.max(precision || 0, radius || 0, STEP_M));
}

function frame(map, stops) {
  if (stops.length) map.fitBounds(stops.map(({ lat, lng }) => [lat, lng]), { padding: [40, 40], maxZoom: OPENS_AT });
  else map.fitWorld();
}

/** Pictures of the ground where the curator named a source, and the tour's own lines. */
function ground(map, { tiles, features }) {
  if (tiles?.url) L.tileLayer(tiles.url, { maxZoom: CLOSEST, maxNativeZoom: tiles.max_zoom ?? CLOSEST, referrerPolicy: "no-referrer" }).addTo(map);
  const lines = features.filter(({ geometry, properties }) => geometry && LINES.has(properties.kind));
  L.geoJSON(lines, {
    interactive: false,
    style: ({ properties }) => ({ className: `map-line map-${properties.kind}` }),
  }).addTo(map);
}

function other(map, { number, title, lat, lng }) {
  const icon = L.divIcon({ className: "map-other", html: plate(number), iconSize: [32, 32] });
  const name = `${number} ${title}`;
  const marker = L.marker([lat, lng], { icon, alt: name, keyboard: false }).addTo(map);
  marker.getElement().setAttribute("role", "img");
  marker.getElement().setAttribute("aria-label", name);
  marker.bindTooltip(name, { direction: "top", offset: [0, -14] });
}

function plate(number) {
  const sign = document.createElement("span");
  sign.className = "plate";
  sign.textContent = String(number);
  return sign;
}

/** The marker of the stop itself with its two circles; not there before it has a place. */
class Own {
  #map;
  #layers;

  constructor(map, number, label, moved) {
    this.#map = map;
    const icon = L.divIcon({ className: "map-mark", html: plate(number), iconSize: [44, 44] });
    const marker = L.marker([0, 0], { icon, alt: label, draggable: true, autoPan: true, zIndexOffset: 1000 });
    marker.on("drag", () => moved(marker.getLatLng().lat, marker.getLatLng().lng));
    marker.on("add", () => {
      const element = marker.getElement();
      element.setAttribute("aria-label", `${number} ${label}`);
      element.addEventListener("keydown", (event) => step(event, marker.getLatLng(), moved));
    });
    const circle = (className) => L.circle([0, 0], { radius: 0, className, interactive: false });
    this.#layers = { radius: circle("map-radius"), precision: circle("map-precision"), marker };
  }

  /** @param {{lat: number, lng: number, precision: number, radius: number} | undefined} at */
  show(at) {
    const { marker, precision, radius } = this.#layers;
    for (const [layer, size] of [[radius, at?.radius], [precision, at?.precision]]) {
      if (!at || !size) layer.remove();
      else layer.setLatLng([at.lat, at.lng]).setRadius(size).addTo(this.#map);
    }
    if (!at) marker.remove();
    else marker.setLatLng([at.lat, at.lng]).addTo(this.#map);
  }
}

function step(event, { lat, lng }, moved) {
  const way = WAYS[event.key];
  if (!way) return;
  event.preventDefault();
  // The map would move under the marker.
  event.stopPropagation();
  const far = event.shiftKey ? BIG_STEP_M : STEP_M;
  const east = (way[0] * far) / (DEGREE_M * Math.max(Math.cos((lat * Math.PI) / 180), 0.01));
  moved(lat + (way[1] * far) / DEGREE_M, lng + east);
}
