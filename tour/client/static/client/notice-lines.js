/** Notices as lines of a page: their words, their language where it is not the page's, since when. */

import { wordsFor } from "./notices.js";

/**
 * A moment as a language writes it, in the phone's own time.
 * @param {string | number} at ISO 8601, or ms since 1970
 * @param {string} [tag]
 */
export function moment(at, tag = document.documentElement.lang) {
  // As everywhere on these pages (Babel): plain English puts the day first.
  const locale = tag === "en" ? "en-GB" : tag;
  const form = { dateStyle: "long", timeStyle: "short", numberingSystem: "latn", calendar: "gregory" };
  return new Intl.DateTimeFormat(locale, form).format(new Date(at));
}

/**
 * A line for each notice, from a template with [data-part=words], [data-part=language] and [data-part=since].
 * @param {import("./notices.js").Notice[]} found
 * @param {string} source language of the words that are always there
 * @param {HTMLTemplateElement} template
 */
export function drawn(found, source, template) {
  const page = document.documentElement.lang;
  return found.map((notice) => {
    const line = document.importNode(template.content, true).firstElementChild;
    const part = (name) => line.querySelector(`[data-part=${name}]`);
    const { text, language } = wordsFor(notice, page.toLowerCase(), source);
    const foreign = text && language !== page.toLowerCase();
    part("words").textContent = text;
    part("words").hidden = !text;
    if (foreign) part("words").lang = language;
    fill(part("language"), "language", foreign ? languageName(language, page) : "");
    fill(part("since"), "date", moment(notice.since));
    return line;
  });
}

/** Puts a value where the words have {name}; hides them where there is none. */
export function fill(element, name, value) {
  element.dataset.text ??= element.textContent;
  element.textContent = element.dataset.text.replace(`{${name}}`, value);
  element.hidden = !value;
}

/** A language's name in the page's language; its code where the browser knows none. */
export function languageName(language, page) {
  try {
    return new Intl.DisplayNames([page], { type: "language" }).of(language);
  } catch {
    return language;
  }
}
