/* The dialog that moves the clock forward, and says which injects that would skip. */

import { clockText } from "../clock.js";
import { count, fill } from "../words.js";
import { clone, show } from "./dom.js";
import { readOffset } from "./format.js";

export class JumpDialog {
  #dialog = document.getElementById("jump-dialog");
  #time = document.getElementById("jump-time");
  #error = document.getElementById("jump-error");
  #skips = document.getElementById("jump-skips");
  #ideas = document.getElementById("jump-ideas");
  #board;
  #commands;
  #data;
  #texts;
  #locale;

  constructor({ board, commands, data, texts, locale }) {
    this.#board = board;
    this.#commands = commands;
    this.#data = data;
    this.#texts = texts;
    this.#locale = locale;
    document.querySelector("[data-opens=jump-dialog]")?.addEventListener("click", () => this.#open());
    this.#time.addEventListener("input", () => this.#judge());
    document.getElementById("jump-form").addEventListener("submit", (event) => this.#jump(event));
  }

  #open() {
    const now = this.#board.time;
    this.#time.value = clockText(Math.min(this.#data.duration, now + 60));
    const ideas = jumpIdeas(this.#data.phases, this.#coming(), now, this.#data.duration, this.#texts.jump);
    this.#ideas.replaceChildren(...ideas.map((idea) => this.#idea(idea)));
    this.#judge();
    this.#time.select();
  }

  #idea({ text, offset }) {
    const button = clone("idea-template");
    button.textContent = fill(text, { time: clockText(offset) });
    button.addEventListener("click", () => {
      this.#time.value = clockText(offset);
      this.#judge();
    });
    return button;
  }

  #coming() {
    return [...this.#board.room.injects.values()].filter((inject) => inject.state === "next");
  }

  /** The offset typed, or null with the reason shown. */
  #judge() {
    const offset = readOffset(this.#time.value);
    let fault = "";
    if (offset === null) fault = this.#texts.jump.unreadable;
    else if (offset <= this.#board.time) fault = this.#texts.jump.back;
    else if (offset > this.#data.duration) {
      fault = fill(this.#texts.jump.too_far, { time: clockText(this.#data.duration) });
    }
    this.#error.querySelector("[data-part=text]").textContent = fault;
    show(this.#error, Boolean(fault));
    this.#time.setAttribute("aria-invalid", String(Boolean(fault)));
    const passed = fault ? 0 : this.#coming().filter((inject) => inject.offset < offset).length;
    this.#skips.querySelector("[data-part=text]").textContent = count(this.#texts.jump.skips, passed, this.#locale);
    show(this.#skips, passed > 0);
    document.getElementById("jump-confirm").disabled = Boolean(fault);
    return fault ? null : offset;
  }

  #jump(event) {
    const offset = this.#judge();
    if (offset === null) return event.preventDefault();
    this.#commands.send("jump", { offset }, document.querySelector("[data-opens=jump-dialog]"));
  }
}

/** Places worth jumping to: just before the next inject, the next phases, and five minutes on. PURE. */
export function jumpIdeas(phases, coming, now, duration, texts) {
  const next = coming.filter((inject) => inject.offset > now + 15).sort((a, b) => a.offset - b.offset)[0];
  const ideas = [];
  if (next) ideas.push({ text: texts.before_next, offset: Math.max(Math.ceil(now) + 1, next.offset - 5) });
  for (const phase of phases.filter((one) => one.offset > now).slice(0, 2)) {
    ideas.push({ text: fill(texts.to_phase, { name: phase.name }), offset: phase.offset });
  }
  if (now + 300 < duration) ideas.push({ text: texts.five_minutes, offset: Math.floor(now + 300) });
  return ideas;
}
