/**
 * Counts listening, for the curators: what is played, what is heard to its end, and the sentence where one leaves.
 *
 * A listen counts after three seconds of sound. Whoever asks not to be counted is not. Used by every page
 * with a <first-sound>, on phones and at kiosks.
 */

import { began, flush, over, stands, uncounted } from "./outbox.js";
import { sentences } from "./sentences.js";
import { sentenceAt } from "./times.js";

const COUNTS_S = 3;
// A step beyond this is a seek.
const STEP_S = 2;

/** Counts from now on; sends first what was kept before. */
export function count() {
  flush();
  if (uncounted()) return;
  const { audio } = document.querySelector("first-sound");
  let listen = fresh();

  audio.addEventListener("timeupdate", () => {
    if (!audio.paused) listen.moved(audio.currentTime, audio.playbackRate);
  });
  // Before all others: the walk may bring the next stop within the same event.
  const first = { capture: true };
  audio.addEventListener("ended", () => {
    listen.closed({ ended: true });
    listen = fresh();
  }, first);
  document.addEventListener("arrive", () => {
    // Another language of the same stop: the listener goes on.
    listen.closed(listen.isHere() ? {} : undefined);
    listen = fresh();
  });
}

function fresh() {
  const { tour, stop } = document.documentElement.dataset;
  return new Listen({ tour, stop, language: document.documentElement.lang.toLowerCase() }, sentences());
}

class Listen {
  #what;
  #starts;
  #sounded = 0;
  #last = NaN;
  #sentence = 0;
  #noted = -1;
  /** @type {Promise<number> | null} */
  #kept = null;

  constructor(what, found) {
    this.#what = what;
    this.#starts = found.map(({ start }) => start);
  }

  isHere() {
    const { tour, stop } = document.documentElement.dataset;
    return tour === this.#what.tour && stop === this.#what.stop;
  }

  /** The sound has come to a time, in seconds. */
  moved(time, rate) {
    const step = time - this.#last;
    this.#last = time;
    if (step > 0 && step < STEP_S * rate) this.#sounded += step;
    this.#sentence = Math.max(sentenceAt(this.#starts, time), 0);
    if (this.#sounded < COUNTS_S || this.#noted === this.#sentence) return;
    // Kept at each sentence: a page that never comes back says nothing more.
    const sentence = (this.#noted = this.#sentence);
    if (this.#kept) this.#kept.then((id) => stands(id, sentence)).catch(() => {});
    else this.#kept = began(this.#what, sentence);
    // A phone that keeps nothing counts nothing.
    this.#kept.catch(() => {});
  }

  /** It is over: at this sentence where nothing else is said. */
  closed(how = { sentence: this.#sentence }) {
    this.#kept?.then((id) => over(id, how)).then(flush).catch(() => {});
    this.#kept = null;
  }
}
