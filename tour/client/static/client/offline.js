/** Brings the service worker to the phone; the site is whole without it. */

const { serviceWorker } = navigator;

/**
 * Brings the worker where it is not yet, and waits until it answers: without end, where it never does.
 * @throws where the browser refuses it
 */
export async function bringWorker() {
  // A content address lies one folder below the site's root: so this works under any path.
  const worker = new URL("../sw.js", import.meta.url);
  const registration = await serviceWorker.register(worker, { type: "module", updateViaCache: "none" });
  if (!registration.active) await serviceWorker.ready;
}

if (serviceWorker) bringWorker().catch(() => {});
