/** What moves while nobody is here: pictures and the invitation in each language, in turn, silently. */

const TURN_MS = 7000;

const pictures = document.querySelectorAll(".show img");
const invitations = document.querySelectorAll(".invitation");
let timer = 0;
let turn = 0;

/** From the first picture and language on. Where motion is unwelcome the words change, the picture stays. */
export function begin() {
  turn = 0;
  show();
  clearInterval(timer);
  timer = setInterval(() => {
    turn += 1;
    show();
  }, TURN_MS);
}

export function end() {
  clearInterval(timer);
  turn = 0;
  show();
}

function show() {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  only(pictures, still ? 0 : turn);
  only(invitations, turn);
}

function only(elements, index) {
  for (const [at, element] of elements.entries()) element.hidden = at !== index % elements.length;
}
