/** Brings what listens and what is written once the page has nothing better to do. */

import { later } from "./later.js";

let tapped = null;
document.addEventListener("click", ({ target }) => (tapped = target.closest?.("read-along span") ?? tapped));

/** Puts the button that reports a mistake at the end, where nothing moves for it. */
async function offer() {
  const main = document.querySelector("main[data-walk]");
  const part = await later("mistake");
  const button = part?.querySelector("button");
  if (!button || !main.isConnected || main.querySelector("[data-action=mistake]")) return;
  button.addEventListener("click", async () => {
    const { open } = await import("./mistake.js");
    open(part, button, document.querySelector("read-along [aria-current]") ?? (tapped?.isConnected ? tapped : null));
  });
  main.append(button);
}

async function begin() {
  const { count } = await import("./counting.js");
  count();
  offer();
}

document.addEventListener("arrive", offer);
if (document.readyState === "complete") begin();
else addEventListener("load", begin);
