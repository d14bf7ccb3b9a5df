/** Draws a tour's map with Leaflet: our own lines without tiles, plates for stops, and where one is. */

import "./leaflet.js";

const { L } = globalThis;
const CLOSEST = 18;
/** How far around its walkable stops a map opens, at its closest. */
const OPENS_AT = 15;
const LINES = new Set(["coast", "river", "border", "road"]);

/**
 * @param {HTMLElement} place
 * @param {{stops: object[], plan: object, route: string[], tiles?: string, words: DOMStringMap}} what
 *   `plan` is the tour's GeoJSON, `tiles` the address of an archive of its ground
 */
export function drawMap(place, { stops, plan, route, tiles, words }) {
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
  const placed = stops.filter(({ lat }) => lat !== null);
  // Markers have no element before the map has a view.
  frame(map, placed);
  ground(map, plan.tiles, tiles);
  lines(map, plan.features ?? []);
  towns(map, plan.features ?? []);
  wayOf(map, placed, route);
  for (const stop of placed) plate(map, stop);
  here(map, words.here);
}

/**
 * Pictures of the ground, where the curator gave an archive of them or named a source; the page's policy allows no
 * other host. The rest of the map does not wait for them, and stands without.
 */
function ground(map, source, archive) {
  if (archive) {
    import("./tile-layer.js").then(({ addTiles }) => addTiles(map, archive, CLOSEST)).catch(() => {});
  } else if (source?.url) {
    const closest = source.max_zoom ?? CLOSEST;
    L.tileLayer(source.url, { maxZoom: CLOSEST, maxNativeZoom: closest, referrerPolicy: "no-referrer" }).addTo(map);
  }
}

function lines(map, features) {
  const drawn = features.filter(({ geometry, properties }) => geometry && LINES.has(properties.kind));
  L.geoJSON(drawn, {
    interactive: false,
    style: ({ properties }) => ({ className: `map-line map-${properties.kind}` }),
  }).addTo(map);
}

function towns(map, features) {
  const { lang } = document.documentElement;
  for (const { geometry, properties } of features) {
    if (properties.kind !== "town" || geometry?.type !== "Point") continue;
    const label = document.createElement("span");
    label.textContent = nameIn(properties.name, lang);
    const icon = L.divIcon({ className: "map-town", html: label, iconSize: [8, 8], iconAnchor: [4, 4] });
    const [lng, lat] = geometry.coordinates;
    L.marker([lat, lng], { icon, interactive: false, keyboard: false }).addTo(map);
  }
}

/** A name as the map has it: one for all languages, or by language. */
function nameIn(name, lang) {
  if (typeof name === "string") return name;
  return name?.[lang.toLowerCase()] ?? name?.[lang.split("-")[0]] ?? name?.en ?? "";
}

/** The way in walking order, over the stops that have a place to walk to. */
function wayOf(map, stops, route) {
  const points = route.map((slug) => stops.find((stop) => stop.slug === slug)).filter((stop) => stop && stop.access !== "remote");
  if (points.length > 1) {
    L.polyline(points.map(({ lat, lng }) => [lat, lng]), { className: "map-line map-route", interactive: false }).addTo(map);
  }
}

function plate(map, stop) {
  if (stop.precision_m) {
    L.circle([stop.lat, stop.lng], { radius: stop.precision_m, className: "map-precision", interactive: false }).addTo(map);
  }
  const sign = document.createElement("span");
  sign.className = "plate";
  sign.textContent = String(stop.number);
  const icon = L.divIcon({ className: "map-stop", html: sign, iconSize: [44, 44] });
  const title = `${stop.number} ${stop.title}`;
  const marker = L.marker([stop.lat, stop.lng], { icon, alt: title, riseOnHover: true }).addTo(map);
  marker.getElement().setAttribute("aria-label", title);
  marker.getElement().setAttribute("role", "link");
  marker.bindTooltip(title, { direction: "top", offset: [0, -18] });
  const go = () => location.assign(`${stop.slug}/`);
  marker.on("click", go);
  marker.on("keypress", ({ originalEvent }) => originalEvent.key === "Enter" && go());
}

/** Opens around the stops one can walk to; around all where there are none. */
function frame(map, stops) {
  const near = stops.filter(({ access }) => access !== "remote");
  const shown = near.length ? near : stops;
  if (shown.length) map.fitBounds(shown.map(({ lat, lng }) => [lat, lng]), { padding: [40, 40], maxZoom: OPENS_AT });
  else map.fitWorld();
}

/** Where the phone is, once its owner has asked for that: told by `here` events, kept nowhere. */
function here(map, label) {
  const icon = L.divIcon({ className: "map-you", iconSize: [20, 20] });
  let point;
  let doubt;
  document.addEventListener("here", ({ detail }) => {
    point?.remove();
    doubt?.remove();
    if (!detail) return;
    const at = [detail.lat, detail.lng];
    doubt = L.circle(at, { radius: detail.accuracy, className: "map-here", interactive: false }).addTo(map);
    point = L.marker(at, { icon, alt: label, keyboard: false, interactive: false }).addTo(map);
    point.getElement().setAttribute("role", "img");
    point.getElement().setAttribute("aria-label", label);
  });
}
