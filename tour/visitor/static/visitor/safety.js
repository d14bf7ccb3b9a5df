/**
 * A stop that is closed or warned of now says so above its words, while the page is open.
 *
 * Nobody who reads or listens loses their place: unless they are at the very top in silence, the page is held
 * where it is, and the closing's first line stays in sight at the upper edge.
 */

import { later } from "./later.js";
import { follow, noticesIn } from "./notices.js";
import { drawn } from "./notice-lines.js";

const spoken = document.createElement("p");
spoken.className = "away";
spoken.setAttribute("role", "status");
document.body.append(spoken);

let word = null;
let said = "";

/**
 * Whether a notice closes the stop, as last heard.
 * @param {{tour: string, stop: string}} of
 */
export function closes({ tour, stop }) {
  return Boolean(word?.tours[tour]?.stops[stop]);
}

/** Puts the notices of the stop on show above its words, or takes away those that have ended. */
async function show() {
  const { tour, stop } = document.documentElement.dataset;
  const source = word?.tours[tour]?.source ?? "";
  const found = [...noticesIn(word, tour, stop), ...noticesIn(word, tour, "")];
  const now = JSON.stringify([document.documentElement.lang, stop, found]);
  if (now === said) return;
  said = now;
  const part = found.length ? await later("notices") : null;
  if (now !== said) return;
  // Without its words (the file cannot be had) it is tried again at the next answer.
  if (found.length && !part) said = "";
  hold(() => {
    document.querySelector(".live")?.remove();
    if (part) document.querySelector("main").before(filled(part, found, source));
    tellAccess(found.some(({ closes }) => closes));
  });
  // A screen reader is told when it is free: what it reads is not cut off.
  spoken.textContent = [...document.querySelectorAll(".live .head, .live [data-part=words]")].map((one) => one.textContent).join(". ");
}

/** The part with its head, and a line for each notice. */
function filled(part, found, source) {
  const live = part.querySelector(".live");
  const head = live.querySelector(".head");
  head.querySelector(found[0].closes ? "[data-part=warning]" : "[data-part=closed]").remove();
  live.append(...drawn(found, source, live.querySelector("template")));
  return live;
}

/** What the release says of access (“Open”) is silent while the place is closed: the newer word stands above. */
function tellAccess(closed) {
  // Of all the notes only this one, and those after it, begin with a sign.
  const line = document.querySelector(".notes svg").closest("p");
  line.hidden = closed;
  line.parentElement.hidden = closed && !line.nextElementSibling;
}

/** Changes what stands above the words without moving them under a reader's eyes. */
function hold(change) {
  const main = document.querySelector("main");
  const atRest = scrollY < 1 && !document.documentElement.hasAttribute("data-playing");
  const before = main.getBoundingClientRect().top;
  change();
  if (!atRest) scrollBy({ top: main.getBoundingClientRect().top - before, behavior: "instant" });
}

document.addEventListener("arrive", show);
follow((kept) => {
  word = kept;
  show();
});
