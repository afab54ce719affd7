// The posts of one frame do not appear all at once: they drip over the second that the frame tells of.

/** When each of `total` posts is due, in ms after the frame came: evenly over `span` ms. PURE. */
export function dueTimes(total, span) {
  return Array.from({ length: total }, (_nothing, index) => (index * span) / total);
}

export class Drip {
  #show;
  #waiting = []; // {post, due}, in the order in which they are due
  #frame = 0;

  /** `show(posts)` gets the posts that are due, oldest first, at most once per frame of the screen. */
  constructor(show) {
    this.#show = show;
  }

  add(posts, span, at = performance.now()) {
    const due = dueTimes(posts.length, span);
    posts.forEach((post, index) => this.#waiting.push({ post, due: at + due[index] }));
    if (!this.#frame) this.#next();
  }

  /** Everything that is not shown yet, taken away. */
  drain() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    return this.#waiting.splice(0).map(({ post }) => post);
  }

  #next() {
    this.#frame = requestAnimationFrame((at) => this.#flush(at));
  }

  #flush(at) {
    this.#frame = 0;
    const ripe = this.#waiting.findIndex(({ due }) => due > at);
    const posts = this.#waiting.splice(0, ripe < 0 ? this.#waiting.length : ripe).map(({ post }) => post);
    if (posts.length) this.#show(posts);
    if (this.#waiting.length && !this.#frame) this.#next();
  }
}
