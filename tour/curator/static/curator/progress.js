/** Looks again at what the worker does, until it is done. Without it the page's own link does. */

import { touched } from "./touched.js";

const EVERY_MS = 1000;
const WAIT_MS = 8000;

async function look() {
  const here = document.getElementById("order");
  if (!here?.hasAttribute("data-looking")) return;
  const every = Number(here.dataset.every) || EVERY_MS;
  try {
    const answer = await fetch(location.href, { signal: AbortSignal.timeout(WAIT_MS) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("order");
    // Ended: the rest of the page (the list of releases) has changed with it.
    const ended = now && !now.hasAttribute("data-looking");
    if (ended && !touched(document)) location.reload();
    else if (ended) {
      // What somebody is typing or moving is theirs to send first.
      here.replaceWith(now);
      document.getElementById("load-anew").hidden = false;
    } else if (now && now.textContent !== here.textContent) here.replaceWith(now);
  } catch {
    // The server was busy or is starting again: the next look will tell.
  }
  setTimeout(look, every);
}

setTimeout(look, EVERY_MS);
