/** Brings the service worker to the phone; the site is whole without it. */

import { inTime } from "./waiting.js";

const WORKER_MS = 10_000;
const { serviceWorker } = navigator;

/**
 * Brings the worker where it is not yet, and waits until it answers.
 * @throws where the browser refuses it, or it does not come in time
 */
export async function bringWorker() {
  // A content address lies one folder below the site's root: so this works under any path.
  const worker = new URL("../sw.js", import.meta.url);
  const registration = await inTime(serviceWorker.register(worker, { type: "module", updateViaCache: "none" }), WORKER_MS);
  if (!registration.active) await inTime(serviceWorker.ready, WORKER_MS);
}

if (serviceWorker) bringWorker().catch(() => {});
