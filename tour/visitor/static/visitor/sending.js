/** Sends what a stop left behind, once the page has nothing better to do. */

addEventListener("load", async () => {
  const { flush } = await import("./outbox.js");
  flush();
});
