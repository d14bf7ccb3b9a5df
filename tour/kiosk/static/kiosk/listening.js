/** Counts listening as phones do. The kiosk forgets whoever stood here; what stays is a sum without a name. */

import { Listen } from "./listen.js";
import * as outbox from "./outbox.js";

// Twenty stops in eight languages for as many days as the outbox keeps anything, most of them heard.
const MOST_SUMS = 6000;

let listen = null;

/**
 * Counts from now on, unless the browser asks for no counting; sends first what was kept before.
 * @param {HTMLAudioElement} audio
 */
export function watch(audio) {
  outbox.holds(MOST_SUMS);
  outbox.flush();
  if (outbox.uncounted()) return;
  audio.addEventListener("timeupdate", () => {
    if (!audio.paused) listen?.moved(audio.currentTime, audio.playbackRate);
  });
  audio.addEventListener("ended", () => listen?.closed({ ended: true }));
}

/**
 * A stop is taken up.
 * @param {{tour: string, stop: string, language: string}} what
 * @param {number[]} starts of its sentences, rising, in seconds
 */
export function begin(what, starts) {
  listen = new Listen(what, starts, outbox);
}

/** Whoever listened has turned to something else, or is gone. */
export function end() {
  listen?.closed();
  listen = null;
}
