/* Five sliders: how much each emotion counts in the crowd, from silenced (×0) to tripled (×3). */

import { EMOTIONS } from "./emotions.js";
import { factorText } from "./format.js";

export class WeightSliders {
  #inputs = new Map();
  #outputs = new Map();
  #reset;
  #locale;
  #onSet;
  #held = false;
  #timer = 0;

  constructor(root, { locale, onSet }) {
    this.#locale = locale;
    this.#onSet = onSet;
    for (const emotion of EMOTIONS) {
      const row = root.querySelector(`[data-emotion="${emotion}"]`);
      this.#inputs.set(emotion, row.querySelector("input"));
      this.#outputs.set(emotion, row.querySelector("output"));
    }
    this.#reset = root.querySelector("[data-reset]");
    this.#reset.addEventListener("click", () => this.#neutral());
    root.addEventListener("input", () => this.#slide());
    root.addEventListener("change", () => this.#commit());
  }

  /** What the server says; a slider that is being moved is left alone. */
  show(weights) {
    if (this.#held) return;
    for (const [emotion, input] of this.#inputs) input.value = weights?.[emotion] ?? 1;
    this.#say();
  }

  set disabled(value) {
    for (const input of this.#inputs.values()) input.disabled = value;
    this.#reset.disabled = value || this.#isNeutral();
  }

  get values() {
    return Object.fromEntries([...this.#inputs].map(([emotion, input]) => [emotion, Number(input.value)]));
  }

  #slide() {
    this.#held = true;
    this.#say();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#commit(), 400); // keys give no end: one message for a run of them
  }

  #commit() {
    clearTimeout(this.#timer);
    if (!this.#held) return;
    this.#held = false;
    this.#onSet(this.values);
  }

  #neutral() {
    for (const input of this.#inputs.values()) input.value = 1;
    this.#say();
    this.#onSet(this.values);
  }

  #say() {
    for (const [emotion, input] of this.#inputs) {
      const text = factorText(Number(input.value), this.#locale);
      const output = this.#outputs.get(emotion);
      if (output.value !== text) output.value = text;
      output.classList.toggle("weights__factor--changed", Number(input.value) !== 1);
      input.setAttribute("aria-valuetext", text);
      input.style.setProperty("--at", `${(Number(input.value) / Number(input.max)) * 100}%`);
    }
    this.#reset.disabled = this.#inputs.get("like").disabled || this.#isNeutral();
  }

  #isNeutral() {
    return [...this.#inputs.values()].every((input) => Number(input.value) === 1);
  }
}
