/** The kiosk: from the invitation to a language, its stops, one stop, and back to as if nobody had been here. */

import * as attract from "./attract.js";
import { begin } from "./beginning.js";
import { Idle } from "./idle.js";
import { Keeping, opus } from "./keeping.js";
import "./offline.js";
import { Player } from "./player.js";
import * as safety from "./safety.js";
import { say, speak } from "./say.js";
import { shut } from "./shut.js";
import * as staff from "./staff.js";
import * as stopScreen from "./stop.js";
import { forgetTongue, worded } from "./tongue.js";
import * as touches from "./touches.js";
import { renew, told } from "./tours.js";

const COUNTDOWN_S = 20;
const SIZES = 3;
const SCREENS = ["attract", "languages", "stops", "stop"];

const { dataset } = document.body;
const byId = (id) => document.getElementById(id);
const inStops = (name) => byId("stops").querySelector(`[data-part=${name}]`);

/** What is known of whoever stands here; nothing of it outlives them. */
let here = nobody();
let reload = false;

const player = new Player({
  opus,
  // Whoever has listened to the end has touched nothing meanwhile: the clock begins now.
  changed: () => here.screen !== "attract" && idle.touch(),
  failed: (url) => keeping.fault(`sound ${new URL(url).pathname.split("/").pop()}`),
});
const idle = new Idle({
  after: Number(dataset.idle),
  count: COUNTDOWN_S,
  busy: () => player.sounding,
  ask: (left) => {
    // Before a language is chosen there are no words to ask in, and nothing to lose.
    if (!here.language) return forget();
    byId("asking").querySelector("[data-part=ends]").textContent = say("ends-in", { seconds: left });
    if (!byId("asking").hidden) return;
    byId("asking").hidden = false;
    byId("asking").querySelector("button").focus();
  },
  stay: () => {
    byId("asking").hidden = true;
    byId("asking").querySelector("[data-part=ends]").textContent = "";
  },
  end: forget,
});
const keeping = new Keeping({
  free: () => here.screen === "attract",
  newer: (page) => {
    renew();
    reload ||= page;
    if (reload && here.screen === "attract") location.reload();
  },
});

/** `stops` are those of the walk, `walk` of them, then the deeper pieces; `before` and `after` are places in it or -1. */
function nobody() {
  return { screen: "attract", language: null, stops: [], walk: 0, index: -1, before: -1, after: -1, size: 0, visit: 0 };
}

/** Nobody is here: everything as it was before anybody came. */
function forget() {
  if (reload) return location.reload();
  here = { ...nobody(), visit: here.visit + 1 };
  player.letGo();
  player.volume = Number(dataset.volume);
  stopScreen.clear();
  staff.close();
  inStops("list").replaceChildren();
  for (const name of ["tour", "summary"]) forgetTongue(Object.assign(inStops(name), { textContent: "" }));
  inStops("advisory").hidden = true;
  inStops("advisory").lastElementChild.replaceChildren();
  inStops("waiting").hidden = true;
  warn();
  delete dataset.size;
  for (const part of document.querySelectorAll(".top, .reach, .reach ul")) part.scrollTop = 0;
  speak(null);
  show("attract");
  idle.stop();
  document.activeElement?.blur();
  getSelection()?.removeAllRanges();
  attract.begin();
  // What waited for them to go.
  keeping.round();
}

function show(name) {
  here.screen = name;
  for (const screen of SCREENS) byId(screen).hidden = screen !== name;
  if (name !== "attract") attract.end();
}

async function choose(language) {
  const { visit } = here;
  here.language = language;
  here.stops = [];
  here.index = -1;
  speak(language);
  inStops("list").replaceChildren();
  warn();
  inStops("waiting").hidden = false;
  show("stops");
  const tours = await told(language, (tour) => keeping.fault(`tour ${tour}/${language}`));
  // They may have left, or chosen another, meanwhile.
  if (here.visit !== visit || here.language !== language) return;
  inStops("waiting").hidden = tours.length > 0;
  const stops = tours.flatMap((tour) => tour.stops.map((stop) => ({ tour, stop })));
  const walk = stops.filter(({ stop }) => !stop.deeper_of);
  here.stops = [...walk, ...stops.filter(({ stop }) => stop.deeper_of)];
  here.walk = walk.length;
  list(tours);
  warn();
}

/** Says what is closed or warned of now, on every screen that stands or will; nothing while nobody is here. */
function warn() {
  const shown = here.stops[here.index];
  const tours = [...new Set(here.stops.map(({ tour }) => tour.tour))].map((tour) => ({ tour, stop: "" }));
  safety.tell(inStops("live"), tours);
  inStops("age").textContent = tours.length ? safety.age() : "";
  for (const button of inStops("list").querySelectorAll("[data-index]")) {
    const { tour, stop } = here.stops[button.dataset.index];
    button.querySelector("[data-part=mark]").textContent = safety.mark(tour.tour, stop.slug);
  }
  stopScreen.hold((box) => {
    const at = shown?.tour.tour;
    safety.tell(box, shown ? [{ tour: at, stop: shown.stop.slug }, { tour: at, stop: "" }] : []);
  });
}

