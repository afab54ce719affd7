/* Geometry of charts and of the dial. PURE. Angles are degrees clockwise from the top. */

export const SWEEP = 270; // the dial goes from −135° to +135°

/** A linear scale from [d0, d1] to [r0, r1]. */
export function linear(d0, d1, r0, r1) {
  const factor = d1 === d0 ? 0 : (r1 - r0) / (d1 - d0);
  return (value) => r0 + (value - d0) * factor;
}

export function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

/** A round number at or above `value`. */
export function niceTop(value) {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * power >= value - 1e-9);
  return step * power;
}

/** Moments to write under a chart: round steps of time, at most `most` of them in [from, to]. */
export function timeTicks(from, to, most) {
  const steps = [10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400];
  const step = steps.find((candidate) => (to - from) / candidate <= most) ?? 28800;
  const ticks = [];
  for (let t = Math.ceil(Math.max(0, from) / step) * step; t <= to; t += step) ticks.push(t);
  return ticks;
}

/** Heights moved as little as possible so that neighbours stand `gap` apart, inside [low, high]. */
export function spread(heights, gap, low, high) {
  const order = heights.map((height, index) => ({ height, index })).sort((a, b) => a.height - b.height);
  const room = Math.min(gap, (high - low) / Math.max(1, order.length - 1));
  let floor = low;
  for (const item of order) {
    item.height = clamp(item.height, floor, high);
    floor = item.height + room;
  }
  let ceiling = high;
  for (const item of order.toReversed()) {
    item.height = Math.min(item.height, ceiling);
    ceiling = item.height - room;
  }
  const placed = new Array(heights.length);
  for (const item of order) placed[item.index] = item.height;
  return placed;
}

export function angleOf(value, top) {
  return -SWEEP / 2 + (clamp(value, 0, top) / top) * SWEEP;
}

/** The value that the dial shows at (x, y) from its centre, in whole `step`s. The gap below snaps to an end. */
export function valueAt(x, y, top, step) {
  const angle = clamp((Math.atan2(x, -y) * 180) / Math.PI, -SWEEP / 2, SWEEP / 2);
  const value = ((angle + SWEEP / 2) / SWEEP) * top;
  return clamp(Math.round(value / step) * step, 0, top);
}

/** SVG path of an arc of radius `r` around (cx, cy). */
export function arcPath(cx, cy, r, from, to) {
  const [x0, y0] = onCircle(cx, cy, r, from);
  const [x1, y1] = onCircle(cx, cy, r, to);
  return `M ${x0} ${y0} A ${r} ${r} 0 ${to - from > 180 ? 1 : 0} 1 ${x1} ${y1}`;
}

export function onCircle(cx, cy, r, angle) {
  const radians = (angle * Math.PI) / 180;
  return [round(cx + r * Math.sin(radians)), round(cy - r * Math.cos(radians))];
}

const round = (number) => Math.round(number * 100) / 100;
