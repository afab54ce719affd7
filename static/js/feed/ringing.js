// The alerts of the columns: a notice, a number in the rail and in the page's title, a sound for who wants one.
import { toast } from "../toasts.js";
import { compact, count, fill } from "../words.js";

const QUIET_MS = 15000; // between two alerts of one column
const SHOWN = 99;
const NOTES = [
  [880, 0],
  [1174.7, 0.12],
]; // Hz, and s after the first

export class Ringing {
  #badges;
  #title;
  #page;
  #toggle;
  #rang = new WeakMap(); // column -> when it rang last
  #due = new Map(); // column -> timer
  #audio = null;

  /** Badges are [data-watch-count]; title(n) shows a number there; `toggle` switches the sound. */
  constructor(badges, title, toggle, page) {
    this.#badges = badges;
    this.#title = title;
    this.#toggle = toggle;
    this.#page = page;
    toggle.addEventListener("click", () => this.#switchSound());
    this.#showSound();
  }

  /** Something came into `column` while nobody looked: it rings now, or when it has been quiet for long enough. */
  ring(column) {
    if (this.#due.has(column)) return;
    const wait = (this.#rang.get(column) ?? -Infinity) + QUIET_MS - performance.now();
    this.#due.set(column, setTimeout(() => this.#alert(column), Math.max(0, wait)));
  }

  /** Shows how much is unseen in the columns that ring. */
  show(columns) {
    const number = columns.filter(({ spec }) => spec.rings).reduce((sum, { unseen }) => sum + unseen, 0);
    for (const badge of this.#badges) {
      badge.hidden = !number;
      badge.textContent = number > SHOWN ? `${SHOWN}+` : String(number);
    }
    this.#title(number);
  }

  #alert(column) {
    this.#due.delete(column);
    if (!column.unseen || !column.spec.rings) return; // somebody has looked meanwhile
    this.#rang.set(column, performance.now());
    const { strings, lang } = this.#page;
    const news = count(strings.watch.rang, column.unseen, lang, compact(column.unseen, lang));
    toast(fill(strings.watch.alert, { name: column.spec.name, news }));
    if (this.#isLoud) this.#sound();
  }

  get #isLoud() {
    return localStorage.getItem("watch-sound") === "on";
  }

  #switchSound() {
    localStorage.setItem("watch-sound", this.#isLoud ? "off" : "on");
    this.#showSound();
    if (this.#isLoud) this.#sound();
  }

  #showSound() {
    this.#toggle.setAttribute("aria-pressed", String(this.#isLoud));
  }

  /** Two short notes; a browser that was not clicked in yet stays silent. */
  #sound() {
    this.#audio ??= new AudioContext();
    void this.#audio.resume();
    for (const [pitch, after] of NOTES) {
      const start = this.#audio.currentTime + after;
      const note = new OscillatorNode(this.#audio, { type: "sine", frequency: pitch });
      const loudness = new GainNode(this.#audio, { gain: 0 });
      loudness.gain.setValueAtTime(0, start);
      loudness.gain.linearRampToValueAtTime(0.12, start + 0.015);
      loudness.gain.exponentialRampToValueAtTime(0.0001, start + 0.3);
      note.connect(loudness).connect(this.#audio.destination);
      note.start(start);
      note.stop(start + 0.32);
    }
  }
}
