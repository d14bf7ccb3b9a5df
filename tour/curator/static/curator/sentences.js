/** One sentence sounds at a time, and the word that is marked goes along to the page where it is said differently. */

document.addEventListener(
  "play",
  ({ target }) => {
    for (const other of document.querySelectorAll("audio")) if (other !== target) other.pause();
  },
  // `play` does not bubble.
  true,
);

document.addEventListener("selectionchange", () => {
  const marked = getSelection();
  const word = marked?.toString().trim() ?? "";
  const line = marked?.anchorNode?.parentElement?.closest("[data-sentence]");
  const link = line?.querySelector("[data-say]");
  if (!link || !line.contains(marked.focusNode) || word.length > 200) return;
  const address = new URL(link.href);
  if (word) address.searchParams.set("word", word);
  else address.searchParams.delete("word");
  link.href = address.href;
});
