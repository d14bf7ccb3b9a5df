/** Waits that end: a network may accept and never answer, a phone's memory as well. */

/**
 * What is promised, where it comes within the time; else an error.
 * @template T
 * @param {Promise<T>} promise
 * @param {number} ms
 * @returns {Promise<T>}
 */
export function inTime(promise, ms) {
  const late = new Promise((_, reject) => setTimeout(reject, ms, new DOMException("", "TimeoutError")));
  return Promise.race([promise, late]);
}

/**
 * An answer's head within the time, else an error; its body may take as long as it needs.
 * @param {Request | string} request
 * @param {RequestInit} init
 * @param {number} ms
 * @returns {Promise<Response>}
 */
export async function fetchWithin(request, init, ms) {
  const stopping = new AbortController();
  const timer = setTimeout(() => stopping.abort(), ms);
  try {
    return await fetch(request, { ...init, signal: stopping.signal });
  } finally {
    clearTimeout(timer);
  }
}
