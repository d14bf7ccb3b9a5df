/** On a stop's page, while the place is switched on: says which other stop is near, never while sound plays. */

import { follow } from "./follow.js";
import { later } from "./later.js";
import { suggestStop, withdraw } from "./suggestion.js";

/**
 * @param {() => Promise<object[]>} stopsOf the stops in the page's language
 * @param {{audio: HTMLAudioElement, play: () => void}} sound the page's <first-sound>
 */
export async function followFromStop(stopsOf, sound) {
  const following = follow(await stopsOf(), { tell() {}, playing: () => !sound.audio.paused, suggest });
  let offered = "";
  let { lang } = document.documentElement;

  /** Offers a stop by its title in the language that the page has now. */
  async function suggest({ slug }) {
    offered = slug;
    const asked = document.documentElement.lang;
    const [stops, part] = await Promise.all([stopsOf().catch(() => []), later("suggestion")]);
    if (asked !== document.documentElement.lang) return suggest({ slug });
    const stop = stops.find((one) => one.slug === slug);
    if (!part || !stop || !sound.audio.paused) return following.dismiss(slug);
    suggestStop(part, stop, { href: `../${slug}/`, dismiss: () => following.dismiss(slug), play: (event) => play(event, slug) });
  }

  /** Plays here; at another stop the walk does, once its page has come up. */
  function play(event, slug) {
    if (document.documentElement.dataset.stop !== slug) return;
    event.preventDefault();
    // Or the walk, which hears of every link at the document, brings this stop anew, from its beginning.
    event.stopPropagation();
    sound.play();
  }

  // The walk changes the language in place: what is offered then is said anew.
  document.addEventListener("arrive", () => {
    const before = lang;
    lang = document.documentElement.lang;
    if (before !== lang && document.querySelector(".suggestion")) suggest({ slug: offered });
  });
  // Once something sounds, it is not the time for another stop.
  sound.audio.addEventListener("play", withdraw);
}
