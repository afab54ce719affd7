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
  #follow = document.getElementById("follow");
  #measured = document.getElementById("measured");
  #presets = [...document.querySelectorAll("[data-pressure]")];
  #fieldset = document.getElementById("scope");

  constructor({ board, commands, data, texts, locale }) {
    this.#board = board;
    this.#commands = commands;
    this.#data = data;
    this.#locale = locale;
    const onSet = (value) => this.#setPressure(value);
    const dial = document.getElementById("dial");
    this.#dial = new Dial(dial, { top: data.pressure_top, locale, texts: texts.dial, onSet });
    const sliders = document.getElementById("weights-panel");
    this.#weights = new WeightSliders(sliders, { locale, onSet: (value) => this.#setWeights(value) });
    for (const preset of this.#presets) {
      preset.addEventListener("click", () => this.#setPressure(Number(preset.dataset.pressure), preset));
    }
    this.#follow.addEventListener("change", () => this.#toggleFollow());
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
    this.#setPressure(Math.min(this.#data.pressure_top, Math.max(0, value)));
  }

  #now() {
    const { pressure, mood } = this.#board.room;
    return { asked: pressure ?? mood?.volume ?? 0, follows: pressure === null };
  }

  #show() {
    const { asked, follows } = this.#now();
    const rate = this.#board.room.series.measured(this.#board.room.series.end);
    if (this.#pending === 0) {
      this.#dial.show({ asked, follows, measured: rate });
      this.#follow.checked = follows;
      this.#weights.show(this.#board.room.weights);
      for (const preset of this.#presets) {
        preset.setAttribute("aria-pressed", String(!follows && Number(preset.dataset.pressure) === asked));
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
    this.#follow.disabled = !may;
    for (const preset of this.#presets) preset.disabled = !may;
  }

  #toggleFollow() {
    if (this.#follow.checked) return this.#setPressure(null);
    this.#setPressure(Math.round(this.#now().asked));
  }

  async #setPressure(value, button = null) {
    if (!allows("pressure", this.#board.state, this.#data.may_steer)) return;
    const rate = this.#board.room.series.measured(this.#board.room.series.end);
    this.#dial.show({ asked: value ?? this.#now().asked, follows: value === null, measured: rate });
    await this.#settle("pressure", value, (room) => (room.pressure = value), button);
  }

  async #setWeights(value) {
    await this.#settle("weights", value, (room) => (room.weights = value));
  }

  /** Until the server has answered, frames do not move what the trainer has just set. */
  async #settle(type, value, remember, button = null) {
    const target = this.target;
    this.#pending += 1;
    const done = await this.#commands.send(type, { value, ...target }, button);
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
