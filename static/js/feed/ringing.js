// The alerts of the columns: a notice, and a number in the rail and in the page's title.
import { compact, count, fill } from "../words.js";

const QUIET_MS = 15000; // between two alerts of one column
const SHOWN = 99;

export class Ringing {
  #badges;
  #herald;
  #page;
  #rang = new WeakMap(); // column -> when it rang last
  #due = new Map(); // column -> timer

  /** Badges are [data-watch-count]. */
  constructor(badges, herald, page) {
    this.#badges = badges;
    this.#herald = herald;
    this.#page = page;
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
    this.#herald.count("watched", number);
  }

  #alert(column) {
    this.#due.delete(column);
    if (!column.unseen || !column.spec.rings) return; // somebody has looked meanwhile
    this.#rang.set(column, performance.now());
    const { strings, lang } = this.#page;
    const news = count(strings.watch.rang, column.unseen, lang, compact(column.unseen, lang));
    this.#herald.tell(fill(strings.watch.alert, { name: column.spec.name, news }));
  }
}
