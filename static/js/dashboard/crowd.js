/* A sample of the crowd that one can read: few posts at a time, held still while pointer or focus is in it. */

import { EMOTIONS } from "./emotions.js";
import { KeyedList, show } from "./dom.js";

const SHOWN = 12;
const EVERY = 900; // ms between two posts that come in
const STALE = 20; // posts that may wait; older ones give way, so that the sample stays live

export class CrowdSample {
  #board;
  #list;
  #posts = [];
  #waiting = [];
  #filter = "all";
  #held = false;
  #room = null;
  #nextAt = 0;
  #box = document.getElementById("crowd-list");

  constructor({ board, nodes }) {
    this.#board = board;
    this.#list = new KeyedList(this.#box, {
      key: (post) => post.id,
      create: (post) => nodes.create("crowd-post-template", post),
      update: (node, post) => nodes.updateCrowd(node, post),
    });
    const hold = (held) => () => this.#hold(held);
    this.#box.addEventListener("pointerenter", hold(true));
    this.#box.addEventListener("pointerleave", hold(false));
    this.#box.addEventListener("focusin", hold(true));
    this.#box.addEventListener("focusout", hold(false));
    document.getElementById("crowd-filter").addEventListener("change", (event) => this.#choose(event.target.value));
    board.on("room", () => this.#take());
    board.on("clock", () => this.#list.show(this.#posts));
  }

  /** Let the next post in when its time has come. */
  tick(at = performance.now()) {
    if (this.#held || at < this.#nextAt || !this.#waiting.length) return;
    this.#nextAt = at + EVERY;
    this.#posts = [this.#waiting.shift(), ...this.#posts].slice(0, SHOWN);
    this.#list.show(this.#posts);
    show(document.getElementById("crowd-empty"), false);
  }

  /** A post was deleted or taken out: show it so if it is here. */
  change(id, values) {
    const post = this.#posts.find((one) => one.id === id);
    if (!post) return;
    Object.assign(post, values);
    this.#list.show(this.#posts);
  }

  #take() {
    if (this.#room !== this.#board.room) this.#clear();
    else this.#list.show(this.#posts); // some may have been reported
    this.#room = this.#board.room;
    const held = new Set(this.#posts.map((post) => post.id));
    const news = this.#board.room.drain().filter((post) => !held.has(post.id) && matches(post, this.#filter));
    this.#waiting = freshest([...this.#waiting, ...news], STALE);
    if (!this.#posts.length && this.#waiting.length) this.#fill();
  }

  #fill() {
    this.#posts = this.#waiting.splice(0).slice(-SHOWN).reverse();
    this.#list.show(this.#posts);
    show(document.getElementById("crowd-empty"), false);
  }

  #choose(filter) {
    this.#filter = filter;
    this.#posts = this.#posts.filter((post) => matches(post, filter));
    this.#waiting = this.#waiting.filter((post) => matches(post, filter));
    this.#list.show(this.#posts);
    show(document.getElementById("crowd-empty"), this.#posts.length === 0);
  }

  #clear() {
    this.#posts = [];
    this.#waiting = [];
    this.#list.show([]);
    show(document.getElementById("crowd-empty"), true);
  }

  #hold(held) {
    this.#held = held || this.#box.matches(":hover") || this.#box.matches(":focus-within");
    show(document.getElementById("crowd-held"), this.#held && this.#waiting.length > 0);
  }
}

/** Whether a post belongs in the sample under `filter`: all, team, personas, or an emotion. Bare shares never do. */
export function matches(post, filter) {
  if (post.kind === "share") return false;
  if (filter === "team") return Boolean(post.mentions_team);
  if (filter === "personas") return Boolean(post.persona);
  if (EMOTIONS.includes(filter)) return post.emotion === filter;
  return true;
}

/** At most `most` posts: those that matter to a trainer stay before the others, then the newest. In order of seq. */
export function freshest(posts, most) {
  if (posts.length <= most) return posts;
  const weight = (post) => (post.persona ? 2 : 0) + (post.mentions_team ? 1 : 0);
  const ranked = posts.toSorted((one, other) => weight(other) - weight(one) || other.seq - one.seq);
  return ranked.slice(0, most).sort((one, other) => one.seq - other.seq);
}
