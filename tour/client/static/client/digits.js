/** Numbers as people type them, in the digits of any script: pure functions. */

// Every block of decimal digits begins at its zero and is ten code points long.
const DIGIT = /\p{Nd}/u;

/**
 * The text with every decimal digit as 0-9: "១២" -> "12".
 * @param {string} text
 */
export function latinDigits(text) {
  return [...text.normalize("NFKC")].map((letter) => (DIGIT.test(letter) ? String(valueOf(letter)) : letter)).join("");
}

/**
 * The whole number a text says; NaN where it says none.
 * @param {string} text
 */
export function numberOf(text) {
  const found = latinDigits(text).trim();
  return /^\d{1,6}$/.test(found) ? Number(found) : NaN;
}

function valueOf(letter) {
  let code = letter.codePointAt(0);
  let value = 0;
  // Zero is the first of its block: nine steps at most.
  while (value < 9 && DIGIT.test(String.fromCodePoint(code - 1))) {
    code -= 1;
    value += 1;
  }
  return value;
}
