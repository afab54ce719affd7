// The posts of one frame do not appear all at once: they drip over the second that the frame tells of, a few at a
// time, so that no change of the column takes longer than a frame of the screen. A machine that is too slow for
// all of them lets some pass by: nobody could read that many.

const APART = 30; // ms at least between two changes of the column: each one paints it anew
const LONGEST = 400; // ms at most, however slow the machine is
const SHARE = 0.5; // of the time may go into changing the column; the rest is the reader's
const AT_ONCE = 2; // posts in one change
const SLOW = 12; // ms that a change may take before the next ones bring a single post
const BEHIND = 6; // posts that may be due and not shown yet before others pass by

/** When each of `total` posts is due, in ms after the frame came: evenly over `span` ms. PURE. */
export function dueTimes(total, span) {
  return Array.from({ length: total }, (_nothing, index) => (index * span) / total);
}

/** Parts what is due: what is shown now (`atOnce` at most), what passes by and what is left for the next change.
 *  Items are {needed}, oldest first; what is needed never passes by. PURE. */
export function parted(ripe, atOnce = AT_ONCE) {
  let tooMany = ripe.filter(({ needed }) => !needed).length - BEHIND;
  const passed = ripe.filter(({ needed }) => !needed && tooMany-- > 0);
  const kept = ripe.filter((item) => !passed.includes(item));
  return { passed, shown: kept.slice(0, atOnce), left: kept.slice(atOnce) };
}

export class Drip {
  #show;
  #pass;
  #prepare;
  #waiting = []; // {post, due, needed}, in the order in which they are due
  #shownAt = -Infinity;
  #apart = APART;
  #atOnce = AT_ONCE;
  #timer = 0;
  #frame = 0;
  #painted = new MessageChannel(); // a message sent within a frame of the screen comes once it is painted
  #isPainting = false;

  /** show(posts) gets those that are due, oldest first, in a frame of the screen; prepare(posts) the same just before,
   *  so that the frame is short; pass(posts) those that this machine is too slow for. */
  constructor(show, { pass = () => {}, prepare = () => {} } = {}) {
    this.#show = show;
    this.#pass = pass;
    this.#prepare = prepare;
    this.#painted.port1.onmessage = () => this.#isPainting && this.#rest();
  }

  /** Shows `posts` over `span` ms; those that `isNeeded` whatever it takes. */
  add(posts, span, isNeeded = () => true, at = performance.now()) {
    const due = dueTimes(posts.length, span);
    posts.forEach((post, index) => this.#waiting.push({ post, due: at + due[index], needed: isNeeded(post) }));
    this.#plan(at);
  }

  /** Everything that is not shown yet, taken away. */
  drain() {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#timer = this.#frame = 0;
    this.#isPainting = false;
    return this.#waiting.splice(0).map(({ post }) => post);
  }

  /** A timer, then one frame of the screen: asking at every frame would keep the page busy for nothing. */
  #plan(at) {
    if (this.#timer || this.#frame || this.#isPainting || !this.#waiting.length) return;
    const next = Math.max(this.#waiting[0].due, this.#shownAt + this.#apart);
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      const at = performance.now();
      this.#frame = requestAnimationFrame(() => this.#flush(at)); // however late it comes, it shows what is prepared now
      this.#prepare(this.#ripe(at).shown.map(({ post }) => post));
    }, next - at);
  }

  /** Shows what was due `at`. */
  #flush(at) {
    this.#frame = 0;
    this.#shownAt = performance.now();
    const { passed, shown, left, later } = this.#ripe(at);
    this.#waiting = [...left, ...later];
    this.#isPainting = true;
    this.#painted.port2.postMessage(null);
    if (passed.length) this.#pass(passed.map(({ post }) => post));
    if (shown.length) this.#show(shown.map(({ post }) => post));
  }

  #ripe(at) {
    const unripe = this.#waiting.findIndex(({ due }) => due > at);
    const count = unripe < 0 ? this.#waiting.length : unripe;
    return { ...parted(this.#waiting.slice(0, count), this.#atOnce), later: this.#waiting.slice(count) };
  }

  /** The change is on the screen: the next one waits in proportion to what this one took. */
  #rest() {
    this.#isPainting = false;
    const at = performance.now();
    const took = at - this.#shownAt;
    this.#apart = Math.min(LONGEST, Math.max(APART, took / SHARE));
    this.#atOnce = took > SLOW ? 1 : AT_ONCE;
    this.#plan(at);
  }
}
