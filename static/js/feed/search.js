// What a search finds: posts with the words marked, in pages, and what is said where there are none.
import { compact, count, fill } from "../words.js";
import { asksFor, ranges } from "./marks.js";

export class Search {
  #panel;
  #archive;
  #makeCard;
  #page;
  #cards = new Map();
  #q = "";
  #asked = 0; // counts questions: the answer to an older one is not shown

  /** `panel` holds the field and the [data-part]s; `page` knows strings and lang. */
  constructor(panel, archive, makeCard, page) {
    this.#panel = panel;
    this.#archive = archive;
    this.#makeCard = makeCard;
    this.#page = page;
    this.#part("more").addEventListener("click", () => this.#load());
    this.#part("retry").addEventListener("click", () => this.#load());
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
    if (q) await this.#load();
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

  clear() {
    this.#asked += 1;
    this.#q = "";
    this.#cards.clear();
    this.#part("list").replaceChildren();
    this.#part("status").textContent = "";
    this.#show();
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

  #show({ loading = false, more = false, failed = false, nothing = false, told = "" } = {}) {
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

function markCard({ node, post }, marks) {
  const handle = node.querySelector("[data-slot=handle]");
  if (asksFor(post.handle, marks)) paint(handle, [[0, handle.textContent.length]]);
  const text = node.querySelector("[data-slot=text]");
  paint(text, ranges(text.textContent, marks));
}

/** Puts <mark> around `spans` of an element's text, whatever elements stand in it. */
function paint(element, spans) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let at = 0; walker.nextNode(); at += walker.currentNode.length) nodes.push([walker.currentNode, at]);
  for (const [node, at] of nodes) {
    const within = spans.map(([start, end]) => [Math.max(0, start - at), Math.min(node.length, end - at)]);
    // From the end, so that what is still to be cut stays in `node`.
    for (const [start, end] of within.filter(([start, end]) => start < end).reverse()) {
      const mark = document.createElement("mark");
      const piece = node.splitText(start);
      piece.splitText(end - start);
      piece.replaceWith(mark);
      mark.append(piece);
    }
  }
}
