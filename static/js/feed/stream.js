// A column of posts, newest first: about a hundred nodes at most, whatever is behind them; as many as are in sight
// while it flows. While one reads, nothing moves; what comes meanwhile is counted.
import { PAGE, Surroundings } from "./around.js";
import { Drip } from "./drip.js";
import { merged } from "./gaps.js";
import { Hands } from "./hands.js";
import { Kept } from "./kept.js";
import { MOST, Shelf } from "./shelf.js";

const AT_TOP = 8; // px
const SHORT = 80; // px at least that a card is high
const SPARE = 3; // cards below what is in sight while the column flows: each one moves with every post
const SLICE = 2; // posts put in at once: more would hold up the next frame of the screen

export class Stream {
  #shelf;
  #source;
  #onChange;
  #drip = new Drip((posts) => this.#show(posts), {
    pass: (posts) => this.#passed.add(posts),
    prepare: (posts) => this.#shelf.prepare(posts),
  });
  #passed = new Kept(MOST); // flowed by: unseen on a slow machine, or out at the bottom
  #pending = new Kept(MOST); // arrived while held
  #waiting = 0; // posts that the pill counts
  #holds = new Set();
  #around;
  #generation = 0; // counts clear(): what was asked before is not shown after
  #told = ""; // what was told last

  /** onChange({waiting, loading, failed, complete, empty}) is called when one of them may be different. */
  constructor(column, source, makeCard, onChange) {
    this.#shelf = new Shelf(column, makeCard);
    this.#source = source;
    this.#onChange = onChange;
    this.#around = new Surroundings({
      shelf: this.#shelf,
      source,
      passed: this.#passed,
      pending: this.#pending,
      isLive: () => this.#isLive,
      knows: (id) => this.#knows(id),
      tell: () => this.#tell(),
      insertBelow: (posts) => this.#inSlices(posts, (slice) => this.#insert(slice)),
      insertStill: (posts) => this.#insertStill(posts),
    });
    const hold = (reason) => this.hold(reason);
    const release = (reason) => this.release(reason);
    new Hands(this.#shelf.list, { hold, release });
  }

  get cards() {
    return this.#shelf.cards;
  }

  /** Fills an empty column from the archive. */
  async open() {
    await this.#around.load(() => this.#source.page({ limit: PAGE }), (posts) => {
      this.#around.complete = posts.length === 0;
      return this.#showCalmly(this.#newestOf(posts.toReversed()));
    });
  }

  /** New posts, oldest first; `others` up to `last` exist but were not sent. They drip over `span` ms, or wait. */
  arrive(posts, { span = 0, others = 0, late = false, last = 0 } = {}) {
    this.#around.last = Math.max(this.#around.last, last);
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
    this.#shelf.prepare([]);
    this.#pending.add(undripped);
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
    if (!this.#around.attached || this.#pending.size >= MOST) await this.#replaceByNewest();
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
    this.#waiting = Math.max(0, this.#waiting - this.#pending.drop(isGone));
    this.#passed.drop(isGone);
    if (this.#shelf.drop(isGone)) this.#tell();
  }

  clear() {
    this.#generation += 1;
    this.#drip.drain();
    this.#shelf.clear();
    this.#pending.clear();
    this.#passed.clear();
    this.#around.clear();
    this.#waiting = 0;
    this.#tell();
  }

  /** To be called when the page scrolls, and when the column comes into sight. */
  scrolled() {
    if (this.#shelf.isHidden) return;
    if (scrollY > AT_TOP) this.hold("scrolled");
    else if (this.#around.attached) this.release("scrolled");
    else void this.toTop();
    this.tend();
  }

  tend() {
    this.#around.tend();
  }

  retry() {
    this.#around.retry();
    if (this.cards.length) this.tend();
    else void this.open();
  }

  get #isLive() {
    return this.#holds.size === 0 && this.#around.attached;
  }

  #knows(id) {
    return Boolean(this.#shelf.find(id)) || this.#pending.has(id);
  }

  #tell() {
    const isLive = this.#isLive;
    const state = {
      waiting: this.#waiting,
      loading: this.#around.busy,
      failed: this.#around.failed,
      complete: this.#around.complete,
      empty: this.cards.length === 0,
    };
    const told = JSON.stringify([state, isLive]);
    if (told === this.#told) return; // it flows, and each post comes by here
    this.#told = told;
    this.#shelf.list.classList.toggle("stream--live", isLive);
    this.#onChange(state);
  }

  // What arrives ------------------------------------------------------------------------------------

  /** While one reads, others' posts wait; what one has just said oneself stands there at once. */
  #wait(posts, others) {
    const { contiguous, isOurs } = this.#source;
    const said = contiguous || !this.#around.attached ? [] : posts.filter(isOurs);
    if (said.length) this.#shelf.stayPut(() => this.#insert(said));
    const kept = posts.filter((post) => !said.includes(post));
    this.#pending.add(kept);
    this.#waiting += kept.length + (contiguous ? others : 0);
  }

  #resume(span = 600) {
    const posts = this.#pending.inOrder();
    this.#pending.clear();
    this.#waiting = 0;
    const shown = this.#newestOf(posts);
    if (span) this.#drip.add(shown, span);
    else void this.#showCalmly(shown);
  }

  /** As many as flow; the others, which were there before them, have passed by. Posts come oldest first. */
  #newestOf(posts) {
    const most = this.#isLive ? inSight() : MOST;
    this.#passed.add(posts.slice(0, -most));
    return posts.slice(-most);
  }

  /** Posts that belong between others (a hole was filled): where they belong, if that is in the list. */
  #slipIn(posts) {
    const { oldest, newest } = this.#shelf;
    const within = posts.filter(({ seq }) => seq > oldest && seq < newest);
    const above = posts.filter(({ seq }) => seq >= newest);
    if (within.length) void this.#insertStill(within);
    if (this.#isLive) void this.#showCalmly(this.#newestOf(above));
    else this.#pending.add(above);
  }

  #show(posts) {
    this.#insert(posts);
    const most = this.#isLive ? inSight() : MOST;
    const cut = this.#shelf.cutBottom(this.cards.length - most);
    this.#passed.add(cut);
    if (cut.length) this.#around.complete = false;
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
    const pending = this.#pending.inOrder();
    const newest = await this.#source.page({ limit: PAGE }).catch(() => []);
    if (!newest.length && !pending.length) return;
    this.clear();
    await this.#showCalmly(this.#newestOf(merged(newest, pending).reverse()));
  }
}

/** What nobody on the team may miss, however fast the column flows. */
function concernsTeam({ team, mine, mentions_team: mentions }) {
  return Boolean(team || mine || mentions);
}

/** How many cards a column that flows holds: as many as may be in sight, and some. */
function inSight() {
  return Math.min(MOST, Math.ceil(innerHeight / SHORT) + SPARE);
}
