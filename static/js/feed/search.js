// What a search finds: posts with the words marked, in pages, and what is said where there are none. What comes
// after that is counted, and shown when one asks for it.
import { compact, count, fill } from "../words.js";
import { Cloud } from "./cloud.js";
import { Lookout } from "./lookout.js";
import { BadQuery, finds, parse } from "./matching.js";
import { markCard } from "./paint.js";

const BEAT_MS = 5000; // between two questions to the server
const WORDS = 15; // minutes of which the words that stand out are shown, until one chooses otherwise

export class Search {
  #panel;
  #archive;
  #makeCard;
  #page;
  #cards = new Map();
  #q = "";
  #lookout = null; // for what is asked now
  #fresh = new Set(); // ids of what came after it was asked
  #cloud;
  #minutes = 0; // of the words that stand out; 0 while one does not want them
  #asked = 0; // counts questions: the answer to an older one is not shown

  /** `panel` holds the field and the [data-part]s; `page` knows strings and lang. */
  constructor(panel, archive, makeCard, page) {
    this.#panel = panel;
    this.#archive = archive;
    this.#makeCard = makeCard;
    this.#page = page;
    this.#cloud = new Cloud((minutes) => archive.words({ q: this.#q, minutes }), page, (minutes) => this.#showWords(minutes));
    this.#part("cloud").append(this.#cloud.node);
    this.#part("words").addEventListener("click", () => this.#showWords(this.#minutes ? 0 : WORDS));
    this.#part("more").addEventListener("click", () => this.#load());
    this.#part("retry").addEventListener("click", () => this.#load());
    this.#part("pill").addEventListener("click", () => {
      scrollTo({ top: 0, behavior: "instant" });
      void this.ask(this.#q);
    });
    this.#part("watch").addEventListener("click", () => {
      page.watching.add({ kind: "search", q: this.#q, name: Array.from(this.#q).slice(0, 30).join("") });
    });
  }

  get cards() {
    return [...this.#cards.values()];
  }

  /** The view comes into sight. What was found stays for who comes back from a conversation. */
  enter(q, before) {
    const isBack = before?.name === "post" && q === this.#q && this.#cards.size > 0;
    if (!isBack) void this.ask(q);
  }

  focus() {
    this.#field.focus();
    this.#field.select();
  }

  /** To what was found: the field may be out of sight by now, and a phone's keyboard covers the posts. */
  leaveField() {
    this.#title.focus({ preventScroll: true });
  }

  /** Looks for `q` afresh; without words it tells the ways to search. */
  async ask(q) {
    this.clear();
    this.#q = q;
    for (const field of document.querySelectorAll("[data-search] input")) field.value = q;
    this.#part("ways").hidden = q !== "";
    if (!q) return;
    this.#lookout = this.#lookoutFor(q);
    await this.#load();
  }

  /** New posts of the room. */
  arrive(posts, how) {
    if (this.#lookout) this.#count(this.#lookout.take(posts, how));
  }

  /** To be called while the view is in sight. */
  beat() {
    void this.#lookout?.beat(BEAT_MS);
    if (!this.#cloud.node.hidden) void this.#cloud.beat();
  }

  /** The same question, put to data that were replaced. */
  again() {
    void this.ask(this.#q);
  }

  patch(id, values) {
    const card = this.#cards.get(id);
    if (!card) return;
    Object.assign(card.post, values);
    card.refresh();
  }

  /** Takes out what is gone. */
  drop(isGone) {
    for (const [id, { post, node }] of this.#cards) if (isGone(post) && this.#cards.delete(id)) node.remove();
  }

  clear() {
    this.#asked += 1;
    this.#q = "";
    this.#lookout = null;
    this.#fresh.clear();
    this.#cards.clear();
    this.#part("list").replaceChildren();
    this.#part("status").textContent = "";
    this.#cloud.forget();
    this.#show();
  }

  #showWords(minutes) {
    this.#minutes = minutes;
    this.#part("words").setAttribute("aria-expanded", String(minutes > 0));
    this.#show(this.#shown);
    if (minutes) void this.#cloud.beat();
  }

  /** Null for what asks nothing: the server will say so. */
  #lookoutFor(q) {
    try {
      const tree = parse(q);
      const page = async () => (await this.#archive.search(q)).posts;
      const accepts = (post) => finds(tree, post);
      return new Lookout({ page, accepts }, (posts) => this.#lookout && this.#q === q && this.#count(posts));
    } catch (error) {
      if (error instanceof BadQuery) return null;
      throw error;
    }
  }

  #count(posts) {
    const newest = this.cards[0]?.post.seq ?? 0;
    for (const { id, seq } of posts) if (seq > newest && !this.#cards.has(id)) this.#fresh.add(id);
    this.#show(this.#shown);
  }

  /** The next page, older than what is here. */
  async #load() {
    const number = (this.#asked += 1);
    const { strings } = this.#page;
    const hadFocus = this.#part("more") === document.activeElement;
    this.#show({ loading: true });
    if (!this.#cards.size) this.#part("status").textContent = strings.searching;
    try {
      const found = await this.#archive.search(this.#q, this.cards.at(-1)?.post.seq);
      if (number !== this.#asked) return;
      const first = this.#add(found);
      this.#tell(found.more);
      if (hadFocus) first?.node.focus({ preventScroll: true });
    } catch (error) {
      if (number !== this.#asked) return;
      this.#part("status").textContent = "";
      this.#show({ failed: !error.told, told: error.told });
      if (error.told && this.#title === document.activeElement) this.#field.focus(); // to mend it
    }
  }

  /** Puts posts under what is here; the first new card. */
  #add({ posts, marks }) {
    const added = posts.filter(({ id }) => !this.#cards.has(id)).map((post) => this.#makeCard(post));
    for (const card of added) {
      this.#cards.set(card.post.id, card);
      markCard(card, marks);
    }
    this.#part("list").append(...added.map(({ node }) => node));
    return added[0];
  }

  #tell(more) {
    const { strings, lang } = this.#page;
    const number = this.#cards.size;
    const text = more ? fill(strings.foundNewest, { n: number }) : count(strings.found, number, lang, compact(number, lang));
    this.#part("status").textContent = number ? text : "";
    this.#show({ more, nothing: number === 0 });
  }

  #shown = {};

  #show(shown = {}) {
    this.#shown = shown;
    const { strings, lang } = this.#page;
    const number = this.#fresh.size;
    const isAsked = !shown.loading && !shown.told && this.#q !== "";
    this.#part("pill").hidden = !number || !isAsked;
    this.#part("pillText").textContent = count(strings.freshFound, number, lang, compact(number, lang));
    for (const name of ["words", "watch"]) this.#part(name).hidden = !isAsked;
    this.#cloud.want(isAsked ? this.#minutes : 0);
    this.#showParts(shown);
  }

  #showParts({ loading = false, more = false, failed = false, nothing = false, told = "" }) {
    const shown = { loading, more, nothing, retry: failed, refused: Boolean(told) };
    for (const [name, is] of Object.entries(shown)) this.#part(name).hidden = !is;
    this.#part("refusedText").textContent = told;
    if (told) this.#part("ways").hidden = false;
  }

  get #field() {
    return this.#panel.querySelector("input");
  }

  get #title() {
    return this.#panel.querySelector("h1");
  }

  #part(name) {
    return this.#panel.querySelector(`[data-part=${name}]`);
  }
}
