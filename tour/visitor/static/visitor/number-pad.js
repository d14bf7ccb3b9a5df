/** The number on a sign: typed on large keys or a keyboard, in the digits of any script, it leads to the stop. */

import { latinDigits, numberOf } from "./digits.js";
import { listedStops } from "./tour-list.js";

class NumberPad extends HTMLElement {
  #input = this.querySelector("input");

  connectedCallback() {
    this.addEventListener("click", (event) => {
      const digit = event.target.closest("[data-digit]")?.dataset.digit;
      if (digit !== undefined) this.#type(digit);
    });
    this.#input.addEventListener("input", () => {
      this.#input.value = latinDigits(this.#input.value).replace(/\D/g, "");
      this.#tell(this.#stop()?.title ?? "");
    });
    this.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#go();
    });
  }

  /** A digit more; without one, the last is taken away. */
  #type(digit) {
    const { value, maxLength } = this.#input;
    this.#input.value = digit ? (value + digit).slice(0, maxLength) : value.slice(0, -1);
    this.#tell(this.#stop()?.title ?? "");
  }

  #stop() {
    const number = numberOf(this.#input.value);
    return listedStops().find((stop) => stop.number === number);
  }

  #go() {
    const stop = this.#stop();
    if (stop) location.assign(stop.href);
    else if (this.#input.value) this.#tell(this.dataset.none.replace("{number}", this.#input.value));
    else this.#input.focus();
  }

  #tell(text) {
    this.querySelector("[data-part=found]").textContent = text;
  }
}

customElements.define("number-pad", NumberPad);
