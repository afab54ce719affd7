// The poll that goes with what one writes: its answers, and how long people may vote.
const LEAST = 2;
const USUAL = 10; // min

export class PollForm {
  #dialog;
  #onChange;
  #isOn = false;

  /** `dialog` is the composer's. onChange() whenever a poll is begun or taken away. */
  constructor(dialog, onChange) {
    this.#dialog = dialog;
    this.#onChange = onChange;
    this.#part("ask").addEventListener("click", () => this.#turn(true));
    this.#part("unask").addEventListener("click", () => this.#turn(false));
  }

  get isOn() {
    return this.#isOn;
  }

  /** As the fields of a message: nothing where there is no poll. */
  get said() {
    return this.#isOn ? { poll: { options: this.#options, minutes: this.#minutes.valueAsNumber } } : {};
  }

  /** Whether there are two answers at least, and none twice. */
  get isComplete() {
    if (!this.#isOn) return true;
    const different = new Set(this.#options.map((option) => option.toLowerCase()));
    return this.#options.length >= LEAST && different.size === this.#options.length && this.#minutes.validity.valid;
  }

  /** Shows the poll of a message or a draft, or none. */
  put(poll) {
    this.#isOn = Boolean(poll);
    this.#answers.forEach((input, place) => (input.value = poll?.options[place] ?? ""));
    this.#minutes.value = poll?.minutes ?? USUAL;
  }

  /** Whether one may add a poll to what one writes, and whether the one that is there counts. */
  show({ isOffered, counts }) {
    this.#part("ask").hidden = !isOffered || this.#isOn;
    this.#part("poll").hidden = !counts;
    this.#part("poll").disabled = !counts; // what is out of sight holds nothing up
  }

  #turn(on) {
    this.#isOn = on;
    this.#minutes.value ||= USUAL;
    this.#onChange();
    if (on) this.#answers[0].focus();
    else this.#part("ask").focus();
  }

  get #options() {
    return this.#answers.map((input) => input.value.trim()).filter(Boolean);
  }

  get #answers() {
    return [...this.#dialog.querySelectorAll("[name=answer]")];
  }

  get #minutes() {
    return this.#dialog.querySelector("[name=poll_minutes]");
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }
}
