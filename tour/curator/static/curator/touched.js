/** Whether somebody has changed a page's fields since it came: typed, moved, ticked or chosen a file. */

/** @param {HTMLOptionElement[]} options */
function chosenAnew(options) {
  // Of a list in which nothing was chosen the browser takes the first.
  const asCame = options.some((option) => option.defaultSelected);
  return options.some((option, at) => option.selected !== (asCame ? option.defaultSelected : at === 0));
}

/** @param {ParentNode} page */
export function touched(page) {
  return [...page.querySelectorAll("input, textarea, select")].some((field) => {
    // Tokens and hashes change by themselves.
    if (field.type === "hidden") return false;
    if (field.localName === "select") return chosenAnew([...field.options]);
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    return field.value !== field.defaultValue;
  });
}
