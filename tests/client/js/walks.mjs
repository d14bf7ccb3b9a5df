/**
 * Made walks past stops, with what a phone's receiver does to them, and a replay that counts mistakes.
 *
 * Everything follows from a seed. Fixes are a second apart; errors drift (a first-order process), jump where
 * walls reflect, and stop where there is no sky.
 */

import { distance } from "../../../tour/client/static/client/earth.js";

const METRES_PER_DEGREE = 111_195;
const ORIGIN = { lat: 12.85, lng: 102.6 };

/** A repeatable source of numbers between 0 and 1 (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Degrees of a point so many metres east and north of the origin. */
export function point(east, north) {
  const lat = ORIGIN.lat + north / METRES_PER_DEGREE;
  return { lat, lng: ORIGIN.lng + east / (METRES_PER_DEGREE * Math.cos(ORIGIN.lat * (Math.PI / 180))) };
}

/** The town: eight stops along a street, 90 m apart. */
export function town() {
  return Array.from({ length: 8 }, (_, index) => ({
    slug: `stop-${index + 1}`, ...point(90 * index, index % 2 ? 6 : -6), radius_m: 35, precision_m: 5, trigger: true, access: "open",
  }));
}

/**
 * One walk: {steps: [{at, true: {lat, lng}, standing: slug | "", fix: Fix | null}], meant: slugs that were stopped at}.
 * A walker stops at most stops, walks past some, now and then rides, pauses between two, and turns back once in a while.
 */
export function walk(seed) {
  const next = random(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const stops = town();
  const truth = [];
  const meant = [];
  let at = { east: -120, north: 0 };
  const stand = (seconds, standing) => {
    for (let left = seconds; left > 0; left -= 1) truth.push({ ...at, standing, speed: 0 });
  };
  const go = (east, north, speed) => {
    const length = Math.hypot(east - at.east, north - at.north);
    const from = at;
    for (let done = speed; done < length; done += speed) {
      const part = done / length;
      at = { east: from.east + part * (east - from.east), north: from.north + part * (north - from.north) };
      truth.push({ ...at, standing: "", speed });
    }
    at = { east, north };
  };
  stand(20, "");
  stops.forEach((stop, index) => {
    const pace = next() < 0.15 ? 6 + 4 * next() : 1.1 + 0.4 * next();
    if (next() < 0.3) {
      // A pause between two stops: a shop, a photograph.
      go(90 * index - 45, 8 * normal(), pace);
      stand(20 + 60 * next(), "");
    }
    if (next() < 0.1) go(90 * index + 20, 4 * normal(), pace);
    else {
      go(90 * index + 5 * normal(), (index % 2 ? 6 : -6) + 5 * normal(), pace);
      stand(60 + 90 * next(), stop.slug);
      meant.push(stop.slug);
    }
  });
  go(90 * 8, 0, 1.3);
  return { steps: received(truth, next, normal), meant };
}

/** What the phone says of the truth: drift, noise, reflections, gaps, and an accuracy it only guesses. */
function received(truth, next, normal) {
  const hasSpeed = next() < 0.5;
  const level = 3 + 5 * next();
  const keep = Math.exp(-1 / 45);
  let [east, north, gap, reflected] = [0, 0, 0, 0];
  let bounce = { east: 0, north: 0 };
  return truth.map((step, second) => {
    const spread = level * Math.sqrt(1 - keep * keep);
    [east, north] = [keep * east + spread * normal(), keep * north + spread * normal()];
    if (gap > 0) gap -= 1;
    else if (next() < 0.004) gap = 5 + 25 * next();
    if (reflected > 0) reflected -= 1;
    else if (next() < 0.003) {
      reflected = 5 + 20 * next();
      bounce = { east: 30 * normal(), north: 30 * normal() };
    }
    const off = reflected > 0 ? bounce : { east: 0, north: 0 };
    const error = { east: east + off.east + 1.5 * normal(), north: north + off.north + 1.5 * normal() };
    // The receiver knows of most reflections.
    const knows = reflected > 0 && next() < 0.8 ? 30 : 0;
    const accuracy = Math.max(4, level * (0.8 + 0.6 * next()) + knows);
    const fix = gap > 0 ? null : {
      ...point(step.east + error.east, step.north + error.north), accuracy, at: second * 1000,
      speed: hasSpeed ? Math.max(0, step.speed + 0.2 * normal()) : null,
    };
    return { at: second * 1000, true: point(step.east, step.north), standing: step.standing, speed: step.speed, fix };
  });
}

/**
 * Replays a walk: each suggestion is taken up, and heard for a minute while one stands there.
 * Wrong is a start of a stop that is truly elsewhere (beyond its circle by more than 5 m), of one passed by without
 * stopping, or while riding; missed is a stop stood at and never started.
 * @param {{steps: object[], meant: string[]}} made
 * @param {(fix: object, playing: boolean) => string} suggest
 * @param {(slug: string, seconds: number) => void} [heard]
 */
export function replay(made, suggest, heard = () => {}) {
  let playing = null;
  let wrong = 0;
  const started = new Set();
  const stops = new Map(town().map((stop) => [stop.slug, stop]));
  for (const { at, true: truly, speed, fix } of made.steps) {
    if (playing && at - playing.since >= 1000 * playing.seconds) {
      heard(playing.slug, playing.seconds);
      playing = null;
    }
    const slug = fix ? suggest(fix, Boolean(playing)) : "";
    if (!slug) continue;
    const near = distance(truly, stops.get(slug)) <= stops.get(slug).radius_m + 5;
    const right = near && speed < 3 && made.meant.includes(slug);
    if (right) started.add(slug);
    else wrong += 1;
    // What sounds in the wrong place is stopped after a few seconds.
    playing = { slug, since: at, seconds: right ? 45 : 5 };
  }
  return { wrong, missed: made.meant.filter((slug) => !started.has(slug)).length, meant: made.meant.length };
}

/** The rule of many guides: inside the circle of a stop not yet played, it starts. */
export function plainRadius(stops) {
  const played = new Set();
  return (fix, playing) => {
    const inside = !playing && stops.find((stop) => !played.has(stop.slug) && distance(fix, stop) <= stop.radius_m);
    if (inside) played.add(inside.slug);
    return inside ? inside.slug : "";
  };
}
