/* What a room went through: shares of the emotions and number of posts over exercise time. */

import { vectorOf } from "./emotions.js";

const FINE = 330; // seconds kept window by window; what is older is kept by ten seconds
const BUCKET = 10;
const MOST = 9000; // points at most: a day of exercise by ten seconds
const MEASURED_OVER = 60; // seconds of exercise over which the rate is measured

/** A point covers [t, t + span): shares of 1 in the order of EMOTIONS, posts that were stored. */
export class Series {
  #points = [];

  get points() {
    return this.#points;
  }

  get end() {
    const last = this.#points.at(-1);
    return last ? last.t + last.span : 0;
  }

  /**
   * Points that history brings replace what they cover; what came live after them stays. While the exercise
   * runs, the bucket that `now` stands in is not complete and is left to the live frames; while it stands, the
   * bucket ends at `now`.
   */
  load(history, now, running) {
    const found = history.map(fromHistory).filter((point) => point.t + (running ? BUCKET : 1) <= now);
    const loaded = found.sort((one, other) => one.t - other.t);
    if (loaded.length) loaded.at(-1).span = Math.min(BUCKET, Math.max(1, now - loaded.at(-1).t));
    const end = loaded.length ? loaded.at(-1).t + loaded.at(-1).span : 0;
    const live = this.#points.filter((point) => point.t >= end);
    this.#points = [...loaded, ...live];
    this.#trim();
  }

  /** Add what a window (or several) brought. Windows already held are dropped. */
  push(point) {
    if (point.t < this.end - 1e-6) return false;
    this.#points.push(point);
    this.#compact();
    return true;
  }

  clear() {
    this.#points = [];
  }

  /** Points that touch [from, to], with one more on each side so that lines reach the edges. */
  between(from, to) {
    let first = this.#indexAfter(from);
    let last = this.#indexAfter(to);
    first = Math.max(0, first - 1);
    last = Math.min(this.#points.length, last + 1);
    return this.#points.slice(first, last);
  }

  /** The point that covers `t`, or the nearest one before it. */
  at(t) {
    const index = this.#indexAfter(t);
    return this.#points[index - (this.#points[index]?.t <= t ? 0 : 1)] ?? this.#points[index] ?? null;
  }

  /** Posts per 5 minutes of exercise, measured over the last minute before `now`. */
  measured(now) {
    return measuredRate(this.#points, now);
  }

  #indexAfter(t) {
    let low = 0;
    let high = this.#points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#points[middle].t + this.#points[middle].span <= t) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compact() {
    const limit = this.end - FINE;
    const old = this.#points.findIndex((point) => point.span < BUCKET);
    if (old < 0 || this.#points[old].t > limit - 10 * BUCKET) return;
    const first = this.#points.findIndex((point) => point.t >= limit);
    this.#points.splice(old, first - old, ...merge(this.#points.slice(old, first)));
    this.#trim();
  }

  #trim() {
    if (this.#points.length > MOST) this.#points.splice(0, this.#points.length - MOST);
  }
}

/** Fine points gathered by ten seconds. */
export function merge(points) {
  const buckets = new Map();
  for (const point of points) {
    const start = Math.floor(point.t / BUCKET) * BUCKET;
    buckets.set(start, [...(buckets.get(start) ?? []), point]);
  }
  return [...buckets.values()].map(join);
}

function join(points) {
  const span = points.reduce((sum, point) => sum + point.span, 0);
  const weighted = (read) => points.reduce((sum, point) => sum + read(point) * point.span, 0) / span;
  return {
    t: points[0].t,
    span,
    shares: points[0].shares.map((_, index) => weighted((point) => point.shares[index])),
    volume: weighted((point) => point.volume),
    posts: points.reduce((sum, point) => sum + point.posts, 0),
  };
}

function fromHistory(point) {
  const counts = vectorOf(point.counts);
  return {
    t: point.t,
    span: BUCKET,
    shares: vectorOf(point.shares),
    volume: point.volume,
    posts: counts.reduce((sum, count) => sum + count, 0),
  };
}

/** Posts per 300 s of exercise over the last MEASURED_OVER seconds before `now`; null without any. */
export function measuredRate(points, now) {
  let posts = 0;
  let seconds = 0;
  for (let index = points.length - 1; index >= 0; index -= 1) {
    const point = points[index];
    if (point.t + point.span <= now - MEASURED_OVER) break;
    posts += point.posts;
    seconds += point.span;
  }
  return seconds > 0 ? (posts / seconds) * 300 : null;
}

/** Rate of each point over the `over` seconds before its end: a line that can be read. */
export function smoothRates(points, over) {
  const rates = [];
  let first = 0;
  let posts = 0;
  let seconds = 0;
  for (const point of points) {
    posts += point.posts;
    seconds += point.span;
    while (seconds - points[first].span >= over) {
      posts -= points[first].posts;
      seconds -= points[first].span;
      first += 1;
    }
    rates.push((posts / seconds) * 300);
  }
  return rates;
}
