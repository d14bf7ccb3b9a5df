/** The sentences of a narration: their times, and their places in any language. */

/**
 * A time as a player shows it: 67.3 -> "1:07".
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/**
 * The index of the sentence that sounds at a time: the last that has begun, -1 before the first.
 * @param {number[]} starts rising, in seconds
 * @param {number} time in seconds
 */
export function sentenceAt(starts, time) {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    // A seek lands a hair before the time it was given.
    if (starts[middle] <= time + 0.005) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * A sentence's place in any language: its paragraph's index plus how far through it the sentence's middle is.
 * Paragraphs correspond one to one across languages; sentences by proportion.
 * @param {number[]} lengths sentences in each paragraph
 * @param {number} index of the sentence in the whole narration
 */
export function placeOf(lengths, index) {
  let before = 0;
  for (const [paragraph, length] of lengths.entries()) {
    if (index < before + length) return paragraph + (index - before + 0.5) / length;
    before += length;
  }
  return 0;
}

/**
 * The index of the sentence at a place; the first where the place is beyond the narration.
 * @param {number[]} lengths sentences in each paragraph
 * @param {number} place as `placeOf` gives it
 */
export function sentenceOf(lengths, place) {
  const paragraph = Math.floor(place);
  if (!(paragraph >= 0 && paragraph < lengths.length)) return 0;
  const before = lengths.slice(0, paragraph).reduce((sum, length) => sum + length, 0);
  return before + Math.min(Math.floor((place - paragraph) * lengths[paragraph]), lengths[paragraph] - 1);
}

/**
 * Every sentence with a time, in reading order.
 * @param {ParentNode} page
 * @returns {{element: HTMLElement, start: number}[]} when each begins, in seconds
 */
export function sentences(page = document) {
  return [...page.querySelectorAll("[data-start]")].map((element) => ({ element, start: Number(element.dataset.start) }));
}

/**
 * How many timed sentences each paragraph has.
 * @param {ParentNode} page
 */
export function paragraphLengths(page = document) {
  const paragraphs = [...page.querySelectorAll("read-along p")];
  return paragraphs.map((paragraph) => paragraph.querySelectorAll("[data-start]").length).filter(Boolean);
}
