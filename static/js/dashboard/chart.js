/* The canvas of the curves: its size, its colours, the pointer over it, and when it is worth drawing again. */

import { EMOTIONS } from "./emotions.js";
import { percentText } from "./format.js";
import { layOut, paint } from "./plot.js";

const NAMES = ["ink", "muted", "line", "surface", "accent", "accent-soft", "mark", "team", ...EMOTIONS];
const NEAR = 8; // px from the pointer within which a mark is told
const LABELS = 34; // px beside name and share at the lines' ends

/** Draws `view` = {series, marks: [{t, kind, label, title}], version}; a new version means new data. */
export class MoodChart {
  #canvas;
  #context;
  #texts;
  #locale;
  #onHover;
  #range = 300;
  #view = null;
  #plan = null;
  #look = null;
  #drawn = "";
  #hover = null;
  #size = { width: 0, height: 0 };

  /** `onHover` gets {t, point, marks, x, width} of what the pointer is at, or null. */
  constructor(canvas, { texts, locale, onHover }) {
    this.#canvas = canvas;
    this.#context = canvas.getContext("2d");
    this.#texts = texts;
    this.#locale = locale;
    this.#onHover = onHover;
    new ResizeObserver(([entry]) => this.#resize(entry.contentRect)).observe(canvas.parentElement);
    new MutationObserver(() => this.#recolour()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    canvas.addEventListener("pointermove", (event) => this.#point(event));
    canvas.addEventListener("pointerleave", () => this.#leave());
  }

  /** Seconds of exercise shown. */
  set range(seconds) {
    this.#range = seconds;
    this.#drawn = "";
  }

  /** Draw `view` as it stands at `now` (s). Cheap when nothing moved by a pixel. */
  draw(view, now) {
    const { width, height } = this.#size;
    if (width < 80 || height < 80) return;
    const pixel = Math.floor((now / this.#range) * width);
    const stamp = [pixel, view.version, this.#range, width, height, this.#hover].join();
    if (stamp === this.#drawn) return;
    this.#drawn = stamp;
    this.#view = view;
    this.#look ??= this.#dress();
    this.#plan = layOut(this.#size, this.#look.right, this.#range, now);
    const ratio = this.#canvas.width / width;
    this.#context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#context.clearRect(0, 0, width, height);
    paint(this.#context, this.#plan, view, this.#look, this.#hover);
  }

  /** Colours, font and words; `right` is the room for the labels at the lines' ends (px). */
  #dress() {
    const style = getComputedStyle(this.#canvas);
    const colours = NAMES.map((name) => [camel(name), style.getPropertyValue(`--chart-${name}`).trim()]);
    this.#context.font = `600 13px ${style.fontFamily}`;
    const widest = (texts) => Math.max(...texts.map((text) => this.#context.measureText(text).width));
    const names = widest(Object.values(this.#texts.emotions));
    const right = Math.ceil(LABELS + names + widest([percentText(1, this.#locale)]));
    const words = { texts: this.#texts, locale: this.#locale };
    return { ...Object.fromEntries(colours), ...words, font: style.fontFamily, right };
  }

  #recolour() {
    this.#look = null;
    this.#drawn = "";
  }

  #resize({ width, height }) {
    const ratio = Math.min(2, devicePixelRatio || 1);
    this.#size = { width: Math.floor(width), height: Math.floor(height) };
    this.#canvas.width = Math.floor(width) * ratio;
    this.#canvas.height = Math.floor(height) * ratio;
    this.#drawn = "";
  }

  #point({ offsetX: x }) {
    if (!this.#plan || x < this.#plan.left || x > this.#plan.edge) return this.#leave();
    this.#hover = x;
    const t = this.#plan.timeAt(x);
    const point = t <= this.#plan.now ? this.#view.series.at(t) : null;
    const reach = this.#plan.timeAt(x + NEAR) - t;
    const marks = this.#view.marks.filter((mark) => Math.abs(mark.t - t) <= reach);
    this.#onHover(point && { t, point, marks, x, width: this.#size.width });
  }

  #leave() {
    this.#hover = null;
    this.#onHover(null);
  }
}

const camel = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
