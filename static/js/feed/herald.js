// What is news for whoever looks at this page: alerts, mentions, messages, requests, drafts. Each is shown at once; the
// page's title counts them; a sound and a word for screen readers come now and then, for all that came meanwhile.
import { toast } from "../toasts.js";
import { count } from "../words.js";

const QUIET_MS = 15000; // between two announcements, and two sounds: a crowd must not talk over a screen reader
const SHOWN = 3; // notices at once

export class Herald {
  #spoken;
  #place;
  #chime;
  #page;
  #title = document.title;
  #counts = new Map(); // what is new -> how much of it nobody has seen
  #untold = 0; // notices that were shown and not said yet
  #mentions = 0; // not said yet
  #saidAt = -Infinity;
  #timer = 0;

  /** `spoken` is a live region, `place` one that is none, for notices; `chime` makes the sound. */
  constructor(spoken, place, chime, page) {
    this.#spoken = spoken;
    this.#place = place;
    this.#chime = chime;
    this.#page = page;
  }

  /** So much of `what` is new: for the page's title. */
  count(what, number) {
    this.#counts.set(what, number);
    const all = [...this.#counts.values()].reduce((sum, one) => sum + one, 0);
    document.title = all ? `(${all > 99 ? "99+" : all}) ${this.#title}` : this.#title;
  }

  /** Something that one should see. The first after a while is said as it stands; of those that follow, how many. */
  tell(text, tone = "good") {
    if (this.#isQuiet) {
      toast(text, tone);
      return this.#sound();
    }
    toast(text, tone, this.#place);
    while (this.#place.children.length > SHOWN) this.#place.firstElementChild.remove();
    this.#untold += 1;
    this.#plan();
  }

  /** So many posts more speak to the team: too many to show each. */
  mention(number) {
    this.#mentions += number;
    this.#plan();
  }

  /** Somebody has looked at the mentions. */
  seen() {
    this.#mentions = 0;
  }

  get #isQuiet() {
    return !this.#untold && performance.now() - this.#saidAt >= QUIET_MS;
  }

  #sound() {
    this.#saidAt = performance.now();
    this.#chime.ring();
  }

  #plan() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(), Math.max(0, this.#saidAt + QUIET_MS - performance.now()));
  }

  #say() {
    const { strings, lang } = this.#page;
    const said = [];
    if (this.#mentions) said.push(count(strings.mentioned, this.#mentions, lang));
    if (this.#untold) said.push(count(strings.alerted, this.#untold, lang));
    this.#mentions = this.#untold = 0;
    if (!said.length) return; // somebody has looked meanwhile
    this.#spoken.textContent = said.join(". ");
    this.#sound();
  }
}
