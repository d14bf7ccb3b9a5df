/** The tour page: what is closed or warned of now, in the list of stops too, and how old this word is. */

import { drawn, fill, moment } from "./notice-lines.js";
import { follow, noticesIn } from "./notices.js";

const place = document.getElementById("live-notices");
const [line, mark] = place.querySelectorAll("template");
const { tour } = document.documentElement.dataset;
let said = "";

follow((kept, renewed) => {
  fill(place.querySelector("[data-part=age]"), "date", kept ? moment(kept.asked_at) : "");
  place.querySelector("[data-part=late]").hidden = renewed !== false || !kept;
  const found = kept?.tours[tour]?.notices ?? [];
  // Said aloud only when it has changed.
  if (said === (said = JSON.stringify(found))) return;
  const source = kept?.tours[tour]?.source ?? "";
  place.querySelector(".told").replaceChildren(...drawn(noticesIn(kept, tour, ""), source, line));
  markStops(found);
});

/** Each stop's row with a mark for its closing, or its warning in words. */
function markStops(found) {
  for (const old of document.querySelectorAll(".way [data-live]")) old.remove();
  for (const row of document.querySelectorAll(".way a")) {
    const own = found.filter((notice) => notice.stop && row.getAttribute("href") === `${notice.stop}/`);
    if (!own.length) continue;
    const small = document.importNode(mark.content, true).firstElementChild;
    small.dataset.live = "";
    small.querySelector("span").textContent = own.some((notice) => notice.closes) ? place.dataset.closed : place.dataset.warned;
    row.lastElementChild.append(small);
  }
}
