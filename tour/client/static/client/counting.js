/**
 * Counts listening, for the curators: what is played, what is heard to its end, and the sentence where one leaves.
 *
 * Whoever asks not to be counted is not. Used by every page with a <first-sound>; the kiosk has its own.
 */

import { Listen } from "./listen.js";
import * as outbox from "./outbox.js";
import { sentences } from "./times.js";

/** Counts from now on; sends first what was kept before. */
export function count() {
  outbox.flush();
  if (outbox.uncounted()) return;
  const { audio } = document.querySelector("first-sound");
  let listen = fresh();

  audio.addEventListener("timeupdate", () => {
    if (!audio.paused) listen.moved(audio.currentTime, audio.playbackRate);
  });
  // Before all others: the walk may bring the next stop within the same event.
  audio.addEventListener("ended", () => listen.closed({ ended: true }), { capture: true });
  document.addEventListener("arrive", () => {
    // Another language of the same stop: the listener goes on.
    listen.closed(listen.isOf(document.documentElement.dataset) ? {} : undefined);
    listen = fresh();
  });
}

function fresh() {
  const { lang, dataset } = document.documentElement;
  const { tour, stop } = dataset;
  return new Listen({ tour, stop, language: lang.toLowerCase() }, sentences().map(({ start }) => start), outbox);
}
