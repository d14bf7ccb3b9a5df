/** An order changed by dragging, by keys and by buttons, and saved at once. Without it each button saves its one move. */

const form = /** @type {HTMLFormElement | null} */ (document.getElementById("sequence"));
const list = form?.querySelector("ol");
const bar = form?.querySelector(".submit-row");
const status = form?.querySelector("[role=status]");
const before = list ? [...list.children] : [];

/** Where a way leads from a place among so many rows. */
const PLACES = {
  first: () => 0,
  earlier: (at) => at - 1,
  later: (at) => at + 1,
  last: (_at, among) => among - 1,
};
const KEYS = { ArrowUp: "earlier", ArrowDown: "later", Home: "first", End: "last" };

const changed = () => [...list.children].some((row, at) => row !== before[at]);

/** What the page shows of an order that is not saved yet: the buttons that lead somewhere, the way to save. */
function settle() {
  const rows = [...list.children];
  rows.forEach((row, at) => {
    for (const button of row.querySelectorAll("[name=move]")) {
      const up = /:(first|earlier)$/.test(button.value);
      button.disabled = up ? at === 0 : at === rows.length - 1;
    }
  });
  form.elements.namedItem("order").value = rows.map((row) => row.dataset.row).join();
  bar.hidden = !changed();
}

function say(row) {
  const rows = [...list.children];
  const said = { title: row.dataset.title, place: rows.indexOf(row) + 1, all: rows.length };
  status.textContent = form.dataset.said.replace(/\{(\w+)\}/g, (_whole, name) => said[name]);
}

/** Puts a row at a place; what had the focus keeps it, or its neighbour gets it where it leads nowhere now. */
function put(row, place) {
  const rows = [...list.children];
  const held = document.activeElement;
  const to = Math.min(Math.max(place, 0), rows.length - 1);
  const at = rows.indexOf(row);
  if (to === at) return;
  list.insertBefore(row, to > at ? rows[to].nextSibling : rows[to]);
  settle();
  say(row);
  if (row.contains(held)) (held.disabled ? row.querySelector("[name=move]:enabled") : held).focus();
}

function go(row, way) {
  const rows = [...list.children];
  put(row, PLACES[way](rows.indexOf(row), rows.length));
}

/** Follows a pointer that holds a handle: the row goes where the pointer is. */
function drag(event) {
  const grip = event.target.closest(".grip");
  if (!grip || event.button !== 0) return;
  const row = grip.closest("li");
  row.classList.add("held");
  const follow = (moved) => {
    const rows = [...list.children];
    const place = rows.findIndex((other) => moved.clientY < other.getBoundingClientRect().bottom);
    put(row, place < 0 ? rows.length - 1 : place);
  };
  const done = new AbortController();
  const drop = () => {
    row.classList.remove("held");
    done.abort();
  };
  // On the document: a row that moves loses every pointer it had captured.
  document.addEventListener("pointermove", follow, { signal: done.signal });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, drop, { signal: done.signal });
}

if (list) {
  for (const hidden of form.querySelectorAll(".grip, #grip-help")) hidden.hidden = false;
  list.addEventListener("pointerdown", drag);
  list.addEventListener("keydown", (event) => {
    const way = event.target.closest(".grip") && KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    go(event.target.closest("li"), way);
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[name=move]");
    if (!button) return;
    event.preventDefault();
    go(button.closest("li"), button.value.split(":")[1]);
  });
  form.querySelector("[data-reset]").addEventListener("click", () => {
    list.replaceChildren(...before);
    status.textContent = "";
    settle();
    list.querySelector(".grip").focus();
  });
  let saving = false;
  form.addEventListener("submit", () => {
    saving = true;
  });
  addEventListener("beforeunload", (event) => {
    if (changed() && !saving) event.preventDefault();
  });
  // A page that the browser kept comes back as it was left.
  addEventListener("pageshow", () => {
    saving = false;
    settle();
  });
}
