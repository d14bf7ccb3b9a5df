/** Where a kiosk begins that is shown at the desk: at the stop its address asks for. Stands where beginning.js does. */

/**
 * @param {(language: string) => Promise<void>} choose
 * @param {(slug: string) => void} open leaves the list of stops where there is no such stop
 */
export async function begin(choose, open) {
  const slug = location.hash.slice(1);
  if (!slug) return;
  await choose(document.querySelector("[data-action=choose]").dataset.language);
  open(slug);
}
