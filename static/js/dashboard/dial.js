/* The pressure dial: an SVG arc that one turns by pointer or keys. It says what is asked and what is measured. */

import { numberText } from "./format.js";
import { angleOf, arcPath, clamp, onCircle, SWEEP, valueAt } from "./scale.js";

const CENTRE = 110;
const RADIUS = 88;
const INNER = 72;
const STEPS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 };

/** `onTurn(value)` is called while it turns, `onSet(value)` once it is let go. */
export class Dial {
  #root;
  #top;
  #step;
  #locale;
  #texts;
  #onSet;
  #asked = 0;
  #hint = "";
  #held = null;
  #timer = 0;
  #parts;

  constructor(root, { top, locale, texts, onSet }) {
    this.#root = root;
    this.#top = top;
    this.#step = top / 100;
    this.#locale = locale;
    this.#texts = texts;
    this.#onSet = onSet;
    const part = (name) => root.querySelector(`[data-dial="${name}"]`);
    this.#parts = {
      track: part("track"),
      asked: part("asked"),
      measured: part("measured"),
      thumb: part("thumb"),
      ticks: part("ticks"),
      number: part("number"),
      hint: part("hint"),
    };
    this.#parts.track.setAttribute("d", arcPath(CENTRE, CENTRE, RADIUS, -SWEEP / 2, SWEEP / 2));
    this.#drawTicks();
    root.addEventListener("keydown", (event) => this.#key(event));
    root.addEventListener("pointerdown", (event) => this.#press(event));
    root.addEventListener("pointermove", (event) => this.#drag(event));
    root.addEventListener("pointerup", () => this.#letGo());
    root.addEventListener("pointercancel", () => this.#drop());
  }

  /** What the server says: `asked` per 5 min, held or the scale of a `living` crowd, `measured` or null. */
  show({ asked, living, measured }) {
    this.#root.classList.toggle("dial--living", living);
    this.#asked = asked;
    this.#hint = living ? this.#texts.scale : this.#texts.asked;
    if (this.#held === null) this.#paint(asked);
    const end = angleOf(measured ?? 0, this.#top);
    const arc = measured ? arcPath(CENTRE, CENTRE, INNER, -SWEEP / 2, end) : "";
    this.#parts.measured.setAttribute("d", arc);
  }

  get disabled() {
    return this.#root.getAttribute("aria-disabled") === "true";
  }

  set disabled(value) {
    this.#root.setAttribute("aria-disabled", String(value));
    this.#root.tabIndex = value ? -1 : 0;
  }

  #paint(value) {
    const hint = this.#hint;
    const angle = angleOf(value, this.#top);
    this.#parts.asked.setAttribute("d", angle > -SWEEP / 2 ? arcPath(CENTRE, CENTRE, RADIUS, -SWEEP / 2, angle) : "");
    const [x, y] = onCircle(CENTRE, CENTRE, RADIUS, angle);
    this.#parts.thumb.setAttribute("cx", x);
    this.#parts.thumb.setAttribute("cy", y);
    this.#parts.number.textContent = numberText(value, this.#locale);
    this.#parts.hint.textContent = hint;
    this.#root.setAttribute("aria-valuenow", Math.round(value));
    this.#root.setAttribute("aria-valuetext", `${numberText(value, this.#locale)} ${this.#texts.unit}, ${hint}`);
  }

  #drawTicks() {
    const ticks = [];
    for (let part = 0; part <= 10; part += 1) {
      const angle = -SWEEP / 2 + (part / 10) * SWEEP;
      const [x0, y0] = onCircle(CENTRE, CENTRE, RADIUS + 12, angle);
      const [x1, y1] = onCircle(CENTRE, CENTRE, RADIUS + (part % 5 ? 15 : 19), angle);
      ticks.push(`M ${x0} ${y0} L ${x1} ${y1}`);
    }
    this.#parts.ticks.setAttribute("d", ticks.join(" "));
  }

  #turn(value) {
    this.#held = clamp(value, 0, this.#top);
    this.#paint(this.#held);
  }

  #key(event) {
    if (this.disabled) return;
    const from = this.#held ?? Math.round(this.#asked / this.#step) * this.#step;
    const ends = { Home: 0, End: this.#top };
    const value = ends[event.key] ?? (event.key in STEPS ? from + STEPS[event.key] * this.#step : null);
    if (value === null) return;
    event.preventDefault();
    this.#turn(value);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#letGo(), 400); // one message for a run of key strokes
  }

  #press(event) {
    if (this.disabled || event.button !== 0) return;
    this.#root.setPointerCapture(event.pointerId);
    this.#root.focus();
    this.#turn(this.#valueUnder(event));
  }

  #drag(event) {
    if (!this.#root.hasPointerCapture(event.pointerId)) return;
    const value = this.#valueUnder(event);
    // Across the gap at the bottom a pointer would leap from one end to the other.
    if (Math.abs(value - this.#held) < this.#top * 0.6) this.#turn(value);
  }

  #valueUnder(event) {
    const box = this.#root.getBoundingClientRect();
    const scale = box.width / (2 * CENTRE);
    return valueAt(event.clientX - box.left - CENTRE * scale, event.clientY - box.top - CENTRE * scale, this.#top, this.#step);
  }

  #letGo() {
    clearTimeout(this.#timer);
    if (this.#held === null) return;
    const value = Math.round(this.#held);
    this.#held = null;
    this.#asked = value;
    this.#onSet(value);
  }

  #drop() {
    this.#held = null;
    this.#paint(this.#asked);
  }
}
