// The posts of one frame do not appear all at once: they drip over the second that the frame tells of.

const APART = 90; // ms at least between two changes of the column: each one paints it anew

/** When each of `total` posts is due, in ms after the frame came: evenly over `span` ms. PURE. */
export function dueTimes(total, span) {
  return Array.from({ length: total }, (_nothing, index) => (index * span) / total);
}

export class Drip {
  #show;
  #waiting = []; // {post, due}, in the order in which they are due
  #shownAt = -Infinity;
  #timer = 0;
  #frame = 0;

  /** `show(posts)` gets the posts that are due, oldest first, some ten times a second at most. */
  constructor(show) {
    this.#show = show;
  }

  add(posts, span, at = performance.now()) {
    const due = dueTimes(posts.length, span);
    posts.forEach((post, index) => this.#waiting.push({ post, due: at + due[index] }));
    this.#plan(at);
  }

  /** Everything that is not shown yet, taken away. */
  drain() {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#timer = this.#frame = 0;
    return this.#waiting.splice(0).map(({ post }) => post);
  }

  /** A timer, then one frame of the screen: asking at every frame would keep the page busy for nothing. */
  #plan(at) {
    if (this.#timer || this.#frame || !this.#waiting.length) return;
    const next = Math.max(this.#waiting[0].due, this.#shownAt + APART);
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.#frame = requestAnimationFrame(() => this.#flush(performance.now()));
    }, next - at);
  }

  #flush(at) {
    this.#frame = 0;
    this.#shownAt = at;
    const ripe = this.#waiting.findIndex(({ due }) => due > at);
    const posts = this.#waiting.splice(0, ripe < 0 ? this.#waiting.length : ripe).map(({ post }) => post);
    if (posts.length) this.#show(posts);
    this.#plan(performance.now());
  }
}
