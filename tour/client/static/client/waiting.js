/** Waits that end: a network may accept and never answer. */

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
