// What stands around what one reads in a column: it is fetched as one nears the edge of what is there, or a hole in it.
import { gapFrom } from "./gaps.js";

export const PAGE = 50; // posts fetched at once
const FEW = 10; // posts put back at once that were there before
const NEAR = 1.5; // screens before the edge at which more is fetched

export class Surroundings {
  attached = true; // nothing was cut off between the first card and what is pending
  complete = false; // the first post of all is in the list
  last = 0; // the newest number that exists, shown or left out
  #shelf;
  #source;
  #passed;
  #pending;
  #column;
  #busy = false;
  #failed = false;
  #tending = 0;
  #generation = 0; // counts clear(): what was asked before is not shown after
  #voids = new Set(); // numbers below which nothing came although it should have

  /** Of a column its `shelf` and `source`, what flowed by (`passed`) and what waits (`pending`), both Kept, and how it
   *  takes what was fetched: isLive(), knows(id), tell(), insertBelow(posts) and insertStill(posts), which may take a while. */
  constructor({ shelf, source, passed, pending, ...column }) {
    this.#shelf = shelf;
    this.#source = source;
    this.#passed = passed;
    this.#pending = pending;
    this.#column = column;
  }

  get busy() {
    return this.#busy;
  }

  get failed() {
    return this.#failed;
  }

  clear() {
    this.#generation += 1;
    this.#voids.clear();
    this.#busy = this.#failed = this.complete = false;
    this.attached = true;
    this.last = 0;
  }

  /** Asks again after it failed. */
  retry() {
    this.#failed = false;
  }

  /** Looks, at the next frame of the screen, whether posts have to be fetched around what is in sight. */
  tend() {
    if (!this.#tending) this.#tending = requestAnimationFrame(() => this.#tend());
  }

  /** ask() brings posts, use(posts) puts them in; nothing else is asked meanwhile. */
  async load(ask, use) {
    const generation = this.#generation;
    this.#busy = true;
    this.#column.tell();
    const posts = await ask().catch(() => null);
    if (generation !== this.#generation) return;
    this.#failed = posts === null;
    if (posts) await use(posts);
    if (generation !== this.#generation) return;
    this.#busy = false;
    this.#column.tell();
    this.tend();
  }

  #tend() {
    this.#tending = 0;
    if (this.#busy || this.#failed || this.#shelf.isHidden || !this.#shelf.cards.length) return;
    const { top, bottom } = this.#shelf.box();
    const isLive = this.#column.isLive();
    const reach = NEAR * innerHeight;
    if (!this.attached && top > innerHeight) void this.#jump();
    else if (!this.complete && bottom < innerHeight + (isLive ? 0 : reach)) void this.#loadOlder();
    else if (this.#lacksNewer && top > -reach) void this.#loadNewer();
    else if (!isLive) this.#mend(reach);
  }

  /** Whether there is something above the first card that nothing pending will bring. */
  get #lacksNewer() {
    if (!this.attached) return true;
    const isShort = this.#source.contiguous && this.#shelf.newest < this.last;
    return isShort && !this.#column.isLive() && !this.#pending.size;
  }

  /** What flowed out at the bottom, else what the server has. */
  #loadOlder() {
    const before = this.#shelf.oldest;
    const passed = this.#passed.inOrder().filter(({ seq }) => seq < before).slice(-FEW).reverse();
    if (passed.length) return this.load(() => Promise.resolve(passed), (posts) => this.#insertBelow(posts));
    return this.load(() => this.#source.page({ before, limit: PAGE }), async (posts) => {
      this.complete = posts.length === 0;
      await this.#insertBelow(posts);
    });
  }

  async #insertBelow(posts) {
    await this.#column.insertBelow(posts);
    this.#cutTop();
  }

  #loadNewer() {
    const after = this.#shelf.newest;
    return this.load(() => this.#source.page({ after, limit: PAGE }), async (posts) => {
      await this.#column.insertStill(posts.toReversed());
      if (!posts.length) this.last = after;
      this.attached = !posts.length || this.#shelf.newest >= (this.#pending.inOrder()[0]?.seq ?? Infinity);
      if (this.attached) this.#shelf.closeSpacer();
      this.#cutFarBottom();
    });
  }

  /** Somebody dragged the page to where the cards are cut off: what stands there, by its share of the way. */
  #jump() {
    const share = this.#shelf.shareOfSpacer();
    const oldest = this.#shelf.newest;
    const newest = Math.max(this.last, oldest + PAGE);
    const before = Math.round(newest - share * (newest - oldest)) + 1;
    return this.load(() => this.#source.page({ before, limit: PAGE }), (posts) => {
      if (posts.length) this.#shelf.restock(posts, share);
    });
  }

  /** Puts in what is missing just outside of what is in sight: what flowed by, else what the server has. */
  #mend(reach) {
    const tops = this.#shelf.tops();
    const passed = this.#passedOutOfSight(tops, reach);
    if (passed.length) void this.load(() => Promise.resolve(passed), (posts) => this.#column.insertStill(posts));
    else if (this.#source.contiguous) this.#fillGaps(tops, reach);
  }

  /** Of what flowed by, the few that belong next to what is in sight, newest first: whoever goes on reading gets the
   *  next ones, and the page does not paint a hundred cards anew for each that nobody may come to. */
  #passedOutOfSight(tops, reach) {
    const { seqs, oldest } = this.#shelf;
    const below = seqs[tops.findIndex((top) => top > innerHeight)] ?? 0;
    const above = seqs[tops.findLastIndex((top) => top < 0)] ?? Infinity;
    const lowest = seqs[tops.findIndex((top) => top > innerHeight + reach)] ?? oldest;
    const highest = seqs[tops.findLastIndex((top) => top < -reach)] ?? Infinity;
    const passed = this.#passed.inOrder();
    const under = passed.filter(({ seq }) => seq < below && seq > lowest).slice(-FEW);
    const over = passed.filter(({ seq }) => seq > above && seq < highest).slice(0, FEW);
    return [...under, ...over].reverse();
  }

  /** Asks for the numbers missing just below what is in sight, else just above. */
  #fillGaps(tops, reach) {
    const { seqs } = this.#shelf;
    const below = tops.findIndex((top) => top > innerHeight);
    const above = tops.findLastIndex((top) => top < 0);
    const lowest = tops.findLastIndex((top) => top < innerHeight + reach);
    const highest = tops.findIndex((top) => top > -reach);
    const under = below > 0 ? gapFrom(seqs, below - 1, lowest, this.#voids) : -1;
    const over = above > 0 ? gapFrom(seqs, highest, above, this.#voids) : -1;
    if (under >= 0) void this.#fill(seqs[under], ({ seq }) => seq < seqs[below - 1]);
    else if (over >= 0) void this.#fill(seqs[over], ({ seq }) => seq > seqs[above]);
  }

  #fill(before, isOutOfSight) {
    return this.load(() => this.#source.page({ before, limit: PAGE }), async (posts) => {
      const fits = (post) => post.seq > this.#shelf.oldest && isOutOfSight(post) && !this.#column.knows(post.id);
      const chosen = posts.filter(fits);
      if (!chosen.length) this.#voids.add(before);
      await this.#column.insertStill(chosen);
      this.#cutFarBottom();
      this.#cutTop();
    });
  }

  #cutTop() {
    if (this.#shelf.cutTop()) this.attached = false;
  }

  #cutFarBottom() {
    if (this.#shelf.cutFarBottom().length) this.complete = false;
  }
}
