/** The corner for the staff: a long press opens the PIN pad, the PIN what the kiosk says of itself. */

import { isPin, Tries } from "./pin.js";
import { fill } from "./say.js";

const PRESS_MS = 5000;
const LONGEST_PIN = 12;
const MB = 1_000_000;

const panel = document.getElementById("staff");
const part = (name) => panel.querySelector(`[data-part=${name}]`);
const tries = new Tries();

/**
 * Watches the corner.
 * @param {import("./keeping.js").Keeping} keeping
 * @param {() => void} opened called when the pad comes up: somebody is here
 */
export function watch(keeping, opened) {
  const corner = document.getElementById("corner");
  let timer = 0;
  let pin = "";
  corner.addEventListener("pointerdown", () => (timer = setTimeout(open, PRESS_MS)));
  for (const name of ["pointerup", "pointerleave", "pointercancel"]) corner.addEventListener(name, () => clearTimeout(timer));
  panel.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-staff]");
    if (button) act(button.dataset.staff, button);
  });

  function open() {
    panel.hidden = false;
    tell("");
    typed("");
    if (!("hash" in document.body.dataset)) tell(part("said").dataset.none);
    part("pad").querySelector("button").focus();
    opened();
  }

  function typed(digits) {
    pin = digits.slice(0, LONGEST_PIN);
    part("typed").textContent = "•".repeat(pin.length);
    part("typed").ariaLabel = fill(part("typed").dataset.text, { count: pin.length });
  }

  async function act(action, button) {
    if (action === "digit") typed(pin + button.value);
    if (action === "erase") typed("");
    if (action === "enter") await enter();
    if (action === "close") close();
    if (part("inside").hidden) return;
    if (action === "reload") location.reload();
    if (action === "check") await examine();
  }

  async function enter() {
    const { salt, hash, rounds } = document.body.dataset;
    const words = part("said").dataset;
    const wait = tries.wait(performance.now());
    const given = pin;
    typed("");
    if (!hash) return tell(words.none);
    if (wait) return tell(fill(words.wait, { seconds: wait }));
    if (!globalThis.crypto?.subtle) return tell(words.insecure);
    if (await isPin(given, { salt, hash, rounds: Number(rounds) })) {
      tries.right();
      part("pad").hidden = true;
      part("inside").hidden = false;
      return show();
    }
    tries.wrong(performance.now());
    const left = tries.wait(performance.now());
    tell(left ? fill(words.wait, { seconds: left }) : words.wrong);
  }

  async function show() {
    const { release, packs, used, quota } = await keeping.state();
    part("release").textContent = release || "–";
    part("storage").textContent = `${Math.round(used / MB)} / ${Math.round(quota / MB)} MB`;
    part("packs").textContent = `${Object.values(packs).filter(Boolean).length} / ${keeping.packs().length}`;
    part("worker").textContent = part("worker").dataset[navigator.serviceWorker?.controller ? "yes" : "no"];
  }

  async function examine() {
    const words = part("checked").dataset;
    part("checked").textContent = words.checking;
    const faulty = await keeping.examine();
    part("checked").textContent = faulty ? fill(words.faulty, { count: faulty }) : words.whole;
    await show();
  }
}

/** Shuts the staff's corner. */
export function close() {
  panel.hidden = true;
  part("pad").hidden = false;
  part("inside").hidden = true;
  for (const name of ["typed", "said", "checked"]) part(name).textContent = "";
  part("typed").ariaLabel = null;
}

function tell(text) {
  part("said").textContent = text;
}
