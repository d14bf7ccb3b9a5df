/** Sums of listening: pure functions over the records of the outbox. */

/** So many a phone keeps: weeks without a network. */
export const MOST_SUMS = 200;
const MOST_MISTAKES = 30;
const OLDEST_DAYS = 55;
const BATCH_ROWS = 40;
// The site takes 10,000.
const BATCH_LETTERS = 8000;

/** The day on this phone, as the site reads it: no hour leaves it. */
export function today(now = new Date()) {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/**
 * The sums with some listens added: only those that changed or are new.
 * @param {{body: object}[]} sums records of kind "heard"
 * @param {{body: object, ended?: boolean, sentence?: number}[]} listens records of kind "listening"
 * @param {string} at the day
 */
export function joined(sums, listens, at) {
  const found = new Map(sums.map((sum) => [name(sum.body), sum]));
  const changed = new Map();
  for (const { body, ended, sentence } of listens) {
    const key = name(body);
    const old = changed.get(key) ?? found.get(key) ?? { kind: "heard", body: { ...body, plays: 0, ends: 0, left: {} }, at };
    const left = { ...old.body.left };
    if (!ended && sentence !== undefined) left[sentence] = Math.min((left[sentence] ?? 0) + 1, 1000);
    const plays = Math.min(old.body.plays + 1, 1000);
    const ends = Math.min(old.body.ends + (ended ? 1 : 0), 1000);
    changed.set(key, { ...old, body: { ...old.body, plays, ends, left } });
  }
  return [...changed.values()];
}

/**
 * The records worth keeping: not too old, not too many (the oldest go; `most` are sums), and no counts where none are wanted.
 * @param {{kind: string, at: string}[]} records in the order they were kept
 * @param {{day: string, counted: boolean, most?: number}} now
 */
export function kept(records, { day, counted, most = MOST_SUMS }) {
  const good = records.filter(({ kind, at }) => (counted || kind === "mistake") && days(at, day) <= OLDEST_DAYS);
  const mistakes = good.filter(({ kind }) => kind === "mistake").slice(-MOST_MISTAKES);
  return [...good.filter(({ kind }) => kind !== "mistake").slice(-most), ...mistakes];
}

/**
 * Sums in lots that the site takes at once.
 * @template {{body: object}} T
 * @param {T[]} sums
 * @returns {T[][]}
 */
export function batches(sums) {
  const lots = [];
  let letters = BATCH_LETTERS;
  for (const sum of sums) {
    const size = JSON.stringify(sum.body).length + 1;
    if (letters + size > BATCH_LETTERS || lots.at(-1).length === BATCH_ROWS) {
      lots.push([]);
      letters = 0;
    }
    lots.at(-1).push(sum);
    letters += size;
  }
  return lots;
}

function name({ tour, stop, language, day }) {
  return `${tour}/${stop}/${language}/${day}`;
}

function days(from, to) {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
