/** Lets the phone's own voice read a stop that has words but no sound, sentence by sentence. */

import { later } from "./later.js";
import { voicesFor } from "./voices.js";

const SPEEDS = [1, 1.25, 1.5, 0.75];
/** Some browsers name their voices only after a while, some never. */
const VOICES_MS = 3000;
/** A voice that has not begun by then is taken for dumb. */
const BEGIN_MS = 5000;
const voices = globalThis.speechSynthesis;

/** Offers it below the words' label, where a voice of their language lives on this phone; else nothing is shown. */
export async function offer() {
  const text = document.querySelector("read-along");
  const found = text.querySelector("span") && voicesFor(await known(), text.closest("[lang]").lang);
  if (!found?.length) return;
  const part = await later("phone-voice");
  // Someone went on meanwhile, or it stands there already.
  if (!part || !text.isConnected || document.querySelector("phone-voice")) return;
  part.firstElementChild.voice = found[0];
  text.before(part);
}

function known() {
  const list = voices.getVoices();
  if (list.length) return list;
  return new Promise((resolve) => {
    const tell = () => resolve(voices.getVoices());
    voices.addEventListener("voiceschanged", tell, { once: true });
    setTimeout(tell, VOICES_MS);
  });
}

class PhoneVoice extends HTMLElement {
  voice = null;
  #text = document.querySelector("read-along");
  #spans = [];
  /** The content note, read with the first sentence; not where the words stand in another language than it. */
  #note = "";
  #at = 0;
  #rate = SPEEDS[0];
  // What is being said; whatever else still reports was cut off.
  #saying = null;
  #patience = 0;
  #leaving = new AbortController();

  connectedCallback() {
    const { signal } = this.#leaving;
    this.#spans = [...this.#text.querySelectorAll("span")];
    const note = this.#text.lang ? null : document.querySelector("[data-part=note]");
    this.#note = note ? `${note.textContent.trim()} ` : "";
    this.querySelector("[data-part=voice]").textContent = this.voice.name;
    this.addEventListener("click", (event) => this.#press(event.target.closest("[data-action]")?.dataset.action));
    this.#text.addEventListener("click", (event) => this.#tap(event.target), { signal });
    addEventListener("pagehide", () => this.#hush(), { signal });
    this.#show();
  }

  disconnectedCallback() {
    this.#hush();
    this.#leaving.abort();
  }

  #press(action) {
    if (action === "read") this.#say(this.#at);
    if (action === "hush") this.#hush();
    if (action === "read-next") this.#say(Math.min(this.#at + 1, this.#spans.length - 1));
    if (action === "read-stop") {
      this.#hush();
      this.#mark(0, false);
    }
    if (action === "read-speed") {
      this.#rate = SPEEDS[(SPEEDS.indexOf(this.#rate) + 1) % SPEEDS.length];
      if (this.#saying) this.#say(this.#at);
    }
    this.#show();
  }

  #tap(target) {
    const index = this.#spans.indexOf(target.closest("span"));
    if (index >= 0 && getSelection().isCollapsed) this.#say(index);
  }

  /** Reads from a sentence on. A pause of the voice itself is not to be trusted: one begins the sentence anew. */
  #say(index) {
    this.#hush();
    this.#mark(index, true);
    const { voice } = this;
    const text = (index ? "" : this.#note) + this.#spans[index].textContent;
    const saying = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, rate: this.#rate });
    this.#saying = saying;
    const mine = (act) => () => this.#saying === saying && act();
    saying.onstart = mine(() => clearTimeout(this.#patience));
    saying.onend = mine(() => this.#onward());
    saying.onerror = mine(() => this.#hush(true));
    this.#patience = setTimeout(saying.onerror, BEGIN_MS);
    voices.speak(saying);
    this.#show();
  }

  #onward() {
    if (this.#at + 1 < this.#spans.length) return this.#say(this.#at + 1);
    this.#hush();
    this.#mark(0, false);
  }

  /** Silence; the sentence stays where it is. */
  #hush(failed = false) {
    clearTimeout(this.#patience);
    if (this.#saying) {
      this.#saying = null;
      voices.cancel();
    }
    this.querySelector("[data-part=failed]").hidden = !failed;
    this.#show();
  }

  #mark(index, lit) {
    this.#spans[this.#at].removeAttribute("aria-current");
    this.#at = index;
    if (!lit) return;
    const span = this.#spans[index];
    span.setAttribute("aria-current", "true");
    const { top, bottom } = span.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) span.scrollIntoView({ block: "center" });
  }

  #show() {
    const reads = Boolean(this.#saying);
    const button = this.querySelector("[data-part=read]");
    button.dataset.action = reads ? "hush" : "read";
    for (const words of button.children) words.hidden = (words.dataset.when === "reads") !== reads;
    for (const other of this.querySelectorAll("[data-action=read-stop], [data-action=read-next]")) {
      other.disabled = !this.#spans[this.#at]?.hasAttribute("aria-current");
    }
    this.querySelector("[data-part=rate]").textContent = String(this.#rate);
  }
}

customElements.define("phone-voice", PhoneVoice);
