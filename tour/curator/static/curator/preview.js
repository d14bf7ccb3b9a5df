/** Whoever has walked on inside the frame is shown that stop, not the first, in another language or size. */

const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("preview-frame"));
const form = document.getElementById("preview-form");

form.addEventListener("submit", () => {
  // …/site/<language>/<tour>/<stop>/; a kiosk's page says nothing of where one is.
  const found = /\/site\/(?!kiosk\/)[^/]+\/[^/]+\/(?:([^/]+)\/)?/.exec(frame.contentWindow.location.pathname);
  if (found) form.elements.stop.value = found[1] ?? "";
});
