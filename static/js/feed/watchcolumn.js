// One column of the Watch view: its newest posts, what is new in it, and how often it is said.
import { compact, count, fill } from "../words.js";
import { Cloud } from "./cloud.js";
import { placeOf } from "./gaps.js";
import { Hands } from "./hands.js";
import { Lookout } from "./lookout.js";
import { sought } from "./matching.js";
import { markCard } from "./paint.js";
import { ColumnCurve } from "./watchcurve.js";

const PAGE = 50; // posts that a page of the server brings
const MOST = 100; // cards while one reads the newest
const AT_TOP = 8; // px
const NEAR_END = 600; // px
const BEAT_MS = 5000; // between two questions to the server while one looks
const SLOW_MS = 15000; // while nobody does
const SHOWN = 99;

export class WatchColumn {
  spec;
  node;
  unseen = 0;
  #source;
  #deps;
  #lookout;
  #cards = []; // newest first
  #byId = new Map();
  #pending = new Map(); // id -> post, while one reads
  #holds = new Set();
  #newest = 0; // the highest number that was counted
  #isOpen = false;
  #isStale = false; // what is here is not what belongs here, but somebody reads it
  #isComplete = false;
  #isLoading = false;
  #inSight = false;
  #curve;
  #cloud;
  #generation = 0;

