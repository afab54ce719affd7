// Mentions that one has not looked at yet: on the tab, in the page's title, and now and then out loud.
import { count } from "../words.js";

const QUIET_MS = 15000; // between two announcements: a crowd must not talk over a screen reader

export class Bell {
  #badges;
  #spoken;
  #page;
  #title = document.title;
  #unseen = 0;
  #elsewhere = 0; // told by others, for the title alone
  #saidAt = -Infinity;
  #silenced = 0;
  #timer = 0;

  constructor(badges, spoken, page) {
    this.#badges = badges;
    this.#spoken = spoken;
    this.#page = page;
  }

  ring(number) {
    if (!number) return;
    this.#unseen += number;
    this.#silenced += number;
    this.#show();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(), Math.max(0, this.#saidAt + QUIET_MS - performance.now()));
  }

  /** What is new elsewhere counts in the page's title too. */
  also(number) {
    this.#elsewhere = number;
    this.#show();
  }

  seen() {
    this.#unseen = 0;
    this.#silenced = 0;
    this.#show();
  }

  #show() {
    const shown = shortened(this.#unseen);
    const all = this.#unseen + this.#elsewhere;
    document.title = all ? `(${shortened(all)}) ${this.#title}` : this.#title;
    for (const badge of this.#badges) {
      badge.hidden = !this.#unseen;
      badge.textContent = shown;
    }
  }

  #say() {
    if (!this.#silenced) return;
    this.#spoken.textContent = count(this.#page.strings.mentioned, this.#silenced, this.#page.lang);
    this.#saidAt = performance.now();
    this.#silenced = 0;
  }
}

function shortened(number) {
  return number > 99 ? "99+" : String(number);
}
