// A column of posts, newest first: about a hundred nodes, whatever is behind them. While one reads, nothing
// moves; what comes meanwhile is counted. Numbers missing between two neighbours load as one nears them.
import { Drip } from "./drip.js";
import { gapFrom, merged } from "./gaps.js";
import { Hands } from "./hands.js";
import { MOST, Shelf } from "./shelf.js";

const PAGE = 50; // posts fetched at once
const NEAR = 1.5; // screens before the edge at which more is fetched
const AT_TOP = 8; // px
const LIVE = 30; // nodes while the column flows: each one moves with every post
const SLICE = 2; // posts put in at once: more would hold up the next frame of the screen

export class Stream {
  #shelf;
  #source;
  #onChange;
  #drip = new Drip((posts) => this.#show(posts), (posts) => this.#keepPassed(posts));
  #passed = new Map(); // id -> post that flowed by unseen on a slow machine; the newest MOST of them
  #pending = new Map(); // id -> post, arrived while held; the newest MOST of them
  #waiting = 0; // posts that the pill counts
  #holds = new Set();
  #attached = true; // nothing was cut off between the first card and what is pending
  #last = 0; // the newest number that exists, shown or left out
  #busy = false;
  #complete = false; // the first post of all is in the list
  #failed = false;
  #tending = 0;
  #generation = 0; // counts clear(): what was asked before is not shown after
  #voids = new Set(); // numbers below which nothing came although it should have

