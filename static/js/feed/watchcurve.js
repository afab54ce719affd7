// How often the posts of a column are written, as a curve above them.
import { clockText } from "../clock.js";
import { compact, count, fill } from "../words.js";
import { drawCurve } from "./curve.js";

const CURVE_MS = 30000; // between two questions to the server

export class ColumnCurve {
  #node;
  #source;
  #page;
  #isWanted = false;
  #at = -Infinity;

  /** `node` is the column's; `source` has volume() where one can count. */
  constructor(node, source, page) {
    this.#node = node;
    this.#source = source;
    this.#page = page;
  }

  get isOffered() {
    return Boolean(this.#source.volume);
  }

  want(isWanted) {
    this.#isWanted = this.isOffered && isWanted;
    if (!this.#isWanted) this.#part("curve").hidden = true; // else it comes with what it shows
    this.forget();
  }

  /** The next beat asks afresh. */
  forget() {
    this.#at = -Infinity;
  }

  async beat(at = performance.now()) {
    if (!this.#isWanted || at - this.#at < CURVE_MS) return;
    this.#at = at;
    const found = await this.#source.volume().catch(() => null); // the next time, perhaps
    if (found) this.#show(found);
  }

  #show({ bucket, counts, total, posts: [first] }) {
    this.#part("curve").hidden = !first || !this.#isWanted;
    if (!first) return;
    const { strings, lang } = this.#page;
    const peak = Math.ceil(Math.max(...counts) / (bucket / 60));
    const said = count(strings.watch.said, total, lang, compact(total, lang));
    const text = fill(strings.watch.peak, { said, n: compact(peak, lang) });
    this.#part("curveText").textContent = text;
    this.#part("drawing").replaceChildren(drawCurve(counts, text));
    this.#part("first").dataset.post = first.id;
    this.#part("firstText").textContent = fill(strings.watch.first, { at: clockText(first.t), handle: `@${first.handle}` });
  }

  #part(name) {
    return this.#node.querySelector(`[data-part=${name}]`);
  }
}
