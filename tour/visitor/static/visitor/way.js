/** What a stop page does for a walk: keeps the place in the sound, follows the chosen way, looks for stops nearby. */

import { around, chosenRoute } from "./route-choice.js";
import { get } from "./phone.js";

const PLACES = "../places.json";
let places;

/** The stops with their titles; asked for once, and again after a failure. */
async function stopsOf() {
  const { placesOf } = await import("./places.js");
  places ??= placesOf(new URL(PLACES, location.href).href);
  try {
    return await places;
  } catch (error) {
    places = undefined;
    throw error;
  }
}

/** Leads the links at the foot of the page along the chosen way; at its end nothing more is offered. Tells by `led`. */
async function leadOn() {
  const { tour, stop } = document.documentElement.dataset;
  const { lang } = document.documentElement;
  const route = await chosenRoute(tour);
  // From a deeper piece it goes back to its stop, and on where that one goes on.
  const { deeperOf } = document.querySelector("main").dataset;
  const from = deeperOf ?? stop;
  if (!route?.stops.includes(from)) return;
  const stops = await stopsOf();
  // The choice may be older than the tour: it leads past what has gone since.
  const beside = around(route.stops.filter((slug) => slug === from || stops.some((one) => one.slug === slug)), from);
  if (deeperOf) beside.previous = deeperOf;
  // A deeper piece is not among them: where its page ends without a link nothing tells, so nobody is taken on.
  const quiet = stops.find(({ slug }) => slug === stop)?.quiet_end ?? true;
  const nav = document.querySelector("nav.on");
  const skip = document.querySelector("a[data-action=skip]");
  // Another stop or language has come up meanwhile: its own arrival leads on.
  if (document.documentElement.dataset.stop !== stop || document.documentElement.lang !== lang) return;
  for (const action of ["previous", "next"]) {
    await lead(nav, action, stops.find(({ slug }) => slug === beside[action]), quiet);
  }
  if (skip) skip.href = beside.next ? `../${beside.next}/` : "../";
  document.dispatchEvent(new Event("led"));
}

/** One link: to that stop, or gone. At a quiet end it stands there without the class by which the walk goes on. */
async function lead(nav, action, stop, quiet) {
  let link = nav.querySelector(`a[data-action=${action}]`);
  if (!stop) return link?.remove();
  if (!link) {
    const { later } = await import("./later.js");
    const which = action === "next" && quiet ? ":not(.next)" : "";
    link = (await later("way"))?.querySelector(`a[data-action=${action}]${which}`);
    if (!link) return;
    if (action === "previous") nav.prepend(link);
    else nav.append(link);
  }
  link.href = `../${stop.slug}/`;
  const words = link.lastElementChild;
  words.textContent = `${stop.number} ${stop.title}`;
  words.lang = stop.tag || document.documentElement.lang;
  words.dir = stop.direction || document.documentElement.dir;
}

await customElements.whenDefined("first-sound");
const sound = document.querySelector("first-sound");

// A tap on "Play" elsewhere led here; where the browser wants one more tap, the button stands ready.
if (location.hash === "#play") sound.play();

let language = document.documentElement.lang;
document.addEventListener("arrive", () => {
  if (document.documentElement.lang !== language) places = undefined;
  language = document.documentElement.lang;
  leadOn().catch(() => {});
});
leadOn().catch(() => {});

if (await get("settings", "place").catch(() => false)) {
  const { switchedOn } = await import("./place-switch.js");
  if (await switchedOn(document.documentElement.dataset.tour)) {
    const { followFromStop } = await import("./near-stop.js");
    followFromStop(stopsOf, sound).catch(() => {});
  }
}
