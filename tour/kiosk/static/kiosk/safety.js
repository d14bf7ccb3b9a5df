/**
 * What is closed or warned of now, as the site says it whenever there is a network, and how old that word is.
 *
 * A notice is words alone: whatever somebody wrote into one, nothing of it can be pressed and nothing leads out.
 */

import { languageName, moment } from "./notice-lines.js";
import { follow, noticesIn, wordsFor } from "./notices.js";
import { say } from "./say.js";

let word = null;
let late = false;

/**
 * Asks the site, now and again; each answer, and the word this kiosk had before, is told by `changed`.
 * @param {() => void} changed
 */
export function watch(changed) {
  return follow((kept, renewed) => {
    word = kept;
    late = renewed === false;
    changed();
  });
}

/**
 * Fills a box with a head and the notices of these places, closings first; hides it where there are none.
 * @param {HTMLElement} box with [data-part=head] and [data-part=told]
 * @param {{tour: string, stop: string}[]} places `stop` is "" for the tour as a whole
 */
export function tell(box, places) {
  const found = places
    .flatMap(({ tour, stop }) => noticesIn(word, tour, stop).map((notice) => ({ notice, source: word.tours[tour].source })))
    .sort((one, other) => Number(other.notice.closes) - Number(one.notice.closes));
  const drawn = JSON.stringify([document.documentElement.lang, found]);
  // Said aloud only when it has changed.
  if (drawn === (box.drawn ?? "")) return;
  box.drawn = found.length ? drawn : "";
  const closed = found.some(({ notice }) => notice.closes && notice.stop);
  box.hidden = !found.length;
  box.querySelector("[data-part=head]").textContent = found.length ? say(closed ? "closed-stay" : "warning") : "";
  box.querySelector("[data-part=told]").replaceChildren(...found.flatMap(lines));
}

/** The word for a stop's row in a list: closed, warned of, or "". */
export function mark(tour, stop) {
  const found = noticesIn(word, tour, stop);
  if (!found.length) return "";
  return say(found[0].closes ? "closed" : "notice");
}

/** How old this kiosk's word is; "" where it never had one. */
export function age() {
  if (!word) return "";
  const asked = say("safety-of", { date: moment(word.asked_at) });
  return late ? `${asked} ${say("not-renewed")}` : asked;
}

function lines({ notice, source }) {
  const page = document.documentElement.lang;
  const { text, language } = wordsFor(notice, page.toLowerCase(), source);
  const foreign = text && language !== page.toLowerCase();
  const about = [say("since", { date: moment(notice.since) })];
  if (foreign) about.push(say("foreign", { language: languageName(language, page) }));
  const [words, since] = [text, about.join(" ")].map((said) => Object.assign(document.createElement("p"), { textContent: said }));
  words.dir = "auto";
  if (foreign) words.lang = language;
  since.className = "second";
  return text ? [words, since] : [since];
}
