/** The worker of a site that no longer works without signal (WAYSIDE_OFFLINE=off): takes all it kept along, and goes. */

import { change } from "./phone.js";

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) if (name.startsWith("wayside-")) await caches.delete(name);
  await change(["packs", "addresses"], (packs, addresses) => {
    packs.clear();
    addresses.clear();
  }).catch(() => {});
  await registration.unregister();
}
