/* The command bar: clock, state, and the verbs that steer the course of the exercise. */

import { clockText } from "../clock.js";
import { fill } from "../words.js";
import { allows } from "./allowed.js";
import { show } from "./dom.js";

const MAIN_VERBS = ["open_lobby", "start", "pause", "resume", "reopen"];
const TONES = { draft: "", lobby: "badge--accent", running: "badge--good badge--live", paused: "badge--warn", ended: "" };

export class CommandBar {
  #board;
  #commands;
  #data;
  #texts;
  #clock = document.getElementById("clock");
  #badge = document.getElementById("state-badge");
  #note = document.getElementById("clock-note");
  #phase = document.getElementById("phase");
  #speed = document.getElementById("speed");

  constructor({ board, commands, data, texts }) {
    this.#board = board;
    this.#commands = commands;
    this.#data = data;
    this.#texts = texts;
    for (const button of document.querySelectorAll("[data-verb]")) {
      button.addEventListener("click", () => this.#commands.send(button.dataset.verb, {}, button));
    }
    this.#speed?.addEventListener("change", () => this.#setSpeed());
    const end = document.getElementById("end-dialog");
    end.addEventListener("close", () => this.#end(end));
    board.on("clock", () => this.#state());
    board.on("people", () => this.#people());
  }

  /** Written by the page's ticker, several times a second. */
  tick() {
    const text = clockText(this.#board.time);
    if (this.#clock.textContent === text) return;
    this.#clock.textContent = text;
    const phase = phaseAt(this.#data.phases, this.#board.time);
    const label = phase && this.#board.clock.state !== "ended" ? phase.name : this.#data.title;
    if (this.#phase.textContent !== label) this.#phase.textContent = label;
  }

  /** Pause or resume, whichever makes sense: the space bar. */
  toggle() {
    const verb = { lobby: "start", running: "pause", paused: "resume" }[this.#board.state];
    const button = verb && document.querySelector(`.command__verbs [data-verb="${verb}"]`);
    button?.click();
  }

  #state() {
    const { state, reason, speed } = this.#board.clock;
    document.body.dataset.state = state;
    this.#badge.textContent = this.#texts.states[state];
    this.#badge.className = `badge ${TONES[state]}`;
    const of = fill(this.#texts.of_duration, { time: clockText(this.#data.duration) });
    this.#note.textContent = reason === "gap" && state === "paused" ? this.#texts.gap : of;
    for (const button of document.querySelectorAll("[data-verb]")) this.#place(button, state);
    for (const button of document.querySelectorAll("[data-asks]")) {
      button.disabled = !allows(button.dataset.asks, state, this.#data.may_steer);
    }
    if (this.#speed) this.#showSpeed(speed, state);
    this.tick();
  }

  #place(button, state) {
    const verb = button.dataset.verb;
    const allowed = allows(verb, state, this.#data.may_steer);
    const inReady = button.closest(".ready");
    if (inReady) button.disabled = !allowed;
    else show(button, allowed && MAIN_VERBS.includes(verb));
    if (verb === "start" && !inReady) button.classList.toggle("button--primary", state !== "draft");
  }

  #showSpeed(speed, state) {
    this.#speed.disabled = !allows("speed", state, this.#data.may_steer);
    const known = [...this.#speed.options].find((option) => Number(option.value) === speed);
    if (known && document.activeElement !== this.#speed) known.selected = true;
  }

  async #setSpeed() {
    this.#speed.setAttribute("aria-busy", "true");
    const done = await this.#commands.send("speed", { value: Number(this.#speed.value) });
    this.#speed.removeAttribute("aria-busy");
    this.#speed.blur();
    if (!done) this.#showSpeed(this.#board.clock.speed, this.#board.state);
  }

  #people() {
    const joined = this.#board.people.filter((person) => !person.removed).length;
    document.getElementById("people-count").textContent = joined;
  }

  #end(dialog) {
    if (dialog.returnValue === "end") this.#commands.send("end", {}, document.querySelector("[data-asks=end]"));
    dialog.returnValue = "";
  }
}

/** The phase that holds at `t`, of phases in order of offset. PURE. */
export function phaseAt(phases, t) {
  return phases.findLast((phase) => phase.offset <= t) ?? null;
}
