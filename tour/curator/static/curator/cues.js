/** A recording's sentences over its wave: chosen in the list, moved in the picture, heard from there. */

import { touched } from "./touched.js";

const STEP_S = 0.05;
const LEAST_S = 0.05;
// So wide is a second, where the whole stays within what a canvas can hold.
const PX_A_SECOND = 44;
const MOST_PX = 16000;
const WAIT_MS = 15000;
// Room for a grip beside the very first and the very last edge.
const BESIDE_PX = 44;

/** Seconds of a field, or NaN. @param {HTMLInputElement} field */
const seconds = (field) => Number.parseFloat(field.value.replace(",", "."));

class CueEditor extends HTMLElement {
  #rows = [];
  #chosen = 0;
  #scale = PX_A_SECOND;
  #wave = null;
  // Seconds of the sound before the person begins, from where the cues count: a voice says the note first.
  #before = 0;

  connectedCallback() {
    this.duration = Number(this.dataset.duration) / 1000;
    this.#before = Number(this.dataset.before) / 1000;
    this.audio = this.querySelector("audio");
    this.strip = this.querySelector(".strip");
    this.canvas = this.querySelector("canvas");
    this.handles = [...this.querySelectorAll(".handle")];
    this.#rows = [...this.querySelectorAll(".cues li")].map((item) => {
      const [start, end] = item.querySelectorAll("input");
      return { item, start, end };
    });
    if (!this.#rows.length || !this.duration) return;
    this.#scale = Math.min(PX_A_SECOND, MOST_PX / this.duration);
    for (const part of this.querySelectorAll(".strip, .strip-help, [data-play]")) part.hidden = false;
    this.#rows.forEach((row, at) => this.#listen(row, at));
    for (const handle of this.handles) this.#grip(handle);
    this.strip.addEventListener("click", (event) => this.#pick(event));
    this.audio?.addEventListener("timeupdate", () => this.#follow());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
    // Where the server found a fault, that sentence is the one to set.
    this.#choose(Math.max(0, this.#rows.findIndex((row) => row.item.classList.contains("wrong"))), false);
    this.#stay();
    this.#load();
  }

  /** Asks before times that were moved and not saved are left behind. */
  #stay() {
    let saving = false;
    this.querySelector("form").addEventListener("submit", () => {
      saving = true;
    });
    addEventListener("beforeunload", (event) => {
      if (touched(this) && !saving) event.preventDefault();
    });
    // A page that the browser kept comes back as it was left.
    addEventListener("pageshow", () => {
      saving = false;
    });
  }

  async #load() {
    try {
      const answer = await fetch(this.dataset.wave, { signal: AbortSignal.timeout(WAIT_MS) });
      if (answer.ok) this.#wave = await answer.json();
    } catch {
      // Without its wave the picture still shows where the sentences are.
    }
    this.#draw();
  }

  #listen(row, at) {
    row.item.addEventListener("focusin", () => this.#choose(at, true));
    row.item.addEventListener("click", () => this.#choose(at, true));
    for (const field of [row.start, row.end]) field.addEventListener("input", () => this.#draw());
    row.item.querySelector("[data-play]")?.addEventListener("click", () => {
      this.audio.currentTime = (seconds(row.start) || 0) + this.#before;
      this.audio.play();
    });
  }

  #choose(at, scroll) {
    this.#rows[this.#chosen].item.removeAttribute("aria-current");
    this.#chosen = at;
    this.#rows[at].item.setAttribute("aria-current", "true");
    if (scroll) this.#reveal(seconds(this.#rows[at].start), seconds(this.#rows[at].end));
    this.#draw();
  }

  #reveal(start, end) {
    const [left, right] = [start * this.#scale, end * this.#scale + 2 * BESIDE_PX];
    const { scrollLeft, clientWidth } = this.strip;
    if (left < scrollLeft || right > scrollLeft + clientWidth) this.strip.scrollLeft = left;
  }

  #grip(handle) {
    const edge = handle.dataset.edge;
    handle.addEventListener("pointerdown", (event) => {
      handle.setPointerCapture(event.pointerId);
      const from = { x: event.clientX, scroll: this.strip.scrollLeft, at: this.#at(edge) };
      const move = (moved) => {
        const px = moved.clientX - from.x + this.strip.scrollLeft - from.scroll;
        this.#set(edge, from.at + px / this.#scale);
      };
      handle.addEventListener("pointermove", move);
      for (const over of ["pointerup", "pointercancel"])
        handle.addEventListener(over, () => handle.removeEventListener("pointermove", move), { once: true });
    });
    handle.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
      if (!steps) return;
      event.preventDefault();
      this.#set(edge, this.#at(edge) + steps * STEP_S);
      this.#reveal(this.#at(edge), this.#at(edge));
    });
  }

  #at(edge) {
    return seconds(this.#rows[this.#chosen][edge]) || 0;
  }

  /** Put an edge of the chosen sentence there, between its other edge and its neighbour. */
  #set(edge, at) {
    const [low, high] = this.#room(edge);
    this.#rows[this.#chosen][edge].value = Math.max(low, Math.min(high, at)).toFixed(2);
    this.#draw();
  }

  #room(edge) {
    const row = this.#rows[this.#chosen];
    if (edge === "start") {
      const before = this.#rows[this.#chosen - 1];
      return [before ? seconds(before.end) || 0 : 0, seconds(row.end) - LEAST_S];
    }
    const after = this.#rows[this.#chosen + 1];
    return [seconds(row.start) + LEAST_S, (after && seconds(after.start)) || Math.floor(this.duration * 100) / 100];
  }

  #pick(event) {
    if (event.target.closest(".handle")) return;
    const at = (event.clientX - this.canvas.getBoundingClientRect().left) / this.#scale;
    const found = this.#rows.findLastIndex((row) => seconds(row.start) <= at);
    this.#choose(Math.max(0, found), false);
    this.#rows[this.#chosen].item.scrollIntoView({ block: "nearest" });
  }

  #follow() {
    const at = Math.max(0, this.audio.currentTime - this.#before);
    this.querySelector(".head").style.left = `${at * this.#scale + BESIDE_PX}px`;
    if (!this.audio.paused) this.#reveal(at, at);
  }

  #draw() {
    const width = Math.ceil(this.duration * this.#scale);
    const ratio = width * devicePixelRatio <= MOST_PX ? devicePixelRatio : 1;
    this.canvas.width = width * ratio;
    this.canvas.height = 120 * ratio;
    this.canvas.style.width = `${width}px`;
    this.querySelector(".strip-inner").style.width = `${width + 2 * BESIDE_PX}px`;
    const paint = this.canvas.getContext("2d");
    paint.scale(ratio, ratio);
    const colours = getComputedStyle(this);
    this.#rows.forEach((row, at) => {
      const [start, end] = [seconds(row.start) * this.#scale, seconds(row.end) * this.#scale];
      if (!(end > start)) return;
      paint.fillStyle = colours.getPropertyValue(at === this.#chosen ? "--selected-row" : "--body-bg");
      paint.fillRect(start, 0, end - start, 120);
      paint.fillStyle = colours.getPropertyValue("--body-fg");
      paint.font = "600 14px sans-serif";
      paint.fillText(String(row.item.value), start + 4, 14);
    });
    this.#paintWave(paint, colours.getPropertyValue("--body-quiet-color"));
    for (const handle of this.handles) {
      const edge = handle.dataset.edge;
      const at = this.#at(edge);
      const [low, high] = this.#room(edge);
      handle.style.left = `${at * this.#scale + BESIDE_PX}px`;
      handle.ariaValueNow = at.toFixed(2);
      handle.ariaValueMin = low.toFixed(2);
      handle.ariaValueMax = high.toFixed(2);
    }
  }

  #paintWave(paint, colour) {
    if (!this.#wave) return;
    const step = (this.#wave.step_ms / 1000) * this.#scale;
    paint.fillStyle = colour;
    this.#wave.peaks.forEach((peak, at) => {
      const height = Math.max(1, peak * 0.96);
      paint.fillRect(at * step, 68 - height / 2, Math.max(0.6, step - 0.2), height);
    });
  }
}

customElements.define("cue-editor", CueEditor);
