/** The bar within the thumb's reach: time, place, speed, ten seconds back and on. */

import { clock, sentenceAt, sentences } from "./times.js";

const SPEEDS = [1, 1.25, 1.5, 0.75];
const STEP_S = 10;

class PlayerBar extends HTMLElement {
  #sound = document.querySelector("first-sound");
  #starts = [];
  #leaving = new AbortController();

  connectedCallback() {
    const { signal } = this.#leaving;
    this.#starts = sentences().map((sentence) => sentence.start);
    this.addEventListener("click", (event) => this.#press(event.target.closest("[data-action]")?.dataset.action));
    this.#part("seek")?.addEventListener("input", (event) => {
      this.#sound.place = Number(event.target.value);
    });
    for (const name of ["timeupdate", "seeking", "loadedmetadata"]) {
      this.#sound.audio.addEventListener(name, () => this.#show(), { signal });
    }
    for (const name of ["waiting", "playing", "pause", "emptied"]) {
      this.#sound.audio.addEventListener(name, () => this.#tellWaiting(name === "waiting"), { signal });
    }
    this.#setSpeed(this.#sound.audio.playbackRate);
    this.#show();
  }

  disconnectedCallback() {
    this.#leaving.abort();
  }

  get #length() {
    return Number(this.dataset.duration);
  }

  #part(action) {
    return this.querySelector(`[data-action=${action}]`);
  }

  #press(action) {
    if (action === "back") this.#move(-STEP_S);
    if (action === "forward") this.#move(STEP_S);
    if (action === "speed") {
      const { audio } = this.#sound;
      this.#setSpeed(SPEEDS[(SPEEDS.indexOf(audio.playbackRate) + 1) % SPEEDS.length]);
    }
  }

  #move(seconds) {
    this.#sound.place = Math.min(Math.max(this.#sound.place + seconds, 0), this.#length);
  }

  #tellWaiting(waiting) {
    document.documentElement.toggleAttribute("data-waiting", waiting);
  }

  #setSpeed(rate) {
    // Both: a new source begins at the default.
    Object.assign(this.#sound.audio, { playbackRate: rate, defaultPlaybackRate: rate });
    const value = this.querySelector("[data-part=speed]");
    if (value) value.textContent = String(rate);
  }

  #show() {
    const seek = this.#part("seek");
    if (!seek) return;
    const at = Math.min(this.#sound.place, this.#length);
    seek.value = String(at);
    seek.style.setProperty("--done", `${(100 * at) / this.#length}%`);
    const values = { at: clock(at), total: clock(this.#length) };
    seek.setAttribute("aria-valuetext", seek.dataset.text.replace(/\{(\w+)\}/g, (_, name) => values[name]));
    this.querySelector("[data-part=clock]").textContent = values.at;
    this.querySelector("[data-part=sentence]").textContent = String(Math.max(sentenceAt(this.#starts, at), 0) + 1);
  }
}

await customElements.whenDefined("first-sound");
customElements.define("player-bar", PlayerBar);
