/* The mood panel: curves, what they say in words, and why they moved. */

import { clockText } from "../clock.js";
import { compact, fill } from "../words.js";
import { changes } from "./causes.js";
import { MoodChart } from "./chart.js";
import { clone, KeyedList, part, setIcon, setText, show } from "./dom.js";
import { EMOTIONS, strongest, vectorOf } from "./emotions.js";
import { percentText, signedText } from "./format.js";

const LINES = 3; // causes shown at once
const SUMMARY_EVERY = 10_000; // ms between two summaries for those who do not see the curves

export class MoodPanel {
  #board;
  #data;
  #texts;
  #locale;
  #chart;
  #list;
  #version = 0;
  #marks = [];
  #chosen = false;
  #summaryAt = -Infinity;
  #tip = document.getElementById("mood-tip");

  constructor({ board, data, texts, locale }) {
    this.#board = board;
    this.#data = data;
    this.#texts = texts;
    this.#locale = locale;
    const canvas = document.getElementById("mood-chart");
    const labels = { emotions: texts.emotions, per_five: texts.per_five };
    this.#chart = new MoodChart(canvas, { texts: labels, locale, onHover: (found) => this.#hover(found) });
    this.#list = new KeyedList(document.getElementById("causes"), {
      key: (change) => change.emotion,
      create: (change) => this.#causeNode(change),
      update: (node, change) => this.#updateCause(node, change),
    });
    for (const button of document.querySelectorAll("[data-range]")) {
      button.addEventListener("click", () => {
        this.#chosen = true;
        this.#setRange(button);
      });
    }
    board.on("room", () => this.#news());
    board.on("clock", () => this.#widen());
  }

  /** Called before each frame is painted. */
  tick() {
    const { series } = this.#board.room;
    const view = { series, marks: this.#marks, version: this.#version };
    this.#chart.draw(view, Math.max(series.end, Math.min(this.#board.time, series.end + 1)));
  }

  #news() {
    const room = this.#board.room;
    this.#version += 1;
    this.#marks = marksOf(room, this.#data.injects);
    room.causes.forget(this.#board.time);
    const found = changes(room.causes.sums()).slice(0, LINES);
    this.#list.show(found);
    show(document.getElementById("causes-empty"), found.length === 0);
    show(document.getElementById("mood-empty"), room.series.points.length === 0);
    this.#summarise(room);
  }

  #causeNode({ emotion }) {
    const node = clone("cause-template");
    const badge = part(node, "emotion");
    badge.dataset.emotion = emotion;
    setIcon(node, `${this.#data.sprite}#emotion-${emotion}`);
    setText(node, { name: this.#texts.emotions[emotion] });
    return node;
  }

  #updateCause(node, { change, causes }) {
    const why = causes.map((cause) => `${this.#causeName(cause)} ${signedText(cause.change, this.#locale)}`);
    setText(node, { change: signedText(change, this.#locale), why: why.join(" · ") });
    part(node, "why").title = why.join(" · "); // where the line ends before it does
  }

  #causeName({ name, code }) {
    const inject = this.#data.injects.find((one) => one.code === code);
    if (name === "inject" && inject) return inject.title;
    const phase = this.#data.phases.find((one) => one.code === code);
    if (name === "phase" && phase) return phase.name;
    return fill(this.#texts.causes[name] ?? code, { code });
  }

  #summarise(room) {
    if (!room.mood || performance.now() - this.#summaryAt < SUMMARY_EVERY) return;
    this.#summaryAt = performance.now();
    const shares = vectorOf(room.mood.shares);
    const parts = EMOTIONS.map((emotion, index) => {
      return `${this.#texts.emotions[emotion]} ${percentText(shares[index], this.#locale)}`;
    });
    const text = fill(this.#texts.summary, {
      strongest: this.#texts.emotions[EMOTIONS[strongest(shares)]],
      shares: parts.join(", "),
    });
    document.getElementById("mood-summary").textContent = text;
  }

  /** After the end one looks at the whole exercise, unless one has chosen otherwise. */
  #widen() {
    if (this.#board.state !== "ended" || this.#chosen) return;
    const ranges = [...document.querySelectorAll("[data-range]")];
    this.#setRange(ranges.find((one) => Number(one.dataset.range) * 60 >= this.#board.time) ?? ranges.at(-1));
  }

  #setRange(button) {
    this.#chart.range = Number(button.dataset.range) * 60;
    for (const one of document.querySelectorAll("[data-range]")) {
      one.setAttribute("aria-pressed", String(one === button));
    }
  }

  #hover(found) {
    show(this.#tip, Boolean(found));
    if (!found) return;
    const node = clone("tip-template");
    setText(node, { time: clockText(found.t), marks: found.marks.map((mark) => mark.title).join(" · ") });
    const order = EMOTIONS.map((emotion, index) => ({ emotion, share: found.point.shares[index] }));
    order.sort((one, other) => other.share - one.share);
    part(node, "rows").append(...order.map((row) => this.#tipRow(row)));
    part(node, "marks").before(this.#rateRow(found.point));
    this.#tip.replaceChildren(node);
    const left = found.x > found.width / 2;
    this.#tip.classList.toggle("mood__tip--left", left);
    this.#tip.style.setProperty("--at", `${left ? found.width - found.x + 12 : found.x + 12}px`);
  }

  #tipRow({ emotion, share }) {
    const row = clone("tip-row-template");
    row.dataset.emotion = emotion;
    setIcon(row, `${this.#data.sprite}#emotion-${emotion}`);
    setText(row, { name: this.#texts.emotions[emotion], value: percentText(share, this.#locale) });
    return row;
  }

  #rateRow(point) {
    const row = document.createElement("p");
    row.className = "tip__rate";
    row.textContent = `${compact((point.posts / point.span) * 300, this.#locale)} ${this.#texts.per_five}`;
    return row;
  }
}

/** Moments to mark on the curves: injects that fired, numbered in order of the script, and the team's posts. */
export function marksOf(room, injects) {
  const marks = [];
  injects.forEach(({ code, title }, index) => {
    const state = room.inject(code);
    if (state?.state === "fired") marks.push({ t: state.t, kind: "inject", label: String(index + 1), title });
  });
  for (const post of room.teamPosts) marks.push({ t: post.t, kind: "team", label: "", title: post.text });
  return marks.sort((one, other) => one.t - other.t);
}
