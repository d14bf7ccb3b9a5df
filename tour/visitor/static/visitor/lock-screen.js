/** What the lock screen says and can do. */

/** Gives the phone the stop's title, and the buttons the page has links for. */
export function showOnLockScreen() {
  if (!("mediaSession" in navigator)) return;
  const { title, tourTitle } = document.querySelector("player-bar").dataset;
  navigator.mediaSession.metadata = new MediaMetadata({ title, album: tourTitle });
  for (const [name, action] of [["nexttrack", "next"], ["previoustrack", "previous"]]) {
    const link = document.querySelector(`a[data-action=${action}]`);
    navigator.mediaSession.setActionHandler(name, link && (() => link.click()));
  }
}
