/** The page's words in the language of whoever stands here. Every word comes from the page's templates. */

let words = new Map();

/**
 * Says everything in this language; null: as before anybody came.
 * @param {string | null} code
 */
export function speak(code) {
  const from = code && document.querySelector(`template.words[data-language="${code}"]`);
  const root = document.documentElement;
  const first = document.getElementById("staff");
  root.lang = from ? from.dataset.tag : first.lang;
  root.dir = from ? from.dataset.direction : first.dir;
  words = new Map(from ? [...from.content.children].map((word) => [word.dataset.word, word.textContent]) : []);
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) label(element, element.dataset.label);
}

/**
 * A word, its places filled.
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 */
export function say(name, values = {}) {
  return fill(words.get(name) ?? "", values);
}

/**
 * Gives an element its name for those who do not see it.
 * @param {Element} element
 * @param {string} name
 */
export function label(element, name) {
  if (words.size) element.setAttribute("aria-label", say(name));
  else element.removeAttribute("aria-label");
}

/**
 * A text with its `{places}` filled.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/** A list as the language writes it. */
export function listed(items) {
  return new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(items);
}
