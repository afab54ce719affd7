// The cards of a column that are in the page now, newest first, and where they stand. What is cut off above
// is replaced by a spacer of its height, so that nothing in sight moves.
import { merged, placeOf } from "./gaps.js";

export const MOST = 100; // nodes

export class Shelf {
  #column;
  #list;
  #spacer;
  #makeCard;
  #cards = [];
  #byId = new Map();
  #prepared = new Map(); // id -> card that is not in the page yet

  /** `column` has a [data-part=spacer] above its [data-part=list]. */
  constructor(column, makeCard) {
    this.#column = column;
    this.#list = column.querySelector("[data-part=list]");
    this.#spacer = column.querySelector("[data-part=spacer]");
    this.#makeCard = makeCard;
  }

  get list() {
    return this.#list;
  }

  get cards() {
    return this.#cards;
  }

  get seqs() {
    return this.#cards.map((card) => card.post.seq);
  }

  get isHidden() {
    return this.#column.hidden;
  }

  /** Numbers of the newest and the oldest card; 0 without cards. */
  get newest() {
    return this.#cards[0]?.post.seq ?? 0;
  }

  get oldest() {
    return this.#cards.at(-1)?.post.seq ?? 0;
  }

  find(id) {
    return this.#byId.get(id);
  }

  /** Top and bottom of the cards, in px of the window. */
  box() {
    return this.#list.getBoundingClientRect();
  }

  /** The top of each card, in px of the window. */
  tops() {
    return this.#cards.map((card) => topOf(card));
  }

  /** Adds posts where they belong; those that are here already stay as they are. */
  insert(posts) {
    for (const post of merged([], posts)) {
      if (this.#byId.has(post.id)) continue;
      const card = this.#prepared.get(post.id) ?? this.#makeCard(post);
      this.#prepared.delete(post.id);
      const place = placeOf(this.seqs, post.seq);
      this.#list.insertBefore(card.node, this.#cards[place]?.node ?? null);
      this.#cards.splice(place, 0, card);
      this.#byId.set(post.id, card);
    }
  }

  /** Makes the cards of posts that are about to be added, and forgets those that were not. */
  prepare(posts) {
    this.#prepared.clear();
    for (const post of posts) if (!this.#byId.has(post.id)) this.#prepared.set(post.id, this.#makeCard(post));
  }

  clear() {
    this.#cards = [];
    this.#byId.clear();
    this.#prepared.clear();
    this.#list.replaceChildren();
    this.#setSpacer(0);
  }

  /** Cuts off cards that are more than a screen above what is in sight; whether there were any to cut. */
  cutTop() {
    const near = this.#cards.findIndex((card) => card.node.getBoundingClientRect().bottom > -innerHeight);
    const cut = Math.min(this.#cards.length - MOST, near);
    if (cut <= 0) return false;
    const height = topOf(this.#cards[cut]) - topOf(this.#cards[0]);
    this.#cards.splice(0, cut).forEach((card) => this.#drop(card));
    this.#setSpacer(this.#spacer.offsetHeight + height);
    return true;
  }

  /** Cuts off the oldest `number` cards; their posts. */
  cutBottom(number) {
    const cut = number > 0 ? this.#cards.splice(-number) : [];
    for (const card of cut) this.#drop(card);
    return cut.map(({ post }) => post);
  }

  /** The same with what stands several screens below what is in sight, beyond MOST. */
  cutFarBottom() {
    const far = this.#cards.findIndex((card) => topOf(card) > 3 * innerHeight);
    return far < 0 ? [] : this.cutBottom(Math.min(this.#cards.length - MOST, this.#cards.length - far));
  }

  /** Takes out the cards whose posts `isGone`, and leaves what is in sight where it was; whether there were any.
   *  Whoever had the focus on one stands at its neighbour. */
  drop(isGone) {
    const gone = new Set(this.#cards.filter(({ post }) => isGone(post)));
    if (!gone.size) return false;
    const rest = this.#cards.filter((card) => !gone.has(card));
    const focused = [...gone].find(({ node }) => node.contains(document.activeElement));
    const neighbour = focused && (rest.find(({ post }) => post.seq < focused.post.seq) ?? rest.at(-1));
    const take = () => {
      this.#cards = rest;
      for (const card of gone) this.#drop(card);
    };
    this.stayPut(take, null, (card) => !gone.has(card));
    neighbour?.node.focus({ preventScroll: true });
    return true;
  }

  /** Does `change`, and leaves what is in sight (and stays) where it was: the spacer gives way first, then the page. */
  stayPut(change, spacerAfter = null, stays = () => true) {
    const anchor = this.#cards.find((card) => stays(card) && card.node.getBoundingClientRect().bottom > 0);
    const before = anchor ? topOf(anchor) : 0;
    change();
    if (!anchor?.node.isConnected) return;
    const moved = Math.max(0, topOf(anchor) - before);
    this.#setSpacer(spacerAfter ?? Math.max(0, this.#spacer.offsetHeight - moved));
    const rest = topOf(anchor) - before;
    if (rest && !this.isHidden) scrollBy({ top: rest, behavior: "instant" });
  }

  /** Nothing is cut off above any more. */
  closeSpacer() {
    this.stayPut(() => {}, 0);
  }

  /** How far down the spacer the window is, 0 to 1. */
  shareOfSpacer() {
    const share = (scrollY - this.#spacer.offsetTop) / this.#spacer.offsetHeight;
    return Math.min(1, Math.max(0, share));
  }

  /** Other posts, standing where the window is in the spacer. */
  restock(posts, share) {
    const height = this.#spacer.offsetHeight;
    this.cutBottom(this.#cards.length);
    this.insert(posts);
    this.#setSpacer(share * height);
  }

  #drop(card) {
    card.node.remove();
    this.#byId.delete(card.post.id);
  }

  #setSpacer(height) {
    this.#spacer.style.setProperty("height", `${height}px`);
  }
}

function topOf(card) {
  return card.node.getBoundingClientRect().top;
}
