/** Brings the service worker to the phone; the site is whole without it. */

// A content address lies one folder below the site's root: so this works under any path.
if (navigator.serviceWorker) {
  const worker = new URL("../sw.js", import.meta.url);
  navigator.serviceWorker.register(worker, { type: "module", updateViaCache: "none" }).catch(() => {});
}
