/* Drawing the curves: emotions above, rate below, one axis of time. `look` holds colours, font and words. */

import { clockText } from "../clock.js";
import { compact } from "../words.js";
import { EMOTIONS } from "./emotions.js";
import { percentText } from "./format.js";
import { crosshair, paintMarks } from "./marks.js";
import { clamp, linear, niceTop, spread, timeTicks } from "./scale.js";
import { smoothRates } from "./series.js";
import { fillShape } from "./shapes.js";

const LEFT = 46;
const TOP = 24;
const BOTTOM = 20;
const GAP = 22; // between the two plots
const RATE_PART = 0.3;
const LABEL_GAP = 16;
const LINE_GAP = 24; // px at least between two lines of the grid
const SHAPE_GAP = 110; // px between two shapes on one line
const RATE_OVER = 12; // seconds over which the drawn rate is averaged
const BREAK = 45; // a hole in time longer than this is not bridged by a line

/** Where things are: `x(t)`, its inverse `timeAt`, and top and bottom of the two plots. */
export function layOut({ width, height }, right, range, now) {
  const from = Math.max(0, now - range);
  const to = Math.max(range, now);
  const edge = width - right;
  const split = TOP + (height - TOP - BOTTOM - GAP) * (1 - RATE_PART);
  return {
    ...{ width, height, left: LEFT, edge, from, to, now },
    x: linear(from, to, LEFT, edge),
    timeAt: linear(LEFT, edge, from, to),
    upper: [TOP, split],
    lower: [split + GAP, height - BOTTOM],
  };
}

/** Everything, on a cleared canvas. */
export function paint(context, plan, view, look, hover) {
  const points = view.series.between(plan.from, plan.now);
  timeAxis(context, plan, look);
  paintMarks(context, plan, view.marks, look);
  if (points.length) paintRate(context, plan, points, look);
  if (points.length) paintEmotions(context, plan, points, look);
  if (hover !== null) crosshair(context, plan, hover, look);
}

function timeAxis(context, { x, from, to, left, edge, lower }, { muted, font }) {
  write(context, { font: `12px ${font}`, colour: muted, align: "center", baseline: "alphabetic" });
  for (const t of timeTicks(from, to, Math.floor((edge - left) / 64))) context.fillText(clockText(t), x(t), lower[1] + 15);
}

function grid(context, { left, edge }, [top, bottom], y, values, text, { muted, line, font }) {
  write(context, { font: `12px ${font}`, colour: muted, align: "right", baseline: "middle" });
  context.strokeStyle = line;
  context.lineWidth = 1;
  for (const value of values) {
    const height = Math.round(y(value)) + 0.5;
    context.beginPath();
    context.moveTo(left, height);
    context.lineTo(edge, height);
    context.stroke();
    context.fillText(text(value), left - 8, clamp(height, top + 5, bottom - 4));
  }
}

function paintRate(context, plan, points, look) {
  const { x, lower } = plan;
  const rates = smoothRates(points, RATE_OVER);
  const top = niceTop(Math.max(100, ...points.map((point) => point.volume), ...rates) * 1.02);
  const y = linear(0, top, lower[1], lower[0]);
  grid(context, plan, lower, y, [0, top], (value) => compact(value, look.locale), look);
  const ends = endsOf(points, plan);
  for (const [first, last] of runs(points)) {
    const start = x(points[first].t);
    const measured = (index) => [ends[index], y(rates[index])];
    const asked = (index) => [ends[index], y(points[index].volume)];
    clipped(context, plan, () => area(context, first, last, start, measured, lower[1], look.accentSoft));
    curve(context, plan, first, last, start, measured, { colour: look.accent, width: 2 });
    curve(context, plan, first, last, start, asked, { colour: look.ink, width: 1.5, dashes: [6, 5] });
  }
  rateLabel(context, plan, clamp(y(rates.at(-1)), lower[0] + 6, lower[1] - 20), rates.at(-1), look);
}

function rateLabel(context, { edge }, height, rate, { ink, muted, font, texts, locale }) {
  write(context, { font: `600 13px ${font}`, colour: ink, align: "left", baseline: "middle" });
  context.fillText(compact(rate, locale), edge + 10, height);
  write(context, { font: `12px ${font}`, colour: muted, align: "left", baseline: "middle" });
  context.fillText(texts.per_five, edge + 10, height + 15);
}

