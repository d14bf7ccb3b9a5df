/**
 * The walk from the pocket: it goes on by itself, comes back where it was, and lets the phone read what has no sound.
 */

// Not named by the page itself: each name there costs bytes before the first sound.
import "./feedback.js";
import { get } from "./phone.js";
import { goOn, timeOf } from "./walk.js";

const sound = document.querySelector("first-sound");
const { audio } = sound;
let wanted = true;
let going = false;

/** Whether to go on by itself; on unless the visitor switched it off. */
function askWhetherToGoOn() {
  get("settings", "goOn").then((kept) => (wanted = kept !== false), () => {});
}

async function next() {
  // Not where the end is one to stay at, and once only: an event that comes late or twice means nothing.
  const link = document.querySelector("a.next[data-action=next]");
  if (!link || !wanted || going || !audio.ended) return;
  going = true;
  try {
    await goOn(link);
  } catch {
    // No line to the next stop, and nobody asked to leave this one: the link stays.
  } finally {
    going = false;
  }
}

/** A page that was reloaded shows where it was; one that was asked for a place, or plays by now, stays there. */
async function comeBack() {
  const { tour, stop } = document.documentElement.dataset;
  const kept = await get("places", `${tour}/${stop}`).catch(() => undefined);
  if (!kept || kept.ended || sound.place || !audio.paused || document.documentElement.dataset.stop !== stop) return;
  const same = kept.language === document.documentElement.lang;
  sound.place = same ? kept.seconds : timeOf(kept.place);
}

/** Few stops are silent: what lets the phone read one comes only there. */
async function offerPhoneVoice() {
  if (audio.children.length || !globalThis.speechSynthesis) return;
  const { offer } = await import("./phone-voice.js");
  await offer();
}

/** What is of use only once something sounds: where that was, and what is the matter where it does not come. */
function bringForSound() {
  import("./position.js").then(({ keepPosition }) => keepPosition(sound)).catch(() => {});
  import("./sound-trouble.js").catch(() => {});
}

audio.addEventListener("play", askWhetherToGoOn);
// On a slow line the tap may have come before this did, and the sound may be lost by now.
if (audio.paused && audio.networkState !== HTMLMediaElement.NETWORK_NO_SOURCE) audio.addEventListener("play", bringForSound, { once: true });
else bringForSound();
audio.addEventListener("ended", next);
document.addEventListener("arrive", offerPhoneVoice);
askWhetherToGoOn();
offerPhoneVoice();
if (audio.children.length) comeBack();
