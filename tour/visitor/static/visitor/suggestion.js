/** "You are near ... Play?": a strip at the lower edge that never starts anything by itself. */

/**
 * Puts the suggestion of a stop in, in place of an earlier one; `before` is what it goes in front of (the end without).
 * @param {DocumentFragment} part the page's template of it
 * @param {{slug: string, number: number, title: string, tag: string}} stop
 * @param {{href: string, play?: (event: Event) => void, dismiss: (slug: string) => void}} hooks
 */
export function suggestStop(part, stop, { href, play = () => {}, dismiss }) {
  withdraw();
  const strip = part.querySelector(".suggestion");
  const text = strip.querySelector("[data-text]");
  strip.querySelector(".plate").textContent = String(stop.number);
  const link = strip.querySelector("[data-action=near]");
  link.href = href;
  link.addEventListener("click", (event) => {
    play(event);
    withdraw();
  });
  strip.querySelector("[data-action=elsewhere]").addEventListener("click", () => {
    dismiss(stop.slug);
    withdraw();
  });
  document.body.append(strip);
  // A screen reader tells of what changes in a status that is there already.
  requestAnimationFrame(() => (text.textContent = text.dataset.text.replace("{title}", stop.title)));
}

/** Takes the suggestion away. */
export function withdraw() {
  document.querySelector(".suggestion")?.remove();
}
