/** A form made before a log-in in another tab carries a token that is refused by now: it takes the newest. */

/** @param {HTMLFormElement} form */
export function renew(form) {
  const newest = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  const field = form.elements.namedItem("csrfmiddlewaretoken");
  if (newest && field) field.value = newest;
}

document.addEventListener("submit", (event) => renew(event.target));
