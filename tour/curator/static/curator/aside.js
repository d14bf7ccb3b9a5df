/** Keeps on the server what is typed and not saved, so that it outlives this browser. Nothing stays on the device. */

import { renew } from "./token.js";

const PAUSE_MS = 1500;
// Whoever types without a pause is not left unkept for longer.
const LONGEST_MS = 8000;
const AGAIN_MS = 15_000;
const WAIT_MS = 8000;

const status = document.getElementById("draft");
const loggedOut = document.getElementById("draft-logged-out");
const form = /** @type {HTMLFormElement} */ (document.getElementById(status.dataset.form));
const mark = /** @type {HTMLInputElement} */ (document.getElementById("draft-mark"));
let timer = 0;
let since = 0;
let failed = false;
let leaving = new AbortController();

/** The form as it would be sent, without files. */
function typed() {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
  return data;
}

/** Says how the last try ended; a server that refuses or leads elsewhere is well: it is the log-in that is gone. */
function tell(ended) {
  failed = ended !== "kept";
  loggedOut.hidden = ended !== "refused";
  status.textContent = ended === "refused" ? "" : status.dataset[ended];
}

async function keep() {
  clearTimeout(timer);
  const began = since;
  since = 0;
  // Somebody may have logged in again in another tab: then this try is taken.
  renew(form);
  // From now on what is kept is this page's: saving it lets that go. Said before, for the answer may never come.
  mark.value = "1";
  let refused = false;
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(WAIT_MS), leaving.signal]);
    const answer = await fetch(status.dataset.address, { method: "POST", body: typed(), redirect: "manual", signal });
    refused = answer.type === "opaqueredirect" || answer.status === 403;
    if (!answer.ok) throw new Error(String(answer.status));
    tell("kept");
  } catch {
    if (leaving.signal.aborted) return;
    tell(refused ? "refused" : "failed");
    since ||= began;
    timer = setTimeout(keep, AGAIN_MS);
  }
}

form.addEventListener("input", () => {
  since ||= Date.now();
  clearTimeout(timer);
  timer = setTimeout(keep, Math.max(0, Math.min(PAUSE_MS, since + LONGEST_MS - Date.now())));
});
document.addEventListener("visibilitychange", () => {
  // Back from the tab where one has logged in again, nobody waits for the next try.
  if (since && (failed || document.visibilityState === "hidden")) keep();
});
addEventListener("beforeunload", (event) => {
  if (since && failed) event.preventDefault();
});
// What is being saved is no draft any more.
form.addEventListener("submit", () => {
  clearTimeout(timer);
  since = 0;
  leaving.abort();
});
// The page that the browser kept and shows again goes on keeping.
addEventListener("pageshow", () => {
  leaving = new AbortController();
});
