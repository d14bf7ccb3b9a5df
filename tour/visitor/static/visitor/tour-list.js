/** The stops as the tour page lists them. */

/**
 * Each stop in story order, deeper pieces behind their stops; `parent` is the stop a piece stands under, "" for others.
 * @returns {{slug: string, parent: string, number: number, title: string, href: string}[]}
 */
export function listedStops() {
  return [...document.querySelectorAll(".way [data-stop]")].map((item) => ({
    slug: item.dataset.stop,
    parent: item.parentElement.closest("[data-stop]")?.dataset.stop ?? "",
    number: Number(item.querySelector(".plate").textContent),
    title: item.querySelector("strong").textContent,
    href: item.querySelector("a").href,
  }));
}
