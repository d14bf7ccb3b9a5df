/** The language a visitor chose: kept on this phone, and led back to after the next sign's code. */

import { get, put } from "./phone.js";

const LINKS = "a[data-action=language]";
const WAIT_MS = 300;

/** A promise that ends within the wait, whatever the other does. */
function briefly(promise) {
  return Promise.race([promise, new Promise((resolve) => setTimeout(resolve, WAIT_MS))]).catch(() => undefined);
}

// On the window: after the walk, which may swap the page in place.
addEventListener("click", async (event) => {
  const link = event.target.closest?.(LINKS);
  if (!link) return;
  const keeping = briefly(put("settings", link.hreflang.toLowerCase(), "language"));
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  await keeping;
  location.assign(link.href);
});

/** A sign's code and the front door know only the browser's language: the one chosen here goes before it. */
async function leadOn() {
  if (!performance.getEntriesByType("navigation")[0]?.redirectCount) return;
  const chosen = await briefly(get("settings", "language"));
  if (!chosen || chosen === document.documentElement.lang.toLowerCase()) return;
  const link = [...document.querySelectorAll(LINKS)].find(({ hreflang }) => hreflang.toLowerCase() === chosen);
  if (link) location.replace(link.href);
}

leadOn();