function list(tours) {
  const [first] = tours;
  const one = tours.length === 1;
  for (const [part, name, several] of [["tour", "title", say("choose")], ["summary", "summary", ""]]) {
    if (one) worded(inStops(part), first, first, name);
    else forgetTongue(Object.assign(inStops(part), { textContent: several }));
  }
  const texts = tours.flatMap((tour) => tour.advisory.map((text) => [text, tour]));
  // What several tours say in the same words is said once.
  const advisory = [...new Map(texts)].map(([text, tour]) => worded(element("p", {}), tour, tour, "advisory", text));
  inStops("advisory").hidden = !advisory.length;
  inStops("advisory").lastElementChild.replaceChildren(...advisory);
  let index = 0;
  const rows = [];
  for (const tour of tours) {
    if (!one) rows.push(worded(element("li", { "data-heading": "" }), tour, tour, "title"));
    for (const stop of tour.stops) if (!stop.deeper_of) rows.push(row(stop, index++));
  }
  inStops("list").replaceChildren(...rows);
}

function row(stop, index) {
  const button = element("button", { type: "button", "data-action": "open", "data-index": index });
  const title = element("span", { dir: "auto" }, stop.title, element("small", { "data-part": "mark" }));
  button.append(element("span", { class: "plate" }, String(stop.number)), title);
  if (stop.minutes) button.append(element("small", {}, say("minutes", { minutes: stop.minutes })));
  return element("li", {}, button);
}

function element(name, attributes, ...inside) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...inside);
  return made;
}

/** Shows a stop; what it speaks of stands before its sound. */
function open(index) {
  const found = here.stops[index];
  if (!found) return;
  const { tour, stop } = found;
  const place = (slug) => here.stops.findIndex((one) => one.tour === tour && one.stop.slug === slug);
  // From a deeper piece one comes back to its stop, and on to what follows that.
  const own = stop.deeper_of ? place(stop.deeper_of) : index;
  const before = stop.deeper_of ? own : own - 1;
  Object.assign(here, { index, before, after: own + 1 < here.walk ? own + 1 : -1 });
  const listened = { tour: tour.tour, stop: stop.slug, language: tour.language };
  player.take(stop.track, stopScreen.show(tour, stop), tour.at, listened);
  const pieces = tour.stops.filter(({ deeper_of }) => deeper_of === stop.slug);
  stopScreen.offer(pieces.map((piece) => ({ piece, index: place(piece.slug) })));
  for (const [action, there] of [["previous", here.before], ["next", here.after]]) {
    byId("stop").querySelector(`[data-action=${action}]`).disabled = there < 0;
  }
  warn();
  stopScreen.gate(stop.content_notes.length > 0);
  show("stop");
  byId("stop").querySelector("[data-part=page]").focus({ preventScroll: true });
}

const ACTIONS = {
  begin: () => {
    keeping.yield();
    const languages = byId("languages").querySelectorAll("[data-action=choose]");
    if (languages.length) show("languages");
    else idle.stop();
  },
  choose: ({ language }) => choose(language),
  open: ({ index }) => open(Number(index)),
  languages: () => {
    player.letGo();
    show("languages");
  },
  stops: () => {
    player.letGo();
    show("stops");
  },
  skip: () => (here.after < 0 ? ACTIONS.stops() : open(here.after)),
  listen: () => {
    stopScreen.gate(false);
    player.play();
  },
  play: () => player.toggle(),
  back: () => player.move(-1),
  forward: () => player.move(1),
  previous: () => open(here.before),
  next: () => open(here.after),
  quieter: () => player.quieter(),
  louder: () => player.louder(),
  size: () => {
    here.size = (here.size + 1) % SIZES;
    dataset.size = here.size;
  },
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-action]");
  if (button && !button.disabled) ACTIONS[button.dataset.action]?.(button.dataset);
});
touches.watch({
  asking: () => idle.asking,
  touched: (target) => {
    // The corner is the staff's: whoever only rests a hand there is still to be asked.
    if (here.screen !== "attract" || target.closest?.("[data-action=begin], #staff")) idle.touch();
  },
});

shut();
staff.watch(keeping, () => idle.touch());
await stopScreen.bringCodes();
forget();
await begin(choose, (slug) => open(here.stops.findIndex(({ stop }) => stop.slug === slug)));
document.documentElement.dataset.ready = "";
safety.watch(warn);
await keeping.start();
