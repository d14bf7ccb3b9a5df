/** The form that reports a mistake: in place, without a network too. */

import { flush, report } from "./outbox.js";

const LONGEST = 1000;

/**
 * Opens the form over the page; when it closes, focus goes back.
 * @param {DocumentFragment} part of later.html, its button taken out
 * @param {HTMLElement} button that opened it
 * @param {HTMLElement | null} inHand the sentence meant, if any
 */
export function open(part, button, inHand) {
  const dialog = part.querySelector("dialog").cloneNode(true);
  const sentences = [...document.querySelectorAll("read-along p > span")];
  // Of now: the walk may go on to another stop while somebody writes.
  const { tour, stop, key } = document.documentElement.dataset;
  const about = { tour, stop, language: document.documentElement.lang.toLowerCase(), key };
  const [form, select, quote] = ["form", "select", "blockquote"].map((name) => dialog.querySelector(name));
  for (const [index, sentence] of sentences.entries()) select.add(new Option(words(sentence), String(index)));
  select.value = inHand ? String(sentences.indexOf(inHand)) : "";
  const show = () => {
    const chosen = sentences[select.value];
    quote.hidden = !chosen;
    quote.textContent = chosen ? words(chosen) : "";
  };
  const { lang, dir } = document.querySelector("read-along");
  for (const place of [quote, select]) Object.assign(place, lang ? { lang, dir } : {});
  select.addEventListener("change", show);
  show();
  dialog.addEventListener("click", ({ target }) => target.closest("[data-action=close]") && dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    button.focus();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(dialog, about, sentences[select.value], select.value);
  });
  document.body.append(dialog);
  dialog.showModal();
  form.note.focus();
}

async function send(dialog, about, sentence, index) {
  const form = dialog.querySelector("form");
  const note = form.note.value.trim();
  form.note.setAttribute("aria-invalid", String(!note));
  if (!note) {
    dialog.querySelector("[data-part=lacking]").hidden = false;
    form.note.focus();
    return;
  }
  const quoted = sentence ? { sentence: Number(index), words: [...words(sentence)].slice(0, LONGEST).join("") } : {};
  let id;
  try {
    id = await report({ ...about, note, ...quoted });
  } catch {
    say(dialog, "unkept");
    return;
  }
  form.hidden = true;
  say(dialog, "queued");
  dialog.querySelector("[data-part=done]").hidden = false;
  dialog.querySelector("[data-part=done] button").focus();
  const fate = (await flush()).get(id);
  if (fate === "arrived") say(dialog, "sent");
  if (fate !== "refused") return;
  // It waits no longer, and would be refused again: their words come back to them.
  form.hidden = false;
  dialog.querySelector("[data-part=done]").hidden = true;
  say(dialog, "refused");
  form.note.focus();
}

/** Shows one of the sentences that stand ready, and has it read aloud. */
function say(dialog, name) {
  const { dataset } = dialog.querySelector("[role=status]");
  dialog.querySelector("[role=status]").textContent = dataset[name];
}

function words(sentence) {
  return sentence.textContent.trim().replace(/\s+/g, " ");
}
