/**
 * Where the listener was at each stop, so that a reload or a call loses nothing: the store "places" of this phone.
 *
 * A record is {id: "<tour>/<stop>", tour, stop, language, seconds, place, listened, ended, at}: `place` means the
 * same in every language (times.js), `listened` counts the seconds heard, `at` is in milliseconds since 1970.
 */

import { all, get, put, remove } from "./phone.js";
import { paragraphLengths, placeOf, sentenceAt, sentences } from "./times.js";

const EVERY_MS = 5000;
/** Longer steps between two times are seeks, not listening. */
const STEP_S = 1.5;

/**
 * Every stop of a tour that was listened to, the latest first.
 * @param {string} tour
 */
export async function positionsOf(tour) {
  return (await all("places")).filter((record) => record.tour === tour).sort((one, other) => other.at - one.at);
}

/**
 * Forgets where the listener was at a stop.
 * @param {string} tour
 * @param {string} stop
 */
export function forgetPosition(tour, stop) {
  return remove("places", `${tour}/${stop}`);
}

/**
 * Keeps the position while the sound of a visit plays, at each pause, and when the page goes out of sight.
 * @param {{audio: HTMLAudioElement, place: number}} sound the page's <first-sound>
 */
export function keepPosition(sound) {
  const { audio } = sound;
  let record;
  let before = 0;
  let kept = 0;

  /** The record of the stop shown; of a stop heard in an earlier visit the listening goes on counting. */
  function begin() {
    const { tour, stop } = document.documentElement.dataset;
    const id = `${tour}/${stop}`;
    if (record?.id === id) return;
    record = { id, tour, stop, listened: 0 };
    const fresh = record;
    get("places", id).then((old) => (fresh.listened += old?.listened ?? 0), () => {});
  }

  /** Writes it down; where the phone keeps nothing one goes on without. */
  function keep(ended = false) {
    if (!record || record.id !== idShown()) return;
    kept = Date.now();
    const said = sentences();
    const index = Math.max(sentenceAt(said.map(({ start }) => start), before), 0);
    Object.assign(record, { language: document.documentElement.lang, seconds: before, ended, at: kept });
    record.place = placeOf(paragraphLengths(), index);
    put("places", { ...record }).catch(() => {});
  }

  audio.addEventListener("playing", () => {
    begin();
    before = audio.currentTime;
  });
  audio.addEventListener("timeupdate", () => {
    if (audio.paused || !record || record.id !== idShown()) return;
    const step = audio.currentTime - before;
    if (step > 0 && step < STEP_S * audio.playbackRate) record.listened += step;
    before = audio.currentTime;
    if (Date.now() - kept > EVERY_MS) keep();
  });
  audio.addEventListener("seeked", () => {
    if (!record || record.id !== idShown()) return;
    before = audio.currentTime;
    keep();
  });
  // Another language has other times for the same place, though nothing sounds.
  document.addEventListener("arrive", () => (before = sound.place));
  audio.addEventListener("pause", () => keep(audio.ended));
  audio.addEventListener("ended", () => keep(true));
  document.addEventListener("visibilitychange", () => document.hidden && !audio.ended && keep());
  addEventListener("pagehide", () => audio.ended || keep());
  // This module comes with the first play: by now it may sound, in the midst of the stop.
  if (!audio.paused) {
    begin();
    before = audio.currentTime;
  }
}

function idShown() {
  const { tour, stop } = document.documentElement.dataset;
  return `${tour}/${stop}`;
}