function paintEmotions(context, plan, points, look) {
  const { x, upper, now } = plan;
  const most = Math.max(0.3, ...points.flatMap((point) => point.shares));
  const top = Math.min(1, Math.ceil((most + 0.02) * 10) / 10);
  const y = linear(0, top, upper[1], upper[0]);
  grid(context, plan, upper, y, shareLines(top, upper[1] - upper[0]), (share) => percentText(share, look.locale), look);
  const ends = endsOf(points, plan);
  EMOTIONS.forEach((emotion, row) => {
    const place = (index) => [ends[index], y(points[index].shares[row])];
    for (const [first, last] of runs(points)) {
      curve(context, plan, first, last, x(points[first].t), place, { colour: look[emotion], width: 2.25 });
    }
    shapesAlong(context, plan, emotion, points.length, place, look[emotion]);
  });
  endLabels(context, plan, points.at(-1).shares, x(Math.min(now, endOf(points.at(-1)))), y, look);
}

/** Shares at which to draw a line, as close as can be read. PURE. */
export function shareLines(top, height) {
  const most = Math.max(1, Math.floor(height / LINE_GAP));
  const step = [0.1, 0.2, 0.25, 0.5, 1].find((candidate) => top / candidate <= most) ?? 1;
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, index) => index * step);
}

function shapesAlong(context, { left, edge }, emotion, length, place, colour) {
  let next = left + 40;
  context.fillStyle = colour;
  for (let index = 0; index < length; index += 1) {
    const [px, py] = place(index);
    if (px < next || px > edge - 30) continue;
    fillShape(context, emotion, px, py, 5);
    next = px + SHAPE_GAP;
  }
}

function endLabels(context, { upper, edge, width }, shares, px, y, look) {
  const heights = spread(shares.map(y), LABEL_GAP, upper[0], upper[1] - 2);
  EMOTIONS.forEach((emotion, row) => {
    context.fillStyle = look[emotion];
    fillShape(context, emotion, px, y(shares[row]), 5);
    fillShape(context, emotion, edge + 14, heights[row], 5.5);
    write(context, { font: `13px ${look.font}`, colour: look.ink, align: "left", baseline: "middle" });
    context.fillText(look.texts.emotions[emotion], edge + 24, heights[row] + 1);
    write(context, { font: `600 13px ${look.font}`, colour: look.ink, align: "right", baseline: "middle" });
    context.fillText(percentText(shares[row], look.locale), width - 2, heights[row] + 1);
  });
}

const endOf = (point) => point.t + point.span;

function endsOf(points, { x, now }) {
  return points.map((point) => x(Math.min(now, endOf(point))));
}

/** From `start` (px) level to the first place, then on through the others. */
function curve(context, plan, first, last, start, place, { colour, width, dashes = [] }) {
  clipped(context, plan, () => {
    context.beginPath();
    context.moveTo(start, place(first)[1]);
    for (let index = first; index <= last; index += 1) context.lineTo(...place(index));
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = "round";
    context.setLineDash(dashes);
    context.stroke();
  });
}

function area(context, first, last, start, place, ground, colour) {
  context.beginPath();
  context.moveTo(start, ground);
  context.lineTo(start, place(first)[1]);
  for (let index = first; index <= last; index += 1) context.lineTo(...place(index));
  context.lineTo(place(last)[0], ground);
  context.fillStyle = colour;
  context.fill();
}

function clipped(context, { left, edge, height }, draw) {
  context.save();
  context.beginPath();
  context.rect(left, 0, edge - left + 2, height);
  context.clip();
  draw();
  context.restore();
}

function write(context, { font, colour, align, baseline }) {
  context.font = font;
  context.fillStyle = colour;
  context.textAlign = align;
  context.textBaseline = baseline;
}

/** Stretches of points without a long hole between them: [first, last] indexes. PURE. */
export function runs(points) {
  const found = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (!before || point.t - endOf(before) > BREAK) found.push([index, index]);
    else found.at(-1)[1] = index;
  });
  return found;
}
