/** One stop on the screen: its words as sentences, what is to be known before, its QR code. */

import { label, listed, say } from "./say.js";
import { forgetTongue, tongue, tongueOf, worded } from "./tongue.js";

const screen = document.getElementById("stop");
const part = (name) => screen.querySelector(`[data-part=${name}]`);
let codes;

/**
 * Shows a stop's words; the sentences' elements in reading order.
 * @param {object} tour as tour.json tells it
 * @param {object} stop
 * @returns {HTMLElement[]}
 */
export function show(tour, stop) {
  part("number").textContent = stop.number;
  part("title").textContent = stop.title;
  worded(part("place"), tour, stop, "place");
  part("safety").hidden = !stop.safety;
  worded(part("safety").firstElementChild, tour, stop, "safety");
  part("untranslated").hidden = stop.state !== "missing";
  part("mute").hidden = Boolean(stop.track);
  part("sound").hidden = !stop.track;
  part("notes").textContent = say("speaks-of", { notes: listed(stop.content_notes.map((code) => say(`note-${code}`) || code)) });
  part("gate").querySelector("[data-action=listen]").textContent = say(stop.track ? "listen" : "read");
  part("pictures").replaceChildren(...stop.pictures.map((picture) => figure(picture, tour)));
  const words = part("words");
  for (const element of [words, part("title")]) tongue(element, stop.language, tour.language);
  words.replaceChildren(...stop.paragraphs.map((sentences) => paragraph(sentences, stop.language)));
  part("page").scrollTop = 0;
  showCode(`${tour.tour}/${stop.number}`);
  return [...words.querySelectorAll("span")];
}

/**
 * Offers the stop's deeper pieces among the controls.
 * @param {{piece: object, index: number}[]} pieces `index` is what opens one
 */
export function offer(pieces) {
  part("deeper").hidden = !pieces.length;
  part("deeper").replaceChildren(
    ...pieces.map(({ piece, index }) => {
      const button = Object.assign(document.createElement("button"), { type: "button" });
      Object.assign(button.dataset, { action: "open", index });
      const title = Object.assign(document.createElement("span"), { dir: "auto", textContent: `${piece.number} ${piece.title}` });
      const length = piece.minutes ? ` · ${say("minutes", { minutes: piece.minutes })}` : "";
      button.append(Object.assign(document.createElement("small"), { textContent: say("deeper") + length }), title);
      return button;
    }),
  );
}

/**
 * Changes what stands above the words without moving them under the eyes of whoever has scrolled on.
 * @param {(box: HTMLElement) => void} change
 */
export function hold(change) {
  const [page, words] = [part("page"), part("words")];
  const before = words.getBoundingClientRect().top;
  change(part("live"));
  if (page.scrollTop > 0) page.scrollTop += words.getBoundingClientRect().top - before;
}

/** Shows what must be known before play, with Skip; or, once it was heeded, the controls. */
export function gate(closed) {
  part("gate").hidden = !closed;
  part("controls").hidden = closed;
}

/** Nothing of any stop is left on the screen. */
export function clear() {
  for (const name of ["number", "title", "place", "notes", "words", "pictures", "deeper"]) part(name).replaceChildren();
  part("safety").firstElementChild.textContent = "";
  for (const name of ["safety", "untranslated", "mute", "carry", "gate", "deeper"]) part(name).hidden = true;
  for (const element of [part("words"), part("title"), part("place"), part("safety").firstElementChild]) forgetTongue(element);
  part("qr").firstElementChild.removeAttribute("d");
  part("qr").removeAttribute("viewBox");
  part("page").scrollTop = 0;
  for (const name of ["controls", "sound"]) part(name).hidden = false;
  for (const way of screen.querySelectorAll("[data-action=previous], [data-action=next]")) way.disabled = false;
}

/** Brings the QR codes, where this kiosk has them. */
export async function bringCodes() {
  if (!("qr" in document.body.dataset)) return;
  try {
    const answer = await fetch("qr.json", { signal: AbortSignal.timeout(8000) });
    codes = answer.ok ? await answer.json() : undefined;
  } catch {
    codes = undefined;
  }
}

function showCode(name) {
  const code = codes?.[name];
  part("carry").hidden = !code;
  if (!code) return;
  part("qr").setAttribute("viewBox", `0 0 ${code.size} ${code.size}`);
  part("qr").firstElementChild.setAttribute("d", code.path);
  label(part("qr"), "carry-on");
}

function figure(picture, tour) {
  const made = document.createElement("figure");
  const image = made.appendChild(document.createElement("img"));
  Object.assign(image, { alt: picture.alt, width: picture.width, height: picture.height, draggable: false });
  tongueOf(image, tour, picture, "alt");
  image.src = new URL(picture.src, tour.at).href;
  const rights = made.appendChild(document.createElement("figcaption"));
  rights.textContent = [picture.credit, picture.licence].filter(Boolean).join(", ");
  rights.dir = "auto";
  return made;
}

function paragraph(sentences, language) {
  const made = document.createElement("p");
  // As on a page: these put no blank after a full stop.
  const gap = /^(zh|ja)/.test(language) ? "" : " ";
  for (const [index, text] of sentences.entries()) {
    const span = document.createElement("span");
    span.textContent = text;
    made.append(...(index ? [gap] : []), span);
  }
  return made;
}