  /** `source` has page(range), accepts(post), words(minutes), of a search its tree, and volume() where one can
   *  count. `deps` brings page, makeCard, changed(column), which is told of every number that is new, and
   *  keep(column, values), of what one chooses in it. */
  constructor(spec, source, deps) {
    this.#source = source;
    this.#deps = deps;
    this.#lookout = new Lookout(source, (posts) => this.#compare(posts));
    this.node = deps.page.watchTemplate.content.firstElementChild.cloneNode(true);
    this.#curve = new ColumnCurve(this.node, source, deps.page);
    this.#cloud = new Cloud((minutes) => source.words(minutes), deps.page, (words) => deps.keep(this, { words }));
    this.#part("curve").after(this.#cloud.node);
    this.#part("pill").addEventListener("click", () => this.#toTop());
    for (const name of ["more", "retry"]) this.#part(name).addEventListener("click", () => void this.#load());
    this.#part("body").addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new Hands(this.#part("list"), {
      hold: (reason) => this.#holds.add(reason),
      release: (reason) => this.#holds.delete(reason) && this.#resume(),
    });
    this.say(spec);
  }

  get cards() {
    return this.#cards;
  }

  /** Name, colour and switches as they are now; what it looks for stays the same. */
  say(spec) {
    this.spec = spec;
    const { strings } = this.#deps.page;
    this.node.dataset.colour = spec.colour;
    this.node.setAttribute("aria-label", spec.name);
    this.#part("name").textContent = spec.name;
    this.#part("about").textContent = this.about;
    this.#part("list").setAttribute("aria-label", fill(strings.watch.posts, { name: spec.name }));
    this.#part("ring").setAttribute("aria-pressed", String(spec.rings));
    this.#part("menu").setAttribute("aria-label", fill(strings.watch.menu, { name: spec.name }));
    this.#part("curveToggle").hidden = !this.#curve.isOffered;
    this.#part("curveWord").textContent = spec.curve ? strings.watch.hideCurve : strings.watch.showCurve;
    this.#part("cloudWord").textContent = spec.words ? strings.cloud.hide : strings.cloud.show;
    this.#curve.want(spec.curve);
    this.#cloud.want(spec.words ?? 0);
  }

  get about() {
    const { page } = this.#deps;
    if (this.spec.kind === "search") return this.spec.q;
    if (this.spec.kind === "network") return page.networks.find(({ kind }) => kind === this.spec.network).about;
    if (this.spec.kind === "list") return this.#aboutList(page);
    return page.strings.watch[this.spec.kind];
  }

  #aboutList({ lists, strings }) {
    const list = lists.get(this.spec.list);
    return list ? lists.about(list) : strings.lists.gone;
  }

  /** New posts of the room, oldest first. */
  arrive(posts, how) {
    const mine = this.#lookout.take(posts, how).filter((post) => !this.#knows(post.id));
    if (how.first) this.#newest = Math.max(this.#newest, how.last);
    this.#meet(mine, how.first);
    this.#tell();
  }

  /** Something in the room was changed that may belong here now, or no longer. */
  look() {
    this.#lookout.fallBehind();
  }

  /** It is in sight (or no longer): what came has been seen. */
  see(inSight) {
    this.#inSight = inSight;
    if (!inSight) return;
    if (!this.#isOpen) void this.#load();
    this.unseen = 0;
    this.#tell();
  }

  beat(now) {
    for (const card of this.#cards) card.tick(now);
    if (this.#inSight) void this.#curve.beat();
    if (this.#inSight) void this.#cloud.beat();
    if (this.#isOpen || this.spec.rings) void this.#lookout.beat(this.#inSight ? BEAT_MS : SLOW_MS);
    this.#tell();
  }

  patch(id, values) {
    const card = this.#byId.get(id);
    const post = card?.post ?? this.#pending.get(id);
    if (post) Object.assign(post, values);
    card?.refresh();
  }

  /** Takes out what is gone. */
  drop(isGone) {
    for (const [id, post] of this.#pending) if (isGone(post)) this.#pending.delete(id);
    for (const { post } of this.#cards.filter((card) => isGone(card.post))) this.#drop(post.id);
  }

  /** The data were replaced: what is here tells another history. */
  again() {
    this.#newest = this.unseen = 0;
    this.#holds.clear();
    this.#part("body").scrollTop = 0;
    this.refill();
  }

  /** It is to show other posts than it does: once nobody reads on in it. What has been counted stays so. */
  refill() {
    this.#isStale = !this.#isStill;
    if (this.#isStale) return;
    this.#generation += 1;
    this.#clear();
    this.#isOpen = this.#isLoading = false;
    this.#curve.forget();
    this.#cloud.forget();
    if (this.#inSight) void this.#load();
    this.#tell();
  }

  // What comes ----------------------------------------------------------------------------------------

  #knows(id) {
    return this.#byId.has(id) || this.#pending.has(id);
  }

  get #isStill() {
    return this.#holds.size === 0 && this.#part("body").scrollTop <= AT_TOP;
  }

  /** Posts that were not here yet: shown, or kept while one reads; news where nobody looks. */
  #meet(posts, isOld = false) {
    this.#newest = Math.max(this.#newest, ...posts.map(({ seq }) => seq));
    if (this.#isOpen) for (const post of posts) if (!this.#byId.has(post.id)) this.#pending.set(post.id, post);
    this.#resume();
    const news = isOld || this.#inSight ? 0 : posts.filter((post) => this.#isNews(post)).length;
    if (!news) return;
    this.unseen += news;
    this.#deps.changed(this);
  }

  #isNews(post) {
    const { mutes, blocks } = this.#deps.page;
    return !post.mine && !post.deleted && !mutes.reason(post) && !blocks?.hides(post);
  }

  /** What the server finds now, newest first: what is missing here comes, what is here wrongly goes. */
  #compare(posts) {
    const fresh = posts.filter((post) => post.seq > this.#newest && !this.#knows(post.id));
    if (this.#isOpen) {
      const isApart = posts.length >= PAGE && posts.at(-1).seq > (this.#cards[0]?.post.seq ?? 0);
      if (isApart && this.#isStill) this.#restart(posts);
      else this.#mend(posts);
    }
    this.#meet(fresh);
    this.#tell();
  }

  /** Too many came at once to join them to what is here. */
  #restart(posts) {
    this.#clear();
    this.#isComplete = false;
    this.#insert(posts);
  }

  #mend(posts) {
    if (!posts.length) return;
    const found = new Set(posts.map(({ id }) => id));
    const [newest, oldest] = [posts[0].seq, posts.at(-1).seq];
    for (const { post } of [...this.#cards]) {
      if (post.seq < newest && post.seq > oldest && !found.has(post.id)) this.#drop(post.id);
    }
    this.#insert(posts.filter((post) => post.seq <= this.#newest && !this.#knows(post.id)));
  }

  #resume() {
    if (this.#isStale && this.#isStill) this.refill();
    if (this.#isStill && this.#pending.size) {
      this.#insert([...this.#pending.values()]);
      this.#pending.clear();
      if (this.#cards.length > MOST) this.#isComplete = false;
      for (const card of this.#cards.slice(MOST)) this.#drop(card.post.id);
    }
    this.#tell();
  }

  // What stands there ---------------------------------------------------------------------------------

  /** The newest posts, or the next page of older ones. */
  async #load() {
    if (this.#isLoading) return;
    const generation = this.#generation;
    this.#isLoading = true;
    this.#tell();
    const posts = await this.#source.page({ before: this.#cards.at(-1)?.post.seq, limit: PAGE }).catch(() => null);
    if (generation !== this.#generation) return;
    this.#isLoading = false;
    this.#part("retry").hidden = posts !== null;
    if (posts) {
      this.#isOpen = true;
      this.#isComplete = posts.length < PAGE;
      this.#newest = Math.max(this.#newest, posts[0]?.seq ?? 0);
      this.#insert(posts);
    }
    this.#tell();
  }

  #insert(posts) {
    const marks = this.#source.tree ? sought(this.#source.tree) : [];
    for (const post of posts) {
      if (this.#byId.has(post.id)) continue;
      const card = this.#deps.makeCard(post);
      if (marks.length) markCard(card, marks);
      const place = placeOf(this.#cards.map((other) => other.post.seq), post.seq);
      this.#part("list").insertBefore(card.node, this.#cards[place]?.node ?? null);
      this.#cards.splice(place, 0, card);
      this.#byId.set(post.id, card);
    }
  }

  #drop(id) {
    const card = this.#byId.get(id);
    card.node.remove();
    this.#byId.delete(id);
    this.#cards.splice(this.#cards.indexOf(card), 1);
  }

  #clear() {
    this.#cards = [];
    this.#byId.clear();
    this.#pending.clear();
    this.#part("list").replaceChildren();
  }

  #toTop() {
    this.#holds.clear();
    this.#part("body").scrollTop = 0;
    this.#resume();
  }

  #scrolled() {
    const body = this.#part("body");
    if (this.#isStill) this.#resume();
    const rest = body.scrollHeight - body.scrollTop - body.clientHeight;
    if (rest < NEAR_END && !this.#isComplete && this.#isOpen && this.#part("retry").hidden) void this.#load();
  }

  #tell() {
    const { strings, lang } = this.#deps.page;
    const waiting = this.#pending.size;
    this.#part("pill").hidden = waiting === 0;
    if (waiting) this.#part("pillText").textContent = count(strings.fresh, waiting, lang, compact(waiting, lang));
    const isEmpty = this.#isOpen && !this.#cards.length && !waiting;
    this.#part("loading").hidden = !this.#isLoading;
    this.#part("empty").hidden = !isEmpty;
    this.#part("more").hidden = !this.#isOpen || this.#isComplete || this.#isLoading || isEmpty;
    this.#part("behind").hidden = !(this.#lookout.isBehind && this.#isOpen);
    this.#part("count").hidden = this.unseen === 0;
    this.#part("count").textContent = this.unseen > SHOWN ? `${SHOWN}+` : String(this.unseen);
  }

  #part(name) {
    return this.node.querySelector(`[data-part=${name}]`);
  }
}
