/** What can go wrong while a tour is put on a phone: one class for each thing one can do about it. */

export class PackError extends Error {
  /**
   * @param {string} url what was asked for
   * @param {string} why a word for the log, never shown
   * @param {unknown} [cause]
   */
  constructor(url, why, cause) {
    super(`${why}: ${url}`, { cause });
    this.name = new.target.name;
    this.url = url;
    this.why = why;
  }
}

/** No answer, or one that stopped coming: try again with a better signal. */
export class Unreachable extends PackError {}

/** An answer that is not the file which was published (a portal's page, a part, another version). */
export class NotOurs extends PackError {}

/** The phone has no room left. */
export class NoRoom extends PackError {}

/** The browser keeps nothing here: a private window, or one that was told to; or its store is broken. */
export class KeepsNothing extends PackError {}

/** A pack.json that cannot be read. */
export class BadPack extends PackError {}

/** The files are here, but not the worker that plays them without signal. */
export class NoWorker extends PackError {}

/** The listener paused. */
export class Paused extends PackError {}
