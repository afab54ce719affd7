// A column of posts, newest first: about a hundred nodes, whatever is behind them. While one reads, nothing
// moves; what comes meanwhile is counted. Numbers missing between two neighbours load as one nears them.
import { Drip } from "./drip.js";
import { gapFrom, merged, placeOf } from "./gaps.js";

const MOST = 100; // nodes
const PAGE = 50; // posts fetched at once
const NEAR = 1.5; // screens before the edge at which more is fetched
const POINTER_REST = 2500; // ms after which a mouse that stopped over the column no longer holds it
const AT_TOP = 8; // px

export class Stream {
  #column;
  #list;
  #spacer;
  #source;
  #makeCard;
  #onChange;
  #cards = [];
  #byId = new Map();
  #pending = new Map(); // id -> post, arrived while held; the newest MOST of them
  #waiting = 0; // posts that the pill counts
  #holds = new Set();
  #attached = true; // nothing was cut off between the first card and what is pending
  #last = 0; // the newest number that exists, shown or left out
  #drip = new Drip((posts) => this.#show(posts));
  #busy = false;
  #complete = false; // the first post of all is in the list
  #failed = false;
  #tending = 0;
  #rest = 0;
  #pointer = "";
  #generation = 0; // counts clear(): what was asked before is not shown after
  #voids = new Set(); // numbers below which nothing came although it should have

  /**
   * `column` has a [data-part=spacer] above its [data-part=list]. onChange(state) is told {waiting, held,
   * loading, failed, complete, empty} whenever one of them may be different.
   */
  constructor(column, source, makeCard, onChange) {
    this.#column = column;
    this.#list = column.querySelector("[data-part=list]");
    this.#spacer = column.querySelector("[data-part=spacer]");
    this.#source = source;
    this.#makeCard = makeCard;
    this.#onChange = onChange;
    this.#holdWhileHandled();
  }

  get waiting() {
    return this.#waiting;
  }

  get cards() {
    return this.#cards;
  }

