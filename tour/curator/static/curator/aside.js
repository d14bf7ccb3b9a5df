/** Keeps on the server what is typed and not saved, so that it outlives this browser. Nothing stays on the device. */

const PAUSE_MS = 1500;
// Whoever types without a pause is not left unkept for longer.
const LONGEST_MS = 8000;
const AGAIN_MS = 15_000;
const WAIT_MS = 8000;

const status = document.getElementById("draft");
const form = /** @type {HTMLFormElement} */ (document.getElementById(status.dataset.form));
let timer = 0;
let since = 0;
let leaving = new AbortController();

/** The form as it would be sent, without files. */
function typed() {
  const data = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") data.append(name, value);
  return data;
}

async function keep() {
  clearTimeout(timer);
  const began = since;
  since = 0;
  try {
    const signal = AbortSignal.any([AbortSignal.timeout(WAIT_MS), leaving.signal]);
    const answer = await fetch(status.dataset.address, { method: "POST", body: typed(), redirect: "manual", signal });
    if (!answer.ok) throw new Error(String(answer.status));
    status.textContent = status.dataset.kept;
  } catch {
    if (leaving.signal.aborted) return;
    status.textContent = status.dataset.failed;
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
  if (document.visibilityState === "hidden" && since) keep();
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
