/* Why the mood moved: causes of the last minutes, summed and put into a sentence. */

import { EMOTIONS } from "./emotions.js";

const REMEMBERED = 120; // seconds of exercise over which causes are summed
const BUCKET = 10; // seconds of exercise that a point of history covers
const MOST = 4; // causes named for one emotion
const SMALLEST = 0.5; // points of percentage: less is not worth a word

/** Causes of the last REMEMBERED seconds, as they came in frames: [name, code, shares, volume]. */
export class CauseMemory {
  #moments = [];

  add(t, terms) {
    if (terms.length) this.#moments.push({ t, terms });
    this.forget(t);
  }

  forget(now) {
    const first = this.#moments.findIndex((moment) => moment.t > now - REMEMBERED);
    this.#moments.splice(0, first < 0 ? this.#moments.length : first);
  }

  /** What history tells of the last minutes, in place of what came live: the database had it before. */
  load(points) {
    const told = points.filter((point) => point.causes?.length);
    this.#moments = told.map((point) => ({ t: point.t + BUCKET, terms: point.causes }));
  }

  sums() {
    return sumTerms(this.#moments.flatMap((moment) => moment.terms));
  }
}

/** Terms of the same name and code added up. */
export function sumTerms(terms) {
  const sums = new Map();
  for (const [name, code, shares, volume] of terms) {
    const key = `${name} ${code}`;
    const sum = sums.get(key) ?? { name, code, shares: EMOTIONS.map(() => 0), volume: 0 };
    sum.shares = sum.shares.map((share, index) => share + shares[index]);
    sum.volume += volume;
    sums.set(key, sum);
  }
  return [...sums.values()];
}

/**
 * Changes worth a line, strongest first: {emotion, change, causes: [{name, code, change}]}, in points of
 * percentage. A change under half a point is left out; small causes are gathered as "other".
 */
export function changes(sums) {
  return EMOTIONS.map((emotion, index) => changeOf(emotion, index, sums))
    .filter((change) => Math.abs(change.change) >= SMALLEST)
    .sort((one, other) => Math.abs(other.change) - Math.abs(one.change));
}

function changeOf(emotion, index, sums) {
  const causes = sums
    .map(({ name, code, shares }) => ({ name, code, change: shares[index] * 100 }))
    .filter((cause) => Math.abs(cause.change) >= SMALLEST)
    .sort((one, other) => Math.abs(other.change) - Math.abs(one.change))
    .slice(0, MOST);
  const change = sums.reduce((total, sum) => total + sum.shares[index] * 100, 0);
  const rest = causes.reduce((left, cause) => left - cause.change, change);
  if (causes.length && Math.abs(rest) >= SMALLEST) causes.push({ name: "other", code: "", change: rest });
  return { emotion, change, causes };
}
