/** The staff's PIN, checked here without a network. Pure. */

export const MOST_TRIES = 5;
export const WAIT_S = 60;

/**
 * Whether this is the PIN.
 * @param {string} pin digits
 * @param {{salt: string, hash: string, rounds: number}} kept hex, hex, PBKDF2-SHA256 rounds
 * @param {SubtleCrypto} subtle
 */
export async function isPin(pin, { salt, hash, rounds }, subtle = crypto.subtle) {
  const key = await subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const bytes = Uint8Array.from(salt.match(/../g), (pair) => parseInt(pair, 16));
  const bits = await subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: bytes, iterations: rounds }, key, 256);
  return [...new Uint8Array(bits)].map((byte) => byte.toString(16).padStart(2, "0")).join("") === hash;
}

/** Counts wrong tries: after five of them nothing is tried for a minute. */
export class Tries {
  #wrong = 0;
  #until = 0;

  /** Seconds to wait at a time (in ms) before the next try; 0 where it may be made. */
  wait(now) {
    return Math.max(0, Math.ceil((this.#until - now) / 1000));
  }

  wrong(now) {
    this.#wrong += 1;
    if (this.#wrong % MOST_TRIES === 0) this.#until = now + WAIT_S * 1000;
  }

  right() {
    this.#wrong = 0;
  }
}
