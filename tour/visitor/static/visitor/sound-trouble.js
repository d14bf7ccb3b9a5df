/** Says what is the matter where the sound waits for long, or does not come at all: silence says nothing. */

import { later } from "./later.js";

const LONG_MS = 6000;
const { audio } = document.querySelector("first-sound");
let line = null;
let timer = 0;
let said = "";

/** The words come with the first sound: once the signal is gone they cannot be had. */
async function bring() {
  line ??= (await later("sound"))?.querySelector("p") ?? null;
  if (said) say(said);
}

/** @param {"" | "slow" | "lost"} what "" takes back what was said */
function say(what) {
  clearTimeout(timer);
  said = what;
  if (!line) return;
  if (!line.isConnected) document.querySelector("first-sound").before(line);
  line.textContent = what && line.dataset[what];
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(say, LONG_MS, "slow");
}

audio.addEventListener("play", bring);
audio.addEventListener("waiting", wait);
audio.addEventListener("playing", () => say(""));
// The pause after a loss is not the listener's.
audio.addEventListener("pause", () => said === "lost" || say(""));
// Met on its way down, as by <first-sound>, which has let go of the source by now where nothing else is left to play.
audio.addEventListener("error", () => audio.paused && !audio.hasAttribute("src") && say("lost"), true);
document.addEventListener("arrive", () => {
  say("");
  // The next stop may be in another language.
  line?.remove();
  line = null;
  if (!audio.paused) bring();
});
// What has happened before this came.
if (audio.paused && audio.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) said = "lost";
else if (document.documentElement.hasAttribute("data-waiting")) wait();
bring();
