/* Pressure and weights: what the trainer asks of the crowd, in one room or in all. */

import { numberText, roundedMeasure } from "./format.js";
import { allows } from "./allowed.js";
import { Dial } from "./dial.js";
import { WeightSliders } from "./weights.js";

export class Steering {
  #board;
  #commands;
  #data;
  #locale;
  #dial;
  #weights;
  #scope = "all";
  #pending = 0;
  #modes = [...document.querySelectorAll("[data-mode]")];
  #measured = document.getElementById("measured");
  #presets = [...document.querySelectorAll("[data-pressure]")];
  #fieldset = document.getElementById("scope");

  constructor({ board, commands, data, texts, locale }) {
    this.#board = board;
    this.#commands = commands;
    this.#data = data;
    this.#locale = locale;
    const onSet = (value) => this.#setPressure(value, this.#now().living);
    const dial = document.getElementById("dial");
    this.#dial = new Dial(dial, { top: data.pressure_top, locale, texts: texts.dial, onSet });
    const sliders = document.getElementById("weights-panel");
    this.#weights = new WeightSliders(sliders, { locale, onSet: (value) => this.#setWeights(value) });
    for (const preset of this.#presets) {
      preset.addEventListener("click", () => this.#setPressure(Number(preset.dataset.pressure), this.#now().living, preset));
    }
    for (const mode of this.#modes) mode.addEventListener("click", () => this.#setMode(mode));
    this.#fieldset?.addEventListener("click", (event) => this.#choose(event.target.closest("[data-scope]")));
    board.on("room", () => this.#show());
    board.on("clock", () => this.#enable());
  }

  /** {room: code} when what one does concerns the selected room alone, else {}. */
  get target() {
    return this.#scope === "room" ? { room: this.#board.room.code } : {};
  }

  /** Turn the dial by a tenth of its top: the + and - keys. */
  nudge(direction) {
    const { asked } = this.#now();
    const step = this.#data.pressure_top / 20;
    const value = Math.round(asked / step) * step + direction * step;
    this.#setPressure(Math.min(this.#data.pressure_top, Math.max(0, value)), this.#now().living);
  }

  #now() {
    const { pressure, living } = this.#board.room;
    return { asked: pressure ?? this.#data.pressure_full, living: living || pressure === null };
  }

  #show() {
    const { asked, living } = this.#now();
    const rate = this.#board.room.series.measured(this.#board.room.series.end);
    if (this.#pending === 0) {
      this.#dial.show({ asked, living, measured: rate });
      for (const mode of this.#modes) {
        mode.setAttribute("aria-pressed", String((mode.dataset.mode === "living") === living));
      }
      this.#weights.show(this.#board.room.weights);
      for (const preset of this.#presets) {
        preset.setAttribute("aria-pressed", String(Number(preset.dataset.pressure) === asked));
      }
    }
    const text = rate === null ? "–" : numberText(roundedMeasure(rate), this.#locale);
    if (this.#measured.textContent !== text) this.#measured.textContent = text;
    const name = this.#fieldset?.querySelector("[data-part=room]");
    if (name && name.textContent !== this.#board.room.name) name.textContent = this.#board.room.name;
  }

  #enable() {
    const may = allows("pressure", this.#board.state, this.#data.may_steer);
    this.#dial.disabled = !may;
    this.#weights.disabled = !may;
    for (const button of [...this.#modes, ...this.#presets]) button.disabled = !may;
  }

  /** A living crowd is held at what it comes to just now; one that was held lives at the dial's scale. */
  #setMode(mode) {
    const living = mode.dataset.mode === "living";
    const { asked, living: lives } = this.#now();
    if (living === lives) return;
    const now = Math.round(this.#board.room.mood?.volume ?? asked);
    this.#setPressure(living ? asked : Math.min(now, this.#data.pressure_top), living, mode);
  }

  async #setPressure(value, living, button = null) {
    if (!allows("pressure", this.#board.state, this.#data.may_steer)) return;
    const rate = this.#board.room.series.measured(this.#board.room.series.end);
    this.#dial.show({ asked: value, living, measured: rate });
    const remember = (room) => Object.assign(room, { pressure: value, living });
    await this.#settle("pressure", { value, living }, remember, button);
  }

  async #setWeights(value) {
    await this.#settle("weights", { value }, (room) => (room.weights = value));
  }

  /** Until the server has answered, frames do not move what the trainer has just set. */
  async #settle(type, asked, remember, button = null) {
    const target = this.target;
    this.#pending += 1;
    const done = await this.#commands.send(type, { ...asked, ...target }, button);
    this.#pending -= 1;
    if (done) this.#rooms(target).forEach(remember);
    this.#show();
  }

  #rooms({ room }) {
    return room ? [this.#board.roomOf(room)] : this.#board.rooms;
  }

  #choose(button) {
    if (!button) return;
    this.#scope = button.dataset.scope;
    for (const one of this.#fieldset.querySelectorAll("[data-scope]")) {
      one.setAttribute("aria-pressed", String(one === button));
    }
  }
}
