/** Which sentence of the source belongs to a place in its translation: pure functions. */

/**
 * Where a place in a text stands.
 * @param {string} text as it is typed
 * @param {number} place in letters from its beginning
 * @param {string[][]} told its sentences by paragraph, as they were last known
 * @returns {{paragraph: number, sentence: number, of: number}} counted from 0; `of` how many the paragraph has
 */
export function sentenceAt(text, place, told) {
  const before = text.slice(0, place).split(/\n\s*\n/);
  // Blank lines before the first word part nothing.
  const paragraph = before.length - 1 - (before.length > 1 && !before[0].trim() ? 1 : 0);
  const known = told[paragraph] ?? [];
  const here = flat(before.at(-1));
  let end = 0;
  let sentence = 0;
  const whole = flat(paragraphs(text)[paragraph] ?? "");
  for (const [index, one] of known.entries()) {
    const found = whole.indexOf(flat(one), end);
    if (found < 0) break;
    end = found + flat(one).length;
    sentence = index;
    if (here.length <= end) break;
    if (index === known.length - 1 && here.length > end + 1) sentence = index + 1;
  }
  return { paragraph, sentence, of: Math.max(known.length, sentence + 1) };
}

/**
 * The sentence of the source for a place in its translation.
 *
 * Paragraphs correspond one to one. Within one that is still being written sentence follows sentence; where it has as
 * many as the source or more, they align by proportion, as a listener's change of language does.
 * @param {{paragraph: number, sentence: number, of: number}} at
 * @param {number[]} counts how many sentences each paragraph of the source has
 * @returns {{paragraph: number, sentence: number} | null} null where the source has no such paragraph
 */
export function counterpart({ paragraph, sentence, of }, counts) {
  const there = counts[paragraph];
  if (!there) return null;
  const found = of < there ? sentence : Math.floor(((sentence + 0.5) * there) / of);
  return { paragraph, sentence: Math.min(found, there - 1) };
}

function paragraphs(text) {
  return text.trim().split(/\n\s*\n/);
}

function flat(text) {
  return text.replace(/\s+/g, " ").trimStart();
}
