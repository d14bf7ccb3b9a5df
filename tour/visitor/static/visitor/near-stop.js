/** On a stop's page, while the place is switched on: says which other stop is near, never while sound plays. */

import { follow } from "./follow.js";
import { later } from "./later.js";
import { suggestStop, withdraw } from "./suggestion.js";

/**
 * @param {object[]} stops
 * @param {{audio: HTMLAudioElement, play: () => void}} sound the page's <first-sound>
 */
export function followFromStop(stops, sound) {
  const following = follow(stops, {
    tell() {},
    playing: () => !sound.audio.paused,
    suggest: async (stop) => {
      const part = await later("suggestion");
      if (!part || !sound.audio.paused) return following.dismiss(stop.slug);
      suggestStop(part, stop, {
        href: `../${stop.slug}/`,
        dismiss: (slug) => following.dismiss(slug),
        play: (event) => play(event, stop),
      });
    },
  });

  /** Plays here, or there once the page has come up. */
  function play(event, stop) {
    if (document.documentElement.dataset.stop === stop.slug) {
      event.preventDefault();
      // Or the walk, which hears of every link at the document, brings this stop anew, from its beginning.
      event.stopPropagation();
      sound.play();
    } else document.addEventListener("arrive", () => sound.play(), { once: true });
  }

  // Once something sounds, it is not the time for another stop.
  sound.audio.addEventListener("play", withdraw);
}
