/** The sentences of a page and their times. */

/**
 * Every sentence with a time, in reading order.
 * @param {ParentNode} page
 * @returns {{element: HTMLElement, start: number, end: number}[]} times in seconds
 */
export function sentences(page = document) {
  return [...page.querySelectorAll("[data-start]")].map((element) => ({
    element,
    start: Number(element.dataset.start),
    end: Number(element.dataset.end),
  }));
}

/**
 * How many timed sentences each paragraph has.
 * @param {ParentNode} page
 */
export function paragraphLengths(page = document) {
  const paragraphs = [...page.querySelectorAll("read-along p")];
  return paragraphs.map((paragraph) => paragraph.querySelectorAll("[data-start]").length).filter(Boolean);
}
