/** The one audio element of the kiosk, and the sentence that sounds. */

import * as listening from "./listening.js";
import { clock, sentenceAt } from "./times.js";

const STEP_S = 10;
const LOUDER = 10;
// A place at the very end makes the browser ask for bytes beyond the file; a little before, it ends by itself.
const BEFORE_END_S = 0.1;
// Sound that has not moved for so long has stalled: a line may take a while, a visitor does not wait longer.
const LATELY_MS = 30_000;

export class Player {
  #audio = document.querySelector("audio");
  #page = document.querySelector("#stop [data-part=page]");
  #controls = document.querySelector("[data-part=controls]");
  #sentences = [];
  #starts = [];
  #current = -1;
  #length = 0;
  #volume = 0;
  // Where the sound was when it was last seen to move, and when that was.
  #at = 0;
  #moved = -Infinity;

  /** @param {{opus: boolean, changed: () => void, failed: (url: string) => void}} what */
  constructor(what) {
    this.what = what;
    listening.watch(this.#audio);
    for (const name of ["play", "pause", "ended"]) this.#audio.addEventListener(name, () => this.#changed());
    for (const name of ["timeupdate", "seeking"]) this.#audio.addEventListener(name, () => this.#show());
    for (const name of ["timeupdate", "playing"]) this.#audio.addEventListener(name, () => this.#heard());
    this.#audio.addEventListener("error", () => this.#failed());
  }

  /** Whether sound is coming out of it, or did a moment ago: what stalls may go on. */
  get sounding() {
    return this.playing && performance.now() - this.#moved < LATELY_MS;
  }

  /** Whether it plays, or would if the sound came. */
  get playing() {
    return !this.#audio.paused && !this.#audio.ended;
  }

  /** @param {number} percent */
  set volume(percent) {
    this.#volume = Math.min(Math.max(percent, 0), Number(document.body.dataset.ceiling));
    this.#audio.volume = this.#volume / 100;
    const button = (action) => this.#controls.querySelector(`[data-action=${action}]`);
    button("quieter").disabled = this.#volume <= LOUDER;
    button("louder").disabled = this.#volume >= Number(document.body.dataset.ceiling);
  }

  louder() {
    this.volume = this.#volume + LOUDER;
  }

  /** Never silent, and never louder than it was: a kiosk may begin below the least that can be chosen. */
  quieter() {
    this.volume = Math.min(this.#volume, Math.max(this.#volume - LOUDER, LOUDER));
  }

  /**
   * Takes on a track; without one it is silent.
   * @param {{duration_ms: number, cues_ms: number[][], files: {src: string, type: string}[]} | null} track
   * @param {HTMLElement[]} sentences in reading order
   * @param {string} base what the addresses are relative to
   * @param {{tour: string, stop: string, language: string}} listened what a listen to it is counted as
   */
  take(track, sentences, base, listened) {
    this.letGo();
    if (!track) return;
    this.#sentences = sentences;
    this.#starts = track.cues_ms.map(([start]) => start / 1000);
    this.#length = track.duration_ms / 1000;
    listening.begin(listened, this.#starts);
    this.#audio.src = new URL(track.files[this.what.opus ? 0 : 1].src, base).href;
    this.#show();
  }

  /** Silence, and nothing held of what was. */
  letGo() {
    this.#audio.pause();
    listening.end();
    if (this.#audio.hasAttribute("src")) {
      this.#audio.removeAttribute("src");
      this.#audio.load();
    }
    // A place that was asked for before the sound had come would wait for the next track.
    this.#audio.currentTime = 0;
    this.#sentences = [];
    this.#starts = [];
    this.#length = 0;
    this.#current = -1;
    this.#at = 0;
    this.#moved = -Infinity;
    this.#changed();
    this.#show();
  }

  play() {
    // A pause before the sound has begun rejects the promise: nothing to do.
    return this.#audio.play().catch(() => {});
  }

  toggle() {
    return this.playing ? this.#audio.pause() : this.play();
  }

  move(way) {
    const asked = Math.min(this.#audio.currentTime + way * STEP_S, this.#length - BEFORE_END_S);
    this.#audio.currentTime = Math.max(asked, 0);
  }

  #heard() {
    if (this.#audio.currentTime === this.#at) return;
    this.#at = this.#audio.currentTime;
    this.#moved = performance.now();
  }

  #failed() {
    if (!this.#audio.hasAttribute("src")) return;
    // A sound that broke is not paused by itself: its button would offer a pause for ever.
    this.#audio.pause();
    this.what.failed(this.#audio.src);
  }

  #changed() {
    this.#controls.toggleAttribute("data-playing", this.playing);
    this.what.changed();
  }

  #show() {
    const at = this.#audio.currentTime;
    this.#controls.querySelector("[data-part=clock]").textContent = clock(at);
    this.#controls.querySelector("[data-part=length]").textContent = clock(this.#length);
    this.#mark(at > 0 || this.playing ? sentenceAt(this.#starts, at) : -1);
  }

  #mark(index) {
    if (index === this.#current) return;
    this.#sentences[this.#current]?.removeAttribute("aria-current");
    this.#current = index;
    const element = this.#sentences[index];
    if (!element) return;
    element.setAttribute("aria-current", "true");
    // Words go on by themselves under the eye; by steps where motion is unwelcome.
    const [box, page] = [element.getBoundingClientRect(), this.#page.getBoundingClientRect()];
    if (box.top > page.top && box.bottom < page.top + page.height * 0.75) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#page.scrollBy({ top: box.top - page.top - page.height * 0.25, behavior: still ? "instant" : "smooth" });
  }
}
