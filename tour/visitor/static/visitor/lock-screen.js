/** What the lock screen says and can do. */

const STEP_S = 10;
const ART_PX = 256;

/**
 * Gives the phone the stop's name, its picture, and every button that does something here.
 * @param {{audio: HTMLAudioElement, place: number, play: () => void}} sound
 * @param {(link: HTMLAnchorElement) => void} go walks to where a link leads
 */
export function showOnLockScreen(sound, go) {
  const session = navigator.mediaSession;
  if (!session) return;
  const { title, tourTitle } = document.querySelector("player-bar").dataset;
  const plate = document.querySelector(".plate");
  session.metadata = new MediaMetadata({
    title: `${plate.textContent} ${title}`, artist: tourTitle, album: tourTitle, artwork: [artwork(plate)],
  });
  const to = (seconds) => (sound.place = Math.min(Math.max(seconds, 0), length()));
  const link = (action) => document.querySelector(`a[data-action=${action}]`);
  const actions = {
    play: () => sound.play(),
    pause: () => sound.audio.pause(),
    stop: () => sound.audio.pause(),
    seekbackward: ({ seekOffset }) => to(sound.place - (seekOffset || STEP_S)),
    seekforward: ({ seekOffset }) => to(sound.place + (seekOffset || STEP_S)),
    seekto: ({ seekTime }) => to(seekTime),
    nexttrack: link("next") && (() => go(link("next"))),
    previoustrack: link("previous") && (() => go(link("previous"))),
  };
  for (const [name, act] of Object.entries(actions)) {
    try {
      session.setActionHandler(name, act);
    } catch {
      // A browser that does not know this button shows none.
    }
  }
  if (!sound.audio.tells) {
    for (const name of ["play", "pause", "seeked", "ratechange", "durationchange"]) {
      sound.audio.addEventListener(name, () => tell(sound));
    }
    sound.audio.tells = true;
  }
  tell(sound);
}

/** The stop's length in seconds; 0 where it has no sound. */
function length() {
  return Number(document.querySelector("player-bar").dataset.duration ?? 0);
}

/** How far along the sound is, and at what pace; nothing where there is none. */
function tell({ audio, place }) {
  const duration = length();
  const state = { duration, position: Math.min(place, duration), playbackRate: audio.playbackRate };
  navigator.mediaSession.setPositionState?.(duration ? state : undefined);
}

/** The stop's picture; where it has none (a drawn map is none to a lock screen), its plate. */
function artwork(plate) {
  const picture = document.querySelector(".pictures img:not([src$='.svg'])");
  return picture ? { src: picture.src } : { src: drawn(plate), sizes: `${ART_PX}x${ART_PX}`, type: "image/png" };
}

function drawn(plate) {
  const canvas = Object.assign(document.createElement("canvas"), { width: ART_PX, height: ART_PX });
  const pen = canvas.getContext("2d");
  const { backgroundColor, color, fontFamily } = getComputedStyle(plate);
  pen.fillStyle = backgroundColor;
  pen.fillRect(0, 0, ART_PX, ART_PX);
  Object.assign(pen, { fillStyle: color, textAlign: "center", textBaseline: "middle", font: `bold 8rem ${fontFamily}` });
  pen.fillText(plate.textContent, ART_PX / 2, ART_PX / 2, ART_PX * 0.8);
  return canvas.toDataURL();
}
