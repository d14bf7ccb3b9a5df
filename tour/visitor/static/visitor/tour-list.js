/** The stops as the tour page lists them. */

/**
 * Each stop in story order.
 * @returns {{slug: string, number: number, title: string, href: string}[]}
 */
export function listedStops() {
  return [...document.querySelectorAll(".way [data-stop]")].map((item) => ({
    slug: item.dataset.stop,
    number: Number(item.querySelector(".plate").textContent),
    title: item.querySelector("strong").textContent,
    href: item.querySelector("a").href,
  }));
}
