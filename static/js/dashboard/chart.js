/* Emotion curves and rate on one canvas. Draws only when something moved by a pixel. */

import { clockText } from "../clock.js";
import { compact } from "../words.js";
import { EMOTIONS } from "./emotions.js";
import { percentText } from "./format.js";
import { clamp, linear, niceTop, spread, timeTicks } from "./scale.js";
import { smoothRates } from "./series.js";
import { fillShape } from "./shapes.js";

const LEFT = 46;
const TOP = 24;
const BOTTOM = 20;
const GAP = 22; // between the two plots
const RATE_PART = 0.3;
const LABEL_GAP = 16;
const FLAG_GAP = 22; // injects closer than this share a flag; their lines still stand
const RATE_OVER = 12; // seconds over which the drawn rate is averaged
const BREAK = 45; // a hole in time longer than this is not bridged by a line

/** Draws `view` = {series, marks: [{t, kind, label, title}], version}; a new version means new data. */
export class MoodChart {
  #canvas;
  #context;
  #texts;
  #locale;
  #range = 300;
  #view = null;
  #colours = null;
  #drawn = "";
  #hover = null;
  #onHover;
  #size = { width: 0, height: 0 };
  #right = 118; // room for the labels at the lines' ends
  #geometry = null;

  constructor(canvas, { texts, locale, onHover }) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
    this.#texts = texts;
    this.#locale = locale;
    this.#onHover = onHover;
    new ResizeObserver(([entry]) => this.#resize(entry.contentRect)).observe(canvas.parentElement);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", () => this.recolour());
    new MutationObserver(() => this.recolour()).observe(document.documentElement, { attributes: true });
    canvas.addEventListener("pointermove", (event) => this.#point(event));
    canvas.addEventListener("pointerleave", () => this.#point(null));
  }

  set range(seconds) {
    this.#range = seconds;
    this.#drawn = "";
  }

  get range() {
    return this.#range;
  }

  recolour() {
    this.#colours = null;
    this.#drawn = "";
  }

  /** Draw `view` as it stands at `now` (s). Cheap when nothing moved. */
  draw(view, now) {
    const { width, height } = this.#size;
    if (width < 80 || height < 80) return;
    const pixel = Math.floor((now / this.#range) * (width - LEFT - this.#right));
    const stamp = [pixel, view.version, this.#range, width, height, this.#hover].join();
    if (stamp === this.#drawn) return;
    this.#drawn = stamp;
    this.#view = view;
    if (!this.#colours) this.#dress();
    this.#paint(now);
  }

  #dress() {
    this.#colours = readColours(this.#canvas);
    this.#context.font = `600 13px ${this.#colours.font}`;
    const widest = (texts) => Math.max(...texts.map((text) => this.#context.measureText(text).width));
    const names = widest(Object.values(this.#texts.emotions));
    this.#right = Math.ceil(34 + names + widest([percentText(1, this.#locale)]));
  }

  #paint(now) {
    const context = this.#context;
    const { width, height } = this.#size;
    const ratio = this.#canvas.width / width;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const from = Math.max(0, now - this.#range);
    const to = Math.max(this.#range, now);
    const x = linear(from, to, LEFT, width - this.#right);
    const split = TOP + (height - TOP - BOTTOM - GAP) * (1 - RATE_PART);
    const plots = { x, from, to, upper: [TOP, split], lower: [split + GAP, height - BOTTOM] };
    this.#geometry = { ...plots, now };
    const points = this.#view.series.between(from, now);
    this.#axes(plots);
    this.#marks(plots);
    this.#rate(plots, points, now);
    this.#emotions(plots, points, now);
    if (this.#hover !== null) this.#crosshair(plots);
  }

  #axes({ x, from, to, lower }) {
    const { muted, line, font } = this.#colours;
    const context = this.#context;
    context.font = `12px ${font}`;
    context.fillStyle = muted;
    context.strokeStyle = line;
    context.lineWidth = 1;
    context.textAlign = "center";
    context.textBaseline = "alphabetic";
    const room = Math.floor((x(to) - x(from)) / 64);
    for (const t of timeTicks(from, to, room)) context.fillText(clockText(t), x(t), lower[1] + 15);
  }

  #grid([top, bottom], y, values, text) {
    const { muted, line, font } = this.#colours;
    const context = this.#context;
    context.font = `12px ${font}`;
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.fillStyle = muted;
    context.strokeStyle = line;
    context.lineWidth = 1;
    for (const value of values) {
      const height = Math.round(y(value)) + 0.5;
      context.beginPath();
      context.moveTo(LEFT, height);
      context.lineTo(this.#size.width - this.#right, height);
      context.stroke();
      context.fillText(text(value), LEFT - 8, clamp(height, top + 5, bottom - 4));
    }
  }

  #marks({ x, from, to, upper, lower }) {
    const { mark, team, surface, font } = this.#colours;
    const context = this.#context;
    let flagged = -Infinity;
    for (const { t, kind, label } of this.#view.marks) {
      if (t < from || t > to) continue;
      const px = Math.round(x(t)) + 0.5;
      context.strokeStyle = kind === "team" ? team : mark;
      context.globalAlpha = kind === "team" ? 0.8 : 0.55;
      context.setLineDash(kind === "team" ? [] : [3, 4]);
      context.beginPath();
      context.moveTo(px, kind === "team" ? upper[1] - 4 : upper[0] - 6);
      context.lineTo(px, kind === "team" ? lower[0] - 5 : lower[1]);
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
      if (kind === "team") {
        teamMark(context, px, (upper[1] + lower[0]) / 2, team, surface);
      } else if (px - flagged >= FLAG_GAP) {
        flag(context, px, label, { mark, surface, font });
        flagged = px;
      }
    }
  }

  #rate({ x, lower }, points, now) {
    const { accent, accentSoft, ink, muted, font } = this.#colours;
    const context = this.#context;
    const rates = smoothRates(points, RATE_OVER);
    const top = niceTop(Math.max(100, ...points.map((point) => point.volume), ...rates) * 1.02);
    const y = linear(0, top, lower[1], lower[0]);
    this.#grid(lower, y, [0, top], (value) => compact(value, this.#locale));
    const ends = points.map((point) => Math.min(now, point.t + point.span));
    for (const [first, last] of runs(points)) {
      context.beginPath();
      context.moveTo(x(points[first].t), lower[1]);
      context.lineTo(x(points[first].t), y(rates[first]));
      for (let index = first; index <= last; index += 1) context.lineTo(x(ends[index]), y(rates[index]));
      context.lineTo(x(ends[last]), lower[1]);
      this.#clipped(() => {
        context.fillStyle = accentSoft;
        context.fill();
      });
      const start = x(points[first].t);
      this.#line(first, last, start, (index) => [x(ends[index]), y(rates[index])], accent, 2);
      this.#line(first, last, start, (index) => [x(ends[index]), y(points[index].volume)], ink, 1.5, [6, 5]);
    }
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.fillStyle = ink;
    context.font = `600 13px ${font}`;
    const last = rates.at(-1);
    const right = this.#size.width - this.#right + 10;
    if (last !== undefined) {
      const rounded = compact(last, this.#locale);
      context.fillText(rounded, right, clamp(y(last), lower[0] + 6, lower[1] - 20));
      context.font = `12px ${font}`;
      context.fillStyle = muted;
      context.fillText(this.#texts.per_five, right, clamp(y(last), lower[0] + 6, lower[1] - 20) + 15);
    }
  }

  #emotions({ x, upper }, points, now) {
    const context = this.#context;
    const most = Math.max(0.3, ...points.flatMap((point) => point.shares));
    const top = Math.min(1, Math.ceil((most + 0.02) * 10) / 10);
    const y = linear(0, top, upper[1], upper[0]);
    const most_lines = Math.max(1, Math.floor((upper[1] - upper[0]) / 24));
    const step = [0.1, 0.2, 0.25, 0.5, 1].find((candidate) => top / candidate <= most_lines) ?? 1;
    const lines = [];
    for (let value = 0; value <= top + 1e-9; value += step) lines.push(value);
    this.#grid(upper, y, lines, (value) => percentText(value, this.#locale));
    if (!points.length) return;
    EMOTIONS.forEach((emotion, row) => {
      const place = (index) => [x(Math.min(now, points[index].t + points[index].span)), y(points[index].shares[row])];
      for (const [first, last] of runs(points)) {
        this.#line(first, last, x(points[first].t), place, this.#colours[emotion], 2.25);
      }
      this.#shapesAlong(emotion, points, place);
    });
    this.#endLabels(points.at(-1), x(now), y, upper);
  }

  #shapesAlong(emotion, points, place) {
    let next = LEFT + 40;
    this.#context.fillStyle = this.#colours[emotion];
    for (let index = 0; index < points.length; index += 1) {
      const [px, py] = place(index);
      if (px < next || px > this.#size.width - this.#right - 30) continue;
      fillShape(this.#context, emotion, px, py, 5);
      next = px + 110;
    }
  }

  #endLabels(point, px, y, [top, bottom]) {
    const context = this.#context;
    const { ink, font } = this.#colours;
    const heights = spread(point.shares.map(y), LABEL_GAP, top, bottom - 2);
    context.textAlign = "left";
    context.textBaseline = "middle";
    EMOTIONS.forEach((emotion, row) => {
      context.fillStyle = this.#colours[emotion];
      fillShape(context, emotion, px, y(point.shares[row]), 5);
      const right = this.#size.width - this.#right + 14;
      fillShape(context, emotion, right, heights[row], 5.5);
      context.font = `13px ${font}`;
      context.fillStyle = ink;
      context.fillText(this.#texts.emotions[emotion], right + 10, heights[row] + 1);
      context.font = `600 13px ${font}`;
      context.textAlign = "right";
      context.fillText(percentText(point.shares[row], this.#locale), this.#size.width - 2, heights[row] + 1);
      context.textAlign = "left";
    });
  }

  /** From `start` (px) level to the first place, then on through the others. */
  #line(first, last, start, place, colour, width, dashes = []) {
    const context = this.#context;
    this.#clipped(() => {
      context.beginPath();
      for (let index = first; index <= last; index += 1) {
        const [px, py] = place(index);
        if (index === first) context.moveTo(start, py);
        context.lineTo(px, py);
      }
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.lineJoin = "round";
      context.setLineDash(dashes);
      context.stroke();
      context.setLineDash([]);
    });
  }

  #clipped(draw) {
    const context = this.#context;
    const path = new Path2D();
    path.rect(LEFT, 0, this.#size.width - LEFT - this.#right + 2, this.#size.height);
    context.save();
    // The current path survives save() and clip(path), so that what was traced before can be filled.
    context.clip(path);
    draw();
    context.restore();
  }

  #crosshair({ upper, lower }) {
    const context = this.#context;
    const px = Math.round(this.#hover) + 0.5;
    context.strokeStyle = this.#colours.ink;
    context.globalAlpha = 0.5;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(px, upper[0]);
    context.lineTo(px, lower[1]);
    context.stroke();
    context.globalAlpha = 1;
  }

  #point(event) {
    const inside = event && event.offsetX >= LEFT && event.offsetX <= this.#size.width - this.#right;
    this.#hover = inside ? event.offsetX : null;
    if (!inside || !this.#geometry) return this.#onHover(null);
    const { from, to, x } = this.#geometry;
    const t = from + ((event.offsetX - x(from)) / (x(to) - x(from))) * (to - from);
    const point = t <= this.#geometry.now ? this.#view.series.at(t) : null;
    const reach = ((to - from) / (x(to) - x(from))) * 8;
    const near = this.#view.marks.filter((mark) => Math.abs(mark.t - t) <= reach);
    this.#onHover(point && { t, point, marks: near, x: event.offsetX, width: this.#size.width });
  }

  #resize({ width, height }) {
    const ratio = Math.min(2, devicePixelRatio || 1);
    this.#size = { width: Math.floor(width), height: Math.floor(height) };
    this.#canvas.width = Math.floor(width) * ratio;
    this.#canvas.height = Math.floor(height) * ratio;
    this.#drawn = "";
  }
}

/** Stretches of points without a long hole between them: [first, last] indexes. */
export function runs(points) {
  const found = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (!before || point.t - (before.t + before.span) > BREAK) found.push([index, index]);
    else found.at(-1)[1] = index;
  });
  return found;
}

function flag(context, px, label, { mark, surface, font }) {
  context.font = `700 11px ${font}`;
  const width = Math.max(16, context.measureText(label).width + 8);
  context.fillStyle = mark;
  context.beginPath();
  context.roundRect(px - width / 2, 2, width, 16, 4);
  context.fill();
  context.fillStyle = surface;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(label, px, 10.5);
}

function teamMark(context, px, py, team, surface) {
  context.fillStyle = team;
  context.strokeStyle = surface;
  context.lineWidth = 1.5;
  context.beginPath();
  context.roundRect(px - 6, py - 5, 12, 9, 3);
  context.moveTo(px - 3, py + 3);
  context.lineTo(px - 4, py + 8);
  context.lineTo(px + 2, py + 4);
  context.fill();
}

function readColours(element) {
  const style = getComputedStyle(element);
  const read = (name) => style.getPropertyValue(name).trim();
  const colours = { font: style.fontFamily };
  for (const name of ["ink", "muted", "line", "surface", "accent", "accent-soft", "mark", "team", ...EMOTIONS]) {
    colours[name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())] = read(`--chart-${name}`);
  }
  return colours;
}
