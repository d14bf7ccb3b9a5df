/** Notices that nobody is here any more: a while without a touch, a question, then the end. Never while it is busy. */

export class Idle {
  #timer = 0;
  #left = 0;
  #on = false;

  /**
   * @param {{after: number, count: number, busy: () => boolean,
   *   ask: (left: number) => void, stay: () => void, end: () => void}} what times in seconds; `ask` is called
   *   once a second of the countdown (it may `stop` instead), `stay` when a touch ended it
   */
  constructor(what) {
    this.what = what;
  }

  /** Somebody is here, or has done something. */
  touch() {
    if (this.asking) this.what.stay();
    this.#left = 0;
    this.#on = true;
    this.#wait(this.what.after, () => this.#ask(this.what.count));
  }

  /** Nobody is expected to be here. */
  stop() {
    if (this.asking) this.what.stay();
    clearTimeout(this.#timer);
    this.#left = 0;
    this.#on = false;
  }

  /** Whether the countdown runs. */
  get asking() {
    return this.#left > 0;
  }

  #ask(left) {
    // Sound has begun since: it is not idle, and what ends it calls `touch`.
    if (this.what.busy()) return this.touch();
    if (!left) return this.#end();
    this.#left = left;
    this.what.ask(left);
    this.#wait(1, () => this.#ask(left - 1));
  }

  #end() {
    this.stop();
    this.what.end();
  }

  #wait(seconds, then) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#on && then(), seconds * 1000);
  }
}
