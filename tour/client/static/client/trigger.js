/**
 * When to say "You are near ...": a suggestion, never a command. Pure: fixes in, words' codes out.
 *
 * A plain circle starts the wrong stop about once a walk. So here a fix must be exact enough, the walker slow,
 * and three fixes must agree before a stop is named; a stop named or sent away is armed again only once it
 * was left; it counts as visited after 15 s of listening; and nothing is ever said while sound plays.
 */

import { distance } from "./earth.js";

export const RULES = Object.freeze({
  /** A fix less exact than this (metres) says nothing. */
  accuracyM: 35,
  /** Of a fix's own accuracy so much is added to its distance from a stop. */
  doubt: 0.75,
  /** Somebody faster than this (metres a second) rides, or walks by. With 0.8, and a doubt of 0.5, twice as many
   * of 1,200 made walks had a wrong start (tests/client/js), and no fewer a missed one. */
  speed: 0.7,
  /** Speed is measured over at least this long (ms), over the middles of two halves. */
  overMs: 10000,
  /** So many fixes must agree ... */
  dwell: 3,
  /** ... each at least so long (ms) after the one before. */
  apartMs: 2000,
  /** After a longer silence (ms) the dwell begins anew, and the signal is called poor. */
  gapMs: 20000,
  /** A stop is left beyond its radius times this. */
  leave: 1.6,
  /** Another stop must be farther by so many metres. */
  clearM: 10,
  /** Seconds of listening after which a stop counts as visited. */
  visitedS: 15,
});

/** A phone's own speed is exact: the mean of so few fixes tells standing from walking. */
const SPEEDS = 4;
const NOWHERE = new Set(["closed", "remote"]);

/**
 * Whether a stop may ever be suggested: surveyed and switched on, open, and not closed by a live notice.
 * @param {Stop} stop
 * @param {Record<string, {closed?: boolean}>} [notices] by slug
 */
export function mayTrigger(stop, notices) {
  const placed = Number.isFinite(stop.lat) && Number.isFinite(stop.lng) && stop.radius_m > 0;
  return placed && stop.trigger === true && !NOWHERE.has(stop.access) && notices?.[stop.slug]?.closed !== true;
}

/**
 * @typedef {{slug: string, lat: number, lng: number, radius_m: number, trigger: boolean, access: string}} Stop
 * @typedef {{lat: number, lng: number, accuracy: number, speed?: number | null, at: number}} Fix metres, metres a second, ms
 */

export class Trigger {
  #stops;
  #rules;
  #recent = [];
  #near = { slug: "", count: 0, at: 0 };
  /** Stops not to be named until they were left, with the number of fixes seen outside. */
  #disarmed = new Map();
  #visited = new Set();
  #lastGood = null;
  #first = null;

  /**
   * @param {Stop[]} stops
   * @param {Partial<typeof RULES>} [rules]
   */
  constructor(stops, rules = {}) {
    this.#stops = stops;
    this.#rules = { ...RULES, ...rules };
  }

  /**
   * Takes a fix; the slug to suggest, or "".
   * @param {Fix} fix
   * @param {{playing?: boolean, notices?: Record<string, {closed?: boolean}>}} [around]
   */
  take(fix, { playing = false, notices } = {}) {
    this.#first ??= fix.at;
    if (!(fix.accuracy <= this.#rules.accuracyM)) return "";
    if (this.#lastGood !== null && fix.at - this.#lastGood > this.#rules.gapMs) this.#forget();
    this.#lastGood = fix.at;
    this.#recent = [...this.#recent.filter(({ at }) => fix.at - at <= 2 * this.#rules.overMs), fix];
    this.#arm(fix);
    const stop = this.#here(fix, notices);
    if (!stop || !this.#slow(fix)) {
      this.#near = { slug: "", count: 0, at: 0 };
      return "";
    }
    this.#dwell(stop.slug, fix.at);
    const ready = this.#near.count >= this.#rules.dwell && !this.#disarmed.has(stop.slug) && !this.#visited.has(stop.slug);
    if (!ready || playing) return "";
    this.#disarmed.set(stop.slug, 0);
    return stop.slug;
  }

  /** Whether the signal is too poor to say anything, at a time in ms. */
  poor(now) {
    const since = this.#lastGood ?? this.#first;
    return since !== null && now - since > this.#rules.gapMs;
  }

  /** "I am somewhere else": the stop is not named again until it was left. */
  dismiss(slug) {
    this.#disarmed.set(slug, 0);
    this.#forget();
  }

  /** Tells how long a stop was listened to, in seconds: after enough of it, it is visited. */
  listened(slug, seconds) {
    if (seconds >= this.#rules.visitedS) this.#visited.add(slug);
  }

  /** The stops that were named or sent away, and not left since. */
  get named() {
    return [...this.#disarmed.keys()];
  }

  visited(slug) {
    return this.#visited.has(slug);
  }

  #forget() {
    this.#recent = [];
    this.#near = { slug: "", count: 0, at: 0 };
  }

  /** Stops that were left (three fixes apart say so) may be named again. */
  #arm(fix) {
    for (const [slug, outside] of this.#disarmed) {
      const stop = this.#stops.find((one) => one.slug === slug);
      const left = stop && distance(fix, stop) > stop.radius_m * this.#rules.leave;
      if (left && outside + 1 >= this.#rules.dwell) this.#disarmed.delete(slug);
      else this.#disarmed.set(slug, left ? outside + 1 : 0);
    }
  }

  /** The one stop whose circle the fix is in, where no other is nearly as near. */
  #here(fix, notices) {
    const near = this.#stops
      .filter((stop) => Number.isFinite(stop.lat) && Number.isFinite(stop.lng))
      .map((stop) => ({ stop, away: distance(fix, stop) }))
      .sort((one, other) => one.away - other.away);
    const [first, second] = near;
    if (!first || !mayTrigger(first.stop, notices)) return null;
    if (first.away + this.#rules.doubt * fix.accuracy > first.stop.radius_m) return null;
    return second && mayTrigger(second.stop, notices) && second.away - first.away < this.#rules.clearM ? null : first.stop;
  }

  /** Whether the walker stands or strolls: by the speeds the phone told lately, and by the way made. */
  #slow(fix) {
    const { speed, overMs } = this.#rules;
    const told = this.#recent.filter((one) => one.speed !== null && Number.isFinite(one.speed)).slice(-SPEEDS);
    if (told.reduce((sum, one) => sum + one.speed, 0) > speed * told.length) return false;
    const from = this.#recent[0];
    if (fix.at - from.at < overMs) return false;
    const middle = (from.at + fix.at) / 2;
    const [before, after] = [this.#recent.filter(({ at }) => at <= middle), this.#recent.filter(({ at }) => at > middle)];
    const [was, is] = [mean(before), mean(after)];
    return !(distance(was, is) / ((is.at - was.at) / 1000) > speed);
  }

  #dwell(slug, at) {
    if (this.#near.slug !== slug) this.#near = { slug, count: 1, at };
    else if (at - this.#near.at >= this.#rules.apartMs) this.#near = { slug, count: this.#near.count + 1, at };
  }
}

/** The mean place and time of some fixes. */
function mean(fixes) {
  const sum = (name) => fixes.reduce((total, fix) => total + fix[name], 0) / fixes.length;
  return { lat: sum("lat"), lng: sum("lng"), at: sum("at") };
}