  /** onChange({waiting, loading, failed, complete, empty}) is called when one of them may be different. */
  constructor(column, source, makeCard, onChange) {
    this.#shelf = new Shelf(column, makeCard);
    this.#source = source;
    this.#onChange = onChange;
    const hold = (reason) => this.hold(reason);
    const release = (reason) => this.release(reason);
    new Hands(this.#shelf.list, { hold, release });
  }

  get cards() {
    return this.#shelf.cards;
  }

  /** Fills an empty column from the archive. */
  async open() {
    await this.#load(() => this.#source.page({ limit: PAGE }), (posts) => {
      this.#complete = posts.length === 0;
      return this.#showCalmly(posts.toReversed());
    });
  }

  /** New posts, oldest first; `others` up to `last` exist but were not sent. They drip over `span` ms, or wait. */
  arrive(posts, { span = 0, others = 0, late = false, last = 0 } = {}) {
    this.#last = Math.max(this.#last, last);
    const mine = posts.filter((post) => this.#source.accepts(post) && !this.#knows(post.id));
    if (!this.cards.length) return void this.#showCalmly(mine);
    if (late) this.#slipIn(mine);
    else if (this.#isLive) this.#drip.add(mine, span, (post) => !span || concernsTeam(post));
    else this.#wait(mine, others);
    this.#tell();
  }

  /** Keeps the column still for `reason` until it is let go. */
  hold(reason) {
    const wasLive = this.#isLive;
    this.#holds.add(reason);
    if (!wasLive) return;
    const undripped = this.#drip.drain();
    this.#keep(undripped);
    this.#waiting += undripped.length;
    this.#tell();
    if (this.#passed.size) this.tend();
  }

  release(reason) {
    if (!this.#holds.delete(reason)) return;
    if (this.#isLive) this.#resume();
    this.#tell();
  }

  /** Back to the newest posts, whatever one was reading. */
  async toTop() {
    for (const reason of ["scrolled", "pointer"]) this.#holds.delete(reason);
    if (!this.#attached || this.#pending.size >= MOST) await this.#replaceByNewest();
    scrollTo({ top: 0, behavior: "instant" });
    if (this.#isLive) this.#resume(0);
    this.#tell();
  }

  /** Merges `values` into the post `id`, if it is here. */
  patch(id, values) {
    const card = this.#shelf.find(id);
    const post = card?.post ?? this.#pending.get(id) ?? this.#passed.get(id);
    if (post) Object.assign(post, values);
    card?.refresh();
  }

  tick(now) {
    for (const card of this.cards) card.tick(now);
  }

  /** Takes out what is gone. */
  drop(isGone) {
    for (const [id, post] of this.#pending) {
      if (isGone(post) && this.#pending.delete(id)) this.#waiting = Math.max(0, this.#waiting - 1);
    }
    for (const [id, post] of this.#passed) if (isGone(post)) this.#passed.delete(id);
    if (this.#shelf.drop(isGone)) this.#tell();
  }

  clear() {
    this.#generation += 1;
    this.#drip.drain();
    this.#shelf.clear();
    this.#pending.clear();
    this.#passed.clear();
    this.#voids.clear();
    this.#busy = this.#failed = this.#complete = false;
    this.#attached = true;
    this.#waiting = this.#last = 0;
    this.#tell();
  }

  /** To be called when the page scrolls, and when the column comes into sight. */
  scrolled() {
    if (this.#shelf.isHidden) return;
    if (scrollY > AT_TOP) this.hold("scrolled");
    else if (this.#attached) this.release("scrolled");
    else void this.toTop();
    this.tend();
  }

  /** Looks, at the next frame of the screen, whether posts have to be fetched around what is in sight. */
  tend() {
    if (!this.#tending) this.#tending = requestAnimationFrame(() => this.#tend());
  }

  retry() {
    this.#failed = false;
    if (this.cards.length) this.tend();
    else void this.open();
  }

  get #isLive() {
    return this.#holds.size === 0 && this.#attached;
  }

  #knows(id) {
    return Boolean(this.#shelf.find(id)) || this.#pending.has(id);
  }

  #tell() {
    this.#shelf.list.classList.toggle("stream--live", this.#isLive);
    this.#onChange({
      waiting: this.#waiting,
      loading: this.#busy,
      failed: this.#failed,
      complete: this.#complete,
      empty: this.cards.length === 0,
    });
  }

  // What arrives ------------------------------------------------------------------------------------

  /** While one reads, others' posts wait; what one has just said oneself stands there at once. */
  #wait(posts, others) {
    const { contiguous, isOurs } = this.#source;
    const said = contiguous || !this.#attached ? [] : posts.filter(isOurs);
    if (said.length) this.#shelf.stayPut(() => this.#insert(said));
    const kept = posts.filter((post) => !said.includes(post));
    this.#keep(kept);
    this.#waiting += kept.length + (contiguous ? others : 0);
  }

  #keep(posts) {
    keepNewest(this.#pending, posts);
  }

  #resume(span = 600) {
    const posts = [...this.#pending.values()].sort((one, other) => one.seq - other.seq);
    this.#pending.clear();
    this.#waiting = 0;
    const shown = this.#newestOf(posts);
    if (span) this.#drip.add(shown, span);
    else void this.#showCalmly(shown);
  }

  /** As many as flow; the others, which were there before them, have passed by. Posts come oldest first. */
  #newestOf(posts) {
    this.#keepPassed(posts.slice(0, -LIVE));
    return posts.slice(-LIVE);
  }

  #keepPassed(posts) {
    keepNewest(this.#passed, posts);
  }

  /** Posts that belong between others (a hole was filled): where they belong, if that is in the list. */
  #slipIn(posts) {
    const { oldest, newest } = this.#shelf;
    const within = posts.filter(({ seq }) => seq > oldest && seq < newest);
    const above = posts.filter(({ seq }) => seq >= newest);
    if (within.length) void this.#insertStill(within);
    if (this.#isLive) void this.#showCalmly(this.#newestOf(above));
    else this.#keep(above);
  }

  #show(posts) {
    this.#insert(posts);
    const most = this.#isLive ? LIVE : MOST;
    if (this.#shelf.cutBottom(this.cards.length - most)) this.#complete = false;
    this.#tell();
  }

  #insert(posts) {
    this.#shelf.insert(posts);
    for (const { id } of posts) this.#pending.delete(id) || this.#passed.delete(id);
  }

  /** The newest first: what follows stands below what is in sight. */
  async #showCalmly(posts) {
    const mayMove = () => this.#isLive || scrollY <= AT_TOP;
    const still = (slice) => this.#shelf.stayPut(() => this.#insert(slice));
    await this.#inSlices(posts.toReversed(), (slice) => (mayMove() ? this.#show(slice) : still(slice)));
  }

  /** What is in sight stays where it is. */
  #insertStill(posts) {
    return this.#inSlices(posts, (slice) => this.#shelf.stayPut(() => this.#insert(slice)));
  }

  /** put(posts), a few at a time, and the page may do something else between; not after clear(). */
  async #inSlices(posts, put) {
    const generation = this.#generation;
    for (let start = 0; start < posts.length && generation === this.#generation; start += SLICE) {
      if (start) await new Promise((resolve) => setTimeout(resolve));
      if (generation === this.#generation) put(posts.slice(start, start + SLICE));
    }
  }

  async #replaceByNewest() {
    const pending = [...this.#pending.values()];
    const newest = await this.#source.page({ limit: PAGE }).catch(() => []);
    if (!newest.length && !pending.length) return;
    this.clear();
    await this.#showCalmly(merged(newest, pending).slice(0, LIVE).reverse());
  }

  // What one reads ----------------------------------------------------------------------------------

  #tend() {
    this.#tending = 0;
    if (this.#busy || this.#failed || this.#shelf.isHidden || !this.cards.length) return;
    const { top, bottom } = this.#shelf.box();
    const reach = NEAR * innerHeight;
    if (!this.#attached && top > innerHeight) void this.#jump();
    else if (!this.#complete && bottom < innerHeight + reach) void this.#loadOlder();
    else if (this.#lacksNewer && top > -reach) void this.#loadNewer();
    else if (!this.#isLive) this.#mend(reach);
  }

  /** Whether there is something above the first card that nothing pending will bring. */
  get #lacksNewer() {
    if (!this.#attached) return true;
    const isShort = this.#source.contiguous && this.#shelf.newest < this.#last;
    return isShort && !this.#isLive && !this.#pending.size;
  }

  async #load(ask, use) {
    const generation = this.#generation;
    this.#busy = true;
    this.#tell();
    const posts = await ask().catch(() => null);
    if (generation !== this.#generation) return;
    this.#failed = posts === null;
    if (posts) await use(posts);
    if (generation !== this.#generation) return;
    this.#busy = false;
    this.#tell();
    this.tend();
  }

  #loadOlder() {
    const before = this.#shelf.oldest;
    return this.#load(() => this.#source.page({ before, limit: PAGE }), async (posts) => {
      this.#complete = posts.length === 0;
      await this.#inSlices(posts, (slice) => this.#insert(slice));
      this.#cutTop();
    });
  }

  #loadNewer() {
    const after = this.#shelf.newest;
    return this.#load(() => this.#source.page({ after, limit: PAGE }), async (posts) => {
      await this.#insertStill(posts.toReversed());
      if (!posts.length) this.#last = after;
      this.#attached = !posts.length || this.#shelf.newest >= this.#firstPending;
      if (this.#attached) this.#shelf.closeSpacer();
      this.#cutFarBottom();
    });
  }

  get #firstPending() {
    return Math.min(...[...this.#pending.values()].map(({ seq }) => seq));
  }

  /** Somebody dragged the page to where the cards are cut off: what stands there, by its share of the way. */
  #jump() {
    const share = this.#shelf.shareOfSpacer();
    const oldest = this.#shelf.newest;
    const newest = Math.max(this.#last, oldest + PAGE);
    const before = Math.round(newest - share * (newest - oldest)) + 1;
    return this.#load(() => this.#source.page({ before, limit: PAGE }), (posts) => {
      if (posts.length) this.#shelf.restock(posts, share);
    });
  }

  /** Puts in what is missing just outside of what is in sight: what flowed by, else what the server has. */
  #mend(reach) {
    const tops = this.#shelf.tops();
    const passed = this.#passedOutOfSight(tops);
    if (passed.length) void this.#load(() => Promise.resolve(passed), (posts) => this.#insertStill(posts));
    else if (this.#source.contiguous) this.#fillGaps(tops, reach);
  }

  #passedOutOfSight(tops) {
    const { seqs, oldest } = this.#shelf;
    const below = seqs[tops.findIndex((top) => top > innerHeight)] ?? 0;
    const above = seqs[tops.findLastIndex((top) => top < 0)] ?? Infinity;
    for (const [id, { seq }] of this.#passed) if (seq < oldest) this.#passed.delete(id);
    return [...this.#passed.values()].filter(({ seq }) => seq < below || seq > above).reverse();
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
    return this.#load(() => this.#source.page({ before, limit: PAGE }), async (posts) => {
      const fits = (post) => post.seq > this.#shelf.oldest && isOutOfSight(post) && !this.#knows(post.id);
      const chosen = posts.filter(fits);
      if (!chosen.length) this.#voids.add(before);
      await this.#insertStill(chosen);
      this.#cutFarBottom();
      this.#cutTop();
    });
  }

  #cutTop() {
    if (this.#shelf.cutTop()) this.#attached = false;
  }

  #cutFarBottom() {
    if (this.#shelf.cutFarBottom()) this.#complete = false;
  }
}

/** What nobody on the team may miss, however fast the column flows. */
function concernsTeam({ team, mine, mentions_team: mentions }) {
  return Boolean(team || mine || mentions);
}

/** Adds `posts` to `map` (id -> post), and drops what came first beyond MOST. */
function keepNewest(map, posts) {
  for (const post of posts) map.set(post.id, post);
  for (const id of map.keys()) {
    if (map.size <= MOST) break;
    map.delete(id);
  }
}
