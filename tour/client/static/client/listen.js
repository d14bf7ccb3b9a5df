/**
 * A listen: it counts after three seconds of sound, and is over at the track's end or at the sentence where one leaves.
 *
 * Knows no page, so that phones and kiosks count alike.
 */

import { sentenceAt } from "./times.js";

const COUNTS_S = 3;
// A step beyond this is a seek.
const STEP_S = 2;

export class Listen {
  #what;
  #starts;
  #outbox;
  #sounded = 0;
  #last = NaN;
  #sentence = 0;
  #noted = -1;
  /** @type {Promise<number> | null} */
  #kept = null;

  /**
   * @param {{tour: string, stop: string, language: string}} what
   * @param {number[]} starts of its sentences, rising, in seconds
   * @param {typeof import("./outbox.js")} outbox
   */
  constructor(what, starts, outbox) {
    this.#what = what;
    this.#starts = starts;
    this.#outbox = outbox;
  }

  /** Whether it is of this stop, in whatever language. */
  isOf({ tour, stop }) {
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
    if (this.#kept) this.#kept.then((id) => this.#outbox.stands(id, sentence)).catch(() => {});
    else this.#kept = this.#outbox.began(this.#what, sentence);
    // A phone that keeps nothing counts nothing.
    this.#kept.catch(() => {});
  }

  /** It is over: at this sentence where nothing else is said. What sounds from now on is another listen of the same. */
  closed(how = { sentence: this.#sentence }) {
    this.#kept?.then((id) => this.#outbox.over(id, how)).then(this.#outbox.flush).catch(() => {});
    this.#kept = null;
    this.#sounded = 0;
    this.#last = NaN;
    this.#noted = -1;
  }
}
