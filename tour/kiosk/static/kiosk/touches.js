/** Every touch and every key, before whatever lies under it. */

/**
 * Watches the whole page.
 * @param {{asking: () => boolean, touched: (target: EventTarget) => void}} what `asking`: the question covers the page,
 *   and any touch answers it; `touched` takes it away
 */
export function watch({ asking, touched }) {
  let answered = false;
  for (const name of ["pointerdown", "keydown"]) {
    addEventListener(name, ({ target }) => {
      answered = name === "pointerdown" && asking();
      touched(target);
    }, { capture: true });
  }
  // A finger's click comes after the question has gone, at whatever lay beneath: it was the answer, and presses nothing.
  addEventListener("click", (event) => {
    if (!answered) return;
    answered = false;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
}
