/** Keeps the screen lit for a reader, where the browser lets one. */

let lock = null;
let wanted = false;

/**
 * Says whether somebody reads along now; may be called as often as one likes.
 * @param {boolean} reads
 */
export async function stayLit(reads) {
  if (reads === wanted || !navigator.wakeLock) return;
  wanted = reads;
  if (!reads) return void letGo();
  // Refused (a low battery): the screen does what it always does.
  const asked = await navigator.wakeLock.request("screen").catch(() => null);
  letGo();
  lock = asked;
  if (!wanted) letGo();
  // The phone itself takes it back when the page goes out of sight; it is asked for anew when someone reads on.
  asked?.addEventListener("release", () => lock === asked && ((lock = null), (wanted = false)));
}

function letGo() {
  lock?.release().catch(() => {});
  lock = null;
}
