/** No way out, as far as a page can see to it; browser flags and policy (README, "Kiosk") see to the rest. */

const NEVER = ["contextmenu", "dragstart", "drop", "dragover", "selectstart", "gesturestart", "auxclick", "copy", "paste", "cut"];
// What moves within the page and presses its buttons.
const KEYS = new Set(["Tab", "Enter", " ", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "PageDown"]);

/** Shuts the ways out. Called once. */
export function shut() {
  for (const name of NEVER) addEventListener(name, (event) => event.preventDefault(), { passive: false });
  addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { passive: false });
  addEventListener("touchmove", (event) => event.touches.length > 1 && event.preventDefault(), { passive: false });
  addEventListener("keydown", (event) => {
    const led = event.ctrlKey || event.altKey || event.metaKey || !KEYS.has(event.key);
    if (led) event.preventDefault();
  }, { capture: true });
  // Back comes to where one is.
  history.pushState(null, "", location.href);
  addEventListener("popstate", () => history.pushState(null, "", location.href));
}
