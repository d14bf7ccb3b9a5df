/** Which language words are in, where it is not the visitor's: they are read, and shaped, as that. */

/**
 * @param {HTMLElement} element whose words they are
 * @param {string} language of the words
 * @param {string} own the visitor's
 */
export function tongue(element, language, own) {
  if (language === own) forgetTongue(element);
  else Object.assign(element, { lang: language, dir: "auto" });
}

/**
 * The same of words of a tour's, by their name there.
 * @param {HTMLElement} element
 * @param {object} tour as tour.json tells it
 * @param {{in_source?: string[]}} told what has the words: the tour, one of its stops, a picture
 * @param {string} name
 */
export function tongueOf(element, tour, told, name) {
  // Releases made before say nothing of it.
  tongue(element, told.in_source?.includes(name) ? tour.source_language : tour.language, tour.language);
}

/** The element with those words in it; of words in several paragraphs with `text`, one of them. */
export function worded(element, tour, told, name, text = told[name]) {
  element.textContent = text;
  tongueOf(element, tour, told, name);
  return element;
}

export function forgetTongue(element) {
  for (const attribute of ["lang", "dir"]) element.removeAttribute(attribute);
}
