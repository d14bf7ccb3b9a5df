/**
 * What is to be told to the site, kept on the phone until a network answers.
 *
 * A listen is kept open while it lasts ("listening"), so that a browser that is killed still knows where it
 * stood; when it is over it joins the sum of its stop, language and day ("heard"). Sums leave in one batch,
 * mistakes one by one. Nothing here says who: no number, no hour, no place. A message whose answer was lost
 * is sent again, so a listen may count twice; a mark to know it by would be worse.
 * A second tab takes the first one's open listen for that of a dead page: it then counts as left.
 */

import { change } from "./phone.js";
import { batches, joined, kept, MOST_SUMS, today } from "./sums.js";

const WAIT_MS = 8000;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

const mine = new Set();
let most = MOST_SUMS;
let pause = FIRST_PAUSE_MS;
// Of performance.now: a clock that is set right must not make what waits wait for years.
let notBefore = 0;
let again = 0;
let sending = Promise.resolve();

/** Whether the visitor has asked not to be counted (Global Privacy Control, Do Not Track). */
export function uncounted() {
  return Boolean(navigator.globalPrivacyControl) || navigator.doNotTrack === "1";
}

/** From now on so many sums are kept: where many listen, a day makes more than a phone has in weeks. */
export function holds(sums) {
  most = sums;
}

/**
 * Begins to keep a listen.
 * @param {{tour: string, stop: string, language: string}} what
 * @param {number} sentence that sounds, by its index
 * @returns {Promise<number>} its key for `stands` and `over`; rejects where the phone keeps nothing
 */
export async function began(what, sentence) {
  const id = await change(["outbox"], (store) => store.put({ kind: "listening", body: { ...what, day: today() }, sentence, at: today() }));
  mine.add(id);
  return id;
}

/**
 * Notes where an open listen stands, in case nothing more is heard of it.
 * @param {number} id
 * @param {number} sentence
 */
export function stands(id, sentence) {
  return change(["outbox"], (store) => {
    const asked = store.get(id);
    asked.onsuccess = () => asked.result && store.put({ ...asked.result, sentence });
  });
}

/**
 * Ends a listen.
 * @param {number} id
 * @param {{ended?: boolean, sentence?: number}} how without a sentence nobody left: it went on elsewhere
 */
export async function over(id, how) {
  await change(["outbox"], (store) => {
    const asked = store.getAll();
    asked.onsuccess = () => {
      const open = asked.result.find((record) => record.id === id);
      if (open) settle(store, asked.result, [{ ...open, ended: how.ended, sentence: how.sentence }]);
    };
  });
  // Not before: what is sent meanwhile would take it for a dead page's, and its end for a leaving.
  mine.delete(id);
}

/**
 * Keeps a mistake until it is sent.
 * @param {object} body as `POST /feedback/mistake` takes it
 * @returns {Promise<number>} its key
 */
export async function report(body) {
  // Somebody waits for this one: it is tried now, whatever came before.
  notBefore = 0;
  return change(["outbox"], (store) => store.put({ kind: "mistake", body, at: today() }));
}

/**
 * Sends what there is; never rejects. One at a time, over all tabs where the browser can tell.
 * @returns {Promise<Map<number, "arrived" | "refused">>} by its key what became of each that no longer waits
 */
export function flush() {
  const turn = sending.then(() => (navigator.locks ? navigator.locks.request("wayside-outbox", sendAll) : sendAll())).catch(() => new Map());
  sending = turn;
  return turn;
}

async function sendAll() {
  const fates = new Map();
  if (performance.now() < notBefore) return fates;
  const records = await prepared();
  const letters = [
    ...records.filter(({ kind }) => kind === "mistake").map((record) => ({ to: "mistake", body: record.body, from: [record] })),
    ...batches(records.filter(({ kind }) => kind === "heard")).map((from) => ({ to: "heard", body: { heard: from.map(({ body }) => body) }, from })),
  ];
  for (const { to, body, from } of letters) {
    const fate = await post(to, body);
    if (fate === "later") {
      await unmark();
      return fates;
    }
    const keys = from.map(({ id }) => id);
    await change(["outbox"], (store) => keys.forEach((key) => store.delete(key)));
    for (const key of keys) fates.set(key, fate);
  }
  return fates;
}

/** What was not taken waits on, and what is heard meanwhile joins it: else each try would leave sums of its own. */
function unmark() {
  return change(["outbox"], (store) => {
    const asked = store.getAll();
    asked.onsuccess = () => {
      for (const record of asked.result) if (record.sent) store.put({ ...record, sent: false });
    };
  });
}

/**
 * All that is to be sent: the listens of dead pages settled, the old ones gone, the sums marked. Nothing joins what is
 * marked, and nothing is sent that is not: what joined it meanwhile would go with it, uncounted.
 */
async function prepared() {
  let found = [];
  await change(["outbox"], (store) => {
    const asked = store.getAll();
    asked.onsuccess = () => {
      const records = asked.result.filter(({ kind }) => ["listening", "heard", "mistake"].includes(kind));
      const good = new Set(kept(records, { day: today(), counted: !uncounted(), most }));
      records.filter((record) => !good.has(record)).forEach(({ id }) => store.delete(id));
      for (const record of good) if (record.kind === "heard") store.put({ ...record, sent: true });
      const dead = [...good].filter(({ kind, id }) => kind === "listening" && !mine.has(id));
      settle(store, [...good], dead, { sent: true });
      const done = store.getAll();
      done.onsuccess = () => (found = done.result);
    };
  });
  return found;
}

/** Joins listens to the sums, in the transaction of the store. */
function settle(store, records, listens, mark) {
  const sums = joined(records.filter(({ kind, sent }) => kind === "heard" && !sent), listens, today());
  sums.forEach((sum) => store.put({ ...sum, ...mark }));
  listens.forEach(({ id }) => store.delete(id));
}

/** "arrived"; "refused" (it would be refused for ever); "later". */
async function post(to, body) {
  try {
    const answer = await fetch(new URL(`../feedback/${to}`, import.meta.url), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      referrerPolicy: "no-referrer",
      redirect: "error",
      // What was begun is finished when the page goes.
      keepalive: true,
      signal: AbortSignal.timeout(WAIT_MS),
    });
    if (answer.status === 204) {
      pause = FIRST_PAUSE_MS;
      return "arrived";
    }
    if (answer.status === 400 || answer.status === 413) return "refused";
    // A portal's page, a site that is a copy without a desk, too much at once.
    wait(Number(answer.headers.get("Retry-After")) * 1000);
  } catch {
    wait(0);
  }
  return "later";
}

function wait(least) {
  const ms = Math.min(Math.max(least || 0, pause), LONGEST_PAUSE_MS);
  pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  notBefore = performance.now() + ms;
  clearTimeout(again);
  again = setTimeout(flush, ms);
}

// Not believed, only taken as a moment to try.
globalThis.addEventListener?.("online", () => {
  notBefore = 0;
  flush();
});