  get #live() {
    return this.#holds.size === 0 && this.#attached;
  }

  get #seqs() {
    return this.#cards.map((card) => card.post.seq);
  }

  /** Fills an empty column from the archive, unless posts came already. */
  async open() {
    await this.#load(() => this.#source.page({ limit: PAGE }), (posts) => {
      this.#complete = posts.length === 0;
      this.#show(posts);
    });
  }

  /** New posts, oldest first; `others` up to `last` exist but were not sent. They drip over `span` ms, or wait. */
  arrive(posts, { span = 0, others = 0, late = false, last = 0 } = {}) {
    this.#last = Math.max(this.#last, last);
    const mine = posts.filter((post) => this.#source.accepts(post) && !this.#knows(post.id));
    if (!this.#cards.length) return this.#show(mine);
    if (late) this.#slipIn(mine);
    else if (this.#live) this.#drip.add(mine, span);
    else this.#wait(mine);
    if (!this.#live) this.#waiting += mine.length + (this.#source.contiguous ? others : 0);
    this.#tell();
  }

  /** Keeps the column still for `reason` until it is let go. */
  hold(reason) {
    const wasLive = this.#live;
    this.#holds.add(reason);
    if (!wasLive) return;
    const undripped = this.#drip.drain();
    this.#wait(undripped);
    this.#waiting += undripped.length;
    this.#tell();
  }

  release(reason) {
    if (!this.#holds.delete(reason)) return;
    if (this.#live) this.#resume();
    this.#tell();
  }

  /** Back to the newest posts, whatever one was reading. */
  async toTop() {
    for (const reason of ["scrolled", "pointer"]) this.#holds.delete(reason);
    if (!this.#attached || this.#pending.size >= MOST) await this.#replaceByNewest();
    window.scrollTo({ top: 0, behavior: "instant" });
    if (this.#live) this.#resume(0);
    this.#tell();
  }

  /** Merges `values` into the post `id`, if it is here. */
  patch(id, values) {
    const card = this.#byId.get(id);
    const post = card?.post ?? this.#pending.get(id);
    if (post) Object.assign(post, values);
    card?.refresh();
  }

  refresh() {
    for (const card of this.#cards) card.refresh();
  }

  tick(now) {
    for (const card of this.#cards) card.tick(now);
  }

  clear() {
    this.#generation += 1;
    this.#busy = false;
    this.#failed = false;
    this.#voids.clear();
    this.#drip.drain();
    this.#pending.clear();
    this.#byId.clear();
    this.#cards = [];
    this.#list.replaceChildren();
    this.#waiting = 0;
    this.#attached = true;
    this.#last = 0;
    this.#complete = false;
    this.#setSpacer(0);
    this.#tell();
  }

  /** To be called when the page scrolls, and when the column comes into sight. */
  scrolled() {
    if (this.#column.hidden) return;
    if (window.scrollY > AT_TOP) this.hold("scrolled");
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
    this.tend();
    if (!this.#cards.length) void this.open();
  }

  #knows(id) {
    return this.#byId.has(id) || this.#pending.has(id);
  }

  #tell() {
    this.#list.classList.toggle("stream--live", this.#live);
    this.#onChange({
      waiting: this.#waiting,
      held: !this.#live,
      loading: this.#busy,
      failed: this.#failed,
      complete: this.#complete,
      empty: this.#cards.length === 0,
    });
  }

  // What arrives ------------------------------------------------------------------------------------

  #wait(posts) {
    for (const post of posts) this.#pending.set(post.id, post);
    for (const id of this.#pending.keys()) {
      if (this.#pending.size <= MOST) break;
      this.#pending.delete(id);
    }
  }

  #resume(span = 600) {
    const posts = [...this.#pending.values()].sort((one, other) => one.seq - other.seq);
    this.#pending.clear();
    this.#waiting = 0;
    if (span) this.#drip.add(posts, span);
    else this.#show(posts);
  }

  /** Posts that belong between others (a hole was filled): where they belong, if that is in the list. */
  #slipIn(posts) {
    const oldest = this.#cards.at(-1)?.post.seq ?? 0;
    const newest = this.#cards[0]?.post.seq ?? 0;
    const within = posts.filter(({ seq }) => seq > oldest && seq < newest);
    const above = posts.filter(({ seq }) => seq >= newest);
    if (within.length) this.#stayPut(() => this.#insert(within));
    if (this.#live) this.#show(above);
    else this.#wait(above);
  }

  #show(posts) {
    this.#insert(posts);
    this.#cutBottom(this.#cards.length - MOST);
    this.#tell();
  }

  #insert(posts) {
    for (const post of merged([], posts)) {
      if (this.#byId.has(post.id)) continue;
      const card = this.#makeCard(post);
      const place = placeOf(this.#seqs, post.seq);
      this.#list.insertBefore(card.node, this.#cards[place]?.node ?? null);
      this.#cards.splice(place, 0, card);
      this.#byId.set(post.id, card);
      this.#pending.delete(post.id);
    }
  }

  async #replaceByNewest() {
    const pending = [...this.#pending.values()];
    const newest = await this.#source.page({ limit: PAGE }).catch(() => []);
    if (!newest.length && !pending.length) return;
    this.clear();
    this.#show(merged(newest, pending).slice(0, MOST));
  }

  // What one reads ----------------------------------------------------------------------------------

  #tend() {
    this.#tending = 0;
    if (this.#busy || this.#failed || this.#column.hidden || !this.#cards.length) return;
    const box = this.#list.getBoundingClientRect();
    const reach = NEAR * window.innerHeight;
    if (!this.#attached && box.top > window.innerHeight) void this.#jump();
    else if (!this.#complete && box.bottom < window.innerHeight + reach) void this.#loadOlder();
    else if (this.#lacksNewer && box.top > -reach) void this.#loadNewer();
    else if (this.#source.contiguous && !this.#live) this.#fillGaps(reach);
  }

  /** Whether there is something above the first card that nothing pending will bring. */
  get #lacksNewer() {
    if (!this.#attached) return true;
    const isShort = this.#source.contiguous && this.#cards[0].post.seq < this.#last;
    return isShort && !this.#live && !this.#pending.size;
  }

  async #load(ask, use) {
    const generation = this.#generation;
    this.#busy = true;
    this.#tell();
    try {
      const posts = await ask();
      if (generation !== this.#generation) return;
      use(posts);
      this.#failed = false;
    } catch {
      if (generation !== this.#generation) return;
      this.#failed = true;
    }
    this.#busy = false;
    this.#tell();
    this.tend();
  }

  #loadOlder() {
    const before = this.#cards.at(-1).post.seq;
    return this.#load(() => this.#source.page({ before, limit: PAGE }), (posts) => {
      this.#complete = posts.length === 0;
      this.#insert(posts);
      this.#cutTop();
    });
  }

  #loadNewer() {
    const after = this.#cards[0].post.seq;
    return this.#load(() => this.#source.page({ after, limit: PAGE }), (posts) => {
      this.#stayPut(() => this.#insert(posts));
      if (!posts.length) this.#last = after;
      this.#attached = posts.length === 0 || this.#cards[0].post.seq >= this.#firstPending();
      if (this.#attached) this.#stayPut(() => {}, 0);
      this.#cutFarBottom();
    });
  }

  #firstPending() {
    return Math.min(...[...this.#pending.values()].map(({ seq }) => seq));
  }

  /** Somebody dragged the page to where the nodes are cut off: what stands there, by its share of the way. */
  #jump() {
    const height = this.#spacer.offsetHeight;
    const share = Math.min(1, Math.max(0, (window.scrollY - this.#spacer.offsetTop) / height));
    const oldest = this.#cards[0].post.seq;
    const newest = this.#firstPending() < Infinity ? this.#firstPending() : oldest + PAGE * 20;
    const before = Math.round(newest - share * (newest - oldest)) + 1;
    return this.#load(() => this.#source.page({ before, limit: PAGE }), (posts) => {
      this.#cutBottom(this.#cards.length);
      this.#insert(posts);
      this.#setSpacer(share * height);
    });
  }

  /** Asks for the numbers missing just below what is in sight, else just above. */
  #fillGaps(reach) {
    const tops = this.#cards.map((card) => card.node.getBoundingClientRect().top);
    const firstBelow = tops.findIndex((top) => top > window.innerHeight);
    const lastNear = tops.findLastIndex((top) => top < window.innerHeight + reach);
    const firstNear = tops.findIndex((top) => top > -reach);
    const lastAbove = tops.findLastIndex((top) => top < 0);
    const below = firstBelow > 0 ? gapFrom(this.#seqs, firstBelow - 1, lastNear) : -1;
    const above = below < 0 && lastAbove > 0 ? gapFrom(this.#seqs, firstNear, lastAbove) : -1;
    const isVoid = (index) => this.#voids.has(this.#cards[index].post.seq);
    if (below >= 0 && !isVoid(below)) void this.#fillFrom(below, (seq) => seq < this.#cards[firstBelow - 1].post.seq);
    else if (above >= 0 && !isVoid(above)) void this.#fillFrom(above, (seq) => seq > this.#cards[lastAbove].post.seq);
  }

  #fillFrom(index, isOutOfSight) {
    const before = this.#cards[index].post.seq;
    const oldest = this.#cards.at(-1).post.seq;
    return this.#load(() => this.#source.page({ before, limit: PAGE }), (posts) => {
      const chosen = posts.filter((post) => post.seq > oldest && isOutOfSight(post.seq) && !this.#knows(post.id));
      if (!chosen.length) this.#voids.add(before);
      this.#stayPut(() => this.#insert(chosen));
      this.#cutFarBottom();
      this.#cutTop();
    });
  }

  // Nothing jumps -----------------------------------------------------------------------------------

  /** Does `change`, and leaves what is in sight where it was: the spacer gives way first, then the page. */
  #stayPut(change, spacerAfter = null) {
    const anchor = this.#cards.find((card) => card.node.getBoundingClientRect().bottom > 0);
    const before = anchor?.node.getBoundingClientRect().top ?? 0;
    change();
    if (!anchor?.node.isConnected) return;
    const moved = () => anchor.node.getBoundingClientRect().top - before;
    const spacer = this.#spacer.offsetHeight;
    this.#setSpacer(spacerAfter ?? Math.max(0, spacer - Math.max(0, moved())));
    const rest = moved();
    if (rest && !this.#column.hidden) window.scrollBy({ top: rest, behavior: "instant" });
  }

  #setSpacer(height) {
    this.#spacer.style.setProperty("height", `${height}px`);
  }

  /** Cuts off what is more than a screen above what is in sight; the spacer takes its place. */
  #cutTop() {
    const spare = this.#cards.length - MOST;
    if (spare <= 0) return;
    const last = this.#cards.findIndex((card) => card.node.getBoundingClientRect().bottom > -window.innerHeight);
    const cut = Math.min(spare, Math.max(0, last));
    if (!cut) return;
    const height = this.#cards[cut].node.offsetTop - this.#cards[0].node.offsetTop;
    for (const card of this.#cards.splice(0, cut)) this.#drop(card);
    this.#setSpacer(this.#spacer.offsetHeight + height);
    this.#attached = false;
  }

  #cutFarBottom() {
    const far = this.#cards.findIndex((card) => card.node.getBoundingClientRect().top > 3 * window.innerHeight);
    if (far >= 0) this.#cutBottom(Math.min(this.#cards.length - MOST, this.#cards.length - far));
  }

  #cutBottom(spare) {
    if (spare <= 0) return;
    for (const card of this.#cards.splice(-spare)) this.#drop(card);
    this.#complete = false;
  }

  #drop(card) {
    card.node.remove();
    this.#byId.delete(card.post.id);
  }

  // Hands on it -------------------------------------------------------------------------------------

  #holdWhileHandled() {
    for (const kind of ["pointermove", "pointerdown"]) {
      this.#list.addEventListener(kind, (event) => this.#holdForPointer(event), { passive: true });
    }
    this.#list.addEventListener("pointerleave", () => this.release("pointer"));
    this.#list.addEventListener("focusin", () => {
      if (this.#list.querySelector(":focus-visible")) this.hold("focus");
    });
    this.#list.addEventListener("focusout", () => this.release("focus"));
  }

  /** A hand on the mouse holds the column; a mouse under which the column moves does not. */
  #holdForPointer(event) {
    const place = `${event.clientX} ${event.clientY}`;
    if (event.type === "pointermove" && place === this.#pointer) return;
    this.#pointer = place;
    this.hold("pointer");
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.release("pointer"), POINTER_REST);
  }
}
