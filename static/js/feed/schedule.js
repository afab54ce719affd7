// Asks when a text goes out by itself: in how many minutes of exercise.
import { clockText } from "../clock.js";
import { fill } from "../words.js";

const USUAL = 5; // min

export class Schedule {
  #dialog;
  #form;
  #page;
  #answer = null;

  /** `page` knows the exercise's time and the strings. */
  constructor(dialog, page) {
    this.#dialog = dialog;
    this.#form = dialog.querySelector("form");
    this.#page = page;
    this.#form.addEventListener("submit", () => this.#say(this.#at));
    this.#form.addEventListener("input", () => this.#show());
    dialog.addEventListener("click", (event) => this.#choose(event.target.closest("[data-minutes]")));
    dialog.addEventListener("close", () => this.#say(null));
    setInterval(() => dialog.open && this.#show(), 1000);
  }

  /** Resolves with the second of exercise, or null where one thinks better of it. */
  ask() {
    this.#say(null);
    this.#minutes.value ||= USUAL;
    this.#show();
    this.#dialog.showModal();
    return new Promise((answer) => {
      this.#answer = answer;
    });
  }

  get #minutes() {
    return this.#form.elements.minutes;
  }

  get #at() {
    return Math.round(this.#page.now() + this.#minutes.valueAsNumber * 60);
  }

  #choose(button) {
    if (!button) return;
    this.#minutes.value = button.dataset.minutes;
    this.#show();
  }

  #say(at) {
    this.#answer?.(at);
    this.#answer = null;
  }

  #show() {
    const said = this.#minutes.validity.valid ? fill(this.#page.strings.drafts.scheduledAt, { time: clockText(this.#at) }) : "";
    const part = this.#dialog.querySelector("[data-part=at]");
    if (part.textContent !== said) part.textContent = said;
    for (const button of this.#dialog.querySelectorAll("[data-minutes]")) {
      button.setAttribute("aria-pressed", String(button.dataset.minutes === this.#minutes.value));
    }
  }
}
