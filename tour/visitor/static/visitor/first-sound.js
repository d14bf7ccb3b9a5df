/**
 * Sound on the tap: plays the beginning that the page carries, then the rest of the same file.
 *
 * This module travels inside the page and is the only one that touches the audio element's source.
 * There is one <audio> for the whole visit, so that the walk goes on with the screen locked.
 */

const OPUS = 'audio/webm; codecs="opus"';
const AGAIN_MS = 2000;
const PATIENCE_MS = 10_000;

/**
 * How many bytes to leave out of an answer to `Range: bytes=<from>-`; none where it is the rest of the very
 * file the beginning is from, `from` where a server without ranges sends that file whole.
 * @param {number} status
 * @param {{get(name: string): string | null}} headers
 * @param {number} from first byte asked for
 * @param {number} total size of the file in bytes
 * @throws {RangeError} where the answer is neither
 */
export function surplus(status, headers, from, total) {
  if (status === 206 && headers.get("Content-Range") === `bytes ${from}-${total - 1}/${total}`) return 0;
  if (status === 200 && headers.get("Content-Length") === `${total}`) return from;
  throw new RangeError(`${status}`);
}

/**
 * The bytes of a base64 text.
 * @param {string} text
 */
export function decode(text) {
  return Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
}

/**
 * Resolves when the event comes; never, once the work was given up.
 * @param {EventTarget} target
 * @param {string} name
 * @param {AbortSignal} signal
 */
function heard(target, name, signal) {
  return new Promise((resolve) => target.addEventListener(name, resolve, { once: true, signal }));
}

/** The page's beginning of the sound; on a slow line the tap can come before it has all arrived. */
async function theOpening() {
  for (;;) {
    const opening = document.getElementById("opening");
    if (opening?.nextSibling || document.readyState !== "loading") return opening;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export class FirstSound extends (globalThis.HTMLElement ?? Object) {
  #audio = null;
  #work = null;
  #ready = false;
  #place = 0;

  connectedCallback() {
    this.#audio = this.querySelector("audio");
    document.addEventListener("click", (event) => {
      const action = event.target.closest?.("[data-action]")?.dataset.action;
      if (action === "play") this.play();
      if (action === "pause") this.#audio.pause();
    });
    for (const name of ["play", "pause", "ended"]) this.#audio.addEventListener(name, () => this.#show());
    // A source's error does not rise to the audio: it is met on its way down.
    this.#audio.addEventListener("error", (event) => this.#lastResort(event.target), true);
    this.#show();
  }

  get audio() {
    return this.#audio;
  }

  /** Where the sound stands or will begin, in seconds. */
  get place() {
    return this.#ready ? this.#audio.currentTime : this.#place;
  }

  /** Moves there without starting; before the first tap nothing is fetched. */
  set place(seconds) {
    this.#place = seconds;
    if (this.#ready) this.#audio.currentTime = seconds;
    this.#audio.dispatchEvent(new Event("timeupdate"));
  }

  /** Plays from where it stands; must be called within a tap the first time. A headset asks where nothing sounds too. */
  play() {
    if (!this.#audio.children.length) return;
    if (!this.#ready) this.#begin();
    // A pause before the sound has begun rejects the promise: nothing to do.
    this.#audio.play().catch(() => {});
  }

  /**
   * Takes on the sound of another stop, in the same element.
   * @param {HTMLAudioElement} other the new page's element, for its sources and captions
   * @param {number} seconds where to begin
   */
  take(other, seconds) {
    this.#letGo();
    this.#audio.replaceChildren(...other.children);
    this.place = seconds;
    this.#show();
  }

  /** Back to before the first tap. */
  #letGo() {
    this.#work?.abort();
    this.#audio.pause();
    this.#ready = false;
    this.#audio.removeAttribute("src");
  }

  #begin() {
    this.#ready = true;
    if (globalThis.MediaSource?.isTypeSupported(OPUS)) {
      this.#work = new AbortController();
      const { signal } = this.#work;
      this.#join(signal).catch(() => signal.aborted || this.#plain());
    } else {
      this.#audio.load();
    }
    if (this.#place) this.#audio.currentTime = this.#place;
  }

  /** The beginning at once, the rest of the same file as it comes. */
  async #join(signal) {
    const media = new MediaSource();
    this.#audio.src = URL.createObjectURL(media);
    await heard(media, "sourceopen", signal);
    URL.revokeObjectURL(this.#audio.src);
    const opening = await theOpening();
    const { total, duration } = opening.dataset;
    media.duration = duration;
    const buffer = media.addSourceBuffer(OPUS);
    let from = 0;
    const add = (bytes) => {
      buffer.appendBuffer(bytes);
      from += bytes.length;
      return heard(buffer, "updateend", signal);
    };
    await add(decode(opening.textContent));
    while (from < total) {
      try {
        await this.#rest(from, total, add, signal);
      } catch (error) {
        // The line broke: what is there goes on sounding, and the rest is asked for again until it comes.
        if (signal.aborted || !(error instanceof TypeError)) throw error;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
    media.endOfStream();
    this.dispatchEvent(new Event("whole"));
  }

  /** Adds the file's bytes from there on as they come; throws a RangeError where the answer is not that. */
  async #rest(from, total, add, signal) {
    const url = this.#audio.querySelector("source").src;
    const line = new AbortController();
    signal.onabort = () => line.abort();
    // Nothing for so long is a broken line too.
    const wait = () => setTimeout(() => line.abort(new TypeError()), PATIENCE_MS);
    let timer = wait();
    const answer = await (this.ask ?? fetch)(url, { headers: { Range: `bytes=${from}-` }, signal: line.signal });
    let skip = surplus(answer.status, answer.headers, from, total);
    const reader = answer.body.getReader();
    for (let part; !(part = await reader.read()).done; skip -= part.value.length) {
      clearTimeout(timer);
      if (part.value.length > skip) await add(part.value.subarray(Math.max(skip, 0)));
      timer = wait();
    }
  }

  /** The ordinary file in the same element, from the same place. */
  #plain(source = "") {
    const { currentTime, paused } = this.#audio;
    this.#work?.abort();
    if (source) this.#audio.src = source;
    else this.#audio.removeAttribute("src");
    this.#audio.load();
    this.#audio.currentTime = currentTime;
    if (!paused) this.#audio.play().catch(() => {});
  }

  /** After an error the MP3, which every phone plays; where that fails too, the next tap begins anew. */
  #lastResort(failed) {
    const mp3 = this.#audio.querySelector("source:last-of-type");
    if (!this.#ready) return;
    if (failed === mp3 || this.#audio.src === mp3.src) {
      this.#place = this.#audio.currentTime;
      this.#letGo();
    } else if (failed === this.#audio) this.#plain(mp3.src);
  }

  #show() {
    const playing = !this.#audio.paused;
    // The browser's own button, shown until this runs, may have begun the plain file.
    this.#ready ||= playing;
    document.documentElement.toggleAttribute("data-playing", playing);
    for (const button of document.querySelectorAll("[data-action=play], [data-action=pause]")) {
      button.dataset.action = playing ? "pause" : "play";
    }
  }
}

globalThis.customElements?.define("first-sound", FirstSound);
