/**
 * While a translation is typed: the sentence of the source that is in hand is marked, the checks below follow what is
 * typed, and an agreed name is put in where one writes. Without it the page shows all of it as saved.
 */

import { counterpart, sentenceAt } from "./counterpart.js";
import { renew } from "./token.js";

const PAUSE_MS = 400;
const WAIT_MS = 8000;

const checks = document.getElementById("beside");
const form = checks.closest("form");
let timer = 0;
let asking = new AbortController();

/** The texts of a column of the table of sentences, by paragraph. */
function told(side) {
  const cells = [...checks.querySelectorAll(`.sentences [data-side=${side}]`)];
  return cells.map((cell) => [...cell.querySelectorAll("li")].map((line) => line.textContent));
}

async function look() {
  asking.abort();
  asking = new AbortController();
  renew(form);
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && (name === "csrfmiddlewaretoken" || form.elements[name]?.lang)) body.append(name, value);
  }
  try {
    const signal = AbortSignal.any([asking.signal, AbortSignal.timeout(WAIT_MS)]);
    const answer = await fetch(checks.dataset.address, { method: "POST", body, signal, redirect: "error" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const open = checks.querySelector("details")?.open;
    checks.replaceChildren(...page.body.childNodes);
    if (open !== undefined) checks.querySelector("details").open = open;
    follow();
  } catch {
    // The next letter asks again; that nothing is lost without an answer is said where what is typed is kept aside.
  }
}

/** Marks the sentence of the source that belongs to where one writes. */
function follow() {
  for (const marked of form.querySelectorAll(".in-hand")) marked.classList.remove("in-hand");
  const field = document.activeElement;
  const pair = field?.closest?.(".words .pair");
  if (!pair || field.selectionStart == null) return;
  const source = [...pair.querySelectorAll(".theirs .source-text p")].map((one) => [...one.querySelectorAll(".sentence")]);
  const typed = field.name.startsWith("text_") ? told("ours") : [];
  const at = sentenceAt(field.value, field.selectionStart, typed);
  const found = counterpart(at, source.map((one) => one.length));
  const sentence = source[found?.paragraph]?.[found.sentence];
  sentence?.classList.add("in-hand");
  const line = pair.querySelector("[data-in-hand]");
  if (line) line.textContent = sentence ? [...sentence.childNodes].map(plain).join("") : "";
}

/** The words of a sentence without the names that are offered in it. */
function plain(node) {
  return node.nodeName === "BUTTON" ? "" : node.textContent;
}

function put({ target }) {
  const button = target.closest?.("button.agreed");
  const field = button?.closest(".pair")?.querySelector(".ours :is(textarea, input)");
  if (!field) return;
  field.focus();
  // The old command alone leaves the browser's own undo whole.
  if (!document.execCommand("insertText", false, button.textContent)) {
    field.setRangeText(button.textContent, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

for (const button of form.querySelectorAll("button.agreed")) button.disabled = !button.closest(".pair").querySelector(".ours");
form.addEventListener("click", put);
form.addEventListener("input", ({ target }) => {
  if (!target.closest(".words .pair")) return;
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE_MS);
});
// Firefox and Chromium tell of a caret in a field on the field, WebKit on the document.
document.addEventListener("selectionchange", follow, true);
form.addEventListener("focusin", follow);
