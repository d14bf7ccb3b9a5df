/**
 * The service worker: a tour kept on this phone is answered from the phone, whatever the network does.
 *
 * It keeps no state and stores nothing: `pack.js` puts files and addresses there, whole and checked. So a new
 * version may take over at once, while a tour plays and without a network.
 */

import { answer } from "./answers.js";
import { ours } from "./ways.js";

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  if (ours(event.request, registration.scope)) event.respondWith(answer(event.request, registration.scope));
});
