/** Shows the sentence that sounds, and plays the one that is tapped. */

import { later } from "./later.js";
import { sentenceAt, sentences } from "./times.js";
import { stayLit } from "./wake.js";

/** The id of the words that tell how the keys work: a page has no room for them before its sound. */
const HINT = "hear";
const KEYS = { ArrowDown: 1, ArrowUp: -1 };
/** A phone that nobody touched for so long may be in a pocket: its screen is let go dark. */
const READS_MS = 180_000;

class ReadAlong extends HTMLElement {
  #sound = document.querySelector("first-sound");
  #sentences = [];
  #starts = [];
  #current = -1;
  #timer = 0;
  #following = true;
  #touched = 0;
  #leaving = new AbortController();

  connectedCallback() {
    this.#sentences = sentences(this);
    if (!this.#sentences.length) return;
    this.#starts = this.#sentences.map((sentence) => sentence.start);
    this.#rove(0);
    this.addEventListener("click", (event) => this.#hear(this.#indexOf(event.target)));
    this.addEventListener("keydown", (event) => this.#key(event));
    const { signal } = this.#leaving;
    for (const name of ["timeupdate", "seeking", "play", "pause", "ratechange"]) {
      this.#sound.audio.addEventListener(name, () => this.#show(), { signal });
    }
    // Whoever scrolls is reading elsewhere: the page stays where they put it until they play again.
    for (const name of ["wheel", "touchmove"]) {
      addEventListener(name, () => (this.#following = false), { signal, passive: true });
    }
    this.#sound.audio.addEventListener("play", () => (this.#following = true), { signal });
    for (const name of ["pointerdown", "keydown"]) {
      addEventListener(name, () => (this.#touched = performance.now()), { signal, passive: true });
    }
    // Whoever comes back to the page finds the sentence that sounds, whatever slept meanwhile.
    document.addEventListener("visibilitychange", () => this.#show(), { signal });
    this.#touched = performance.now();
    this.#show();
    if (document.readyState === "complete") this.#explain();
    else addEventListener("load", () => this.#explain(), { signal });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    stayLit(false);
    this.#leaving.abort();
  }

  async #explain() {
    const hint = await later("keys");
    if (!hint || !this.isConnected) return;
    this.after(hint);
    this.querySelector("[tabindex]")?.setAttribute("aria-describedby", HINT);
  }

  #indexOf(target) {
    const element = target.closest("[data-start]");
    return this.#sentences.findIndex((sentence) => sentence.element === element);
  }

  #hear(index) {
    // A selection is being made: the tap is not meant for the voice.
    if (index < 0 || !getSelection().isCollapsed) return;
    this.#following = true;
    this.#sound.place = this.#starts[index];
    this.#sound.play();
  }

  #key(event) {
    const index = this.#indexOf(event.target);
    if (event.key === "Enter" || event.key === " ") this.#hear(index);
    else if (event.key in KEYS) this.#rove(Math.min(Math.max(index + KEYS[event.key], 0), this.#starts.length - 1), true);
    else return;
    event.preventDefault();
  }

  /** One tab stop for the whole text: the sentence last heard or reached by the arrows. */
  #rove(index, focus = false) {
    for (const old of this.querySelectorAll("[tabindex]")) {
      old.removeAttribute("tabindex");
      old.removeAttribute("aria-describedby");
    }
    const { element } = this.#sentences[index];
    element.tabIndex = 0;
    if (document.getElementById(HINT)) element.setAttribute("aria-describedby", HINT);
    if (focus) element.focus();
  }

  #show() {
    const { audio } = this.#sound;
    const time = this.#sound.place;
    const begun = time > 0 || !audio.paused;
    this.#mark(begun ? sentenceAt(this.#starts, time) : -1);
    const reads = this.#following && !document.hidden && performance.now() - this.#touched < READS_MS;
    stayLit(reads && !audio.paused);
    clearTimeout(this.#timer);
    const next = this.#starts[this.#current + 1];
    // The audio tells its time four times a second; the next sentence is met on its own beat.
    if (!audio.paused && next > time) {
      this.#timer = setTimeout(() => this.#show(), Math.min(((next - time) * 1000) / audio.playbackRate, 1000));
    }
  }

  #mark(index) {
    if (index === this.#current) return;
    this.#sentences[this.#current]?.element.removeAttribute("aria-current");
    this.#current = index;
    if (index < 0) return;
    const { element } = this.#sentences[index];
    element.setAttribute("aria-current", "true");
    if (!this.contains(document.activeElement)) this.#rove(index);
    this.#bring(element);
  }

  #bring(element) {
    if (!this.#following || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const { top, bottom } = element.getBoundingClientRect();
    if (top < innerHeight * 0.1 || bottom > innerHeight * 0.7) element.scrollIntoView({ block: "center", behavior: "smooth" });
  }
}

await customElements.whenDefined("first-sound");
customElements.define("read-along", ReadAlong);
