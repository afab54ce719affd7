// Rolling stories of the press site: all their articles under one headline, the newest first.
import { count } from "../words.js";
import { headed } from "./text.js";

const FETCHED = 500; // newest articles that are looked through on arrival
const SHOWN = 3; // entries in sight before one asks for the others

export class LiveBlogs {
  #root;
  #template;
  #archive;
  #makeCard;
  #page;
  #blogs = new Map(); // id of the article that began it -> {node, list, cards, isOpen}

  /** `root` may be null: an exercise can do without a press site. */
  constructor(root, template, archive, makeCard, page) {
    this.#root = root;
    this.#template = template;
    this.#archive = archive;
    this.#makeCard = makeCard;
    this.#page = page;
  }

  get cards() {
    return [...this.#blogs.values()].flatMap(({ cards }) => cards);
  }

  /** What was told before this page was opened. */
  async recall() {
    if (!this.#root) return;
    this.arrive(await this.#archive.page({ limit: FETCHED }, { channel: "press", begun: 1 }).catch(() => []));
  }

  /** New posts: articles that belong to a story stand with it. */
  arrive(posts) {
    const entries = this.#root ? posts.filter(isEntry) : [];
    if (!entries.length) return; // asking for its height would lay out the page with every frame
    const before = this.#root.offsetHeight;
    for (const post of entries) this.#take(post);
    const grown = this.#root.offsetHeight - before;
    if (grown && this.#root.getBoundingClientRect().top < 0) scrollBy({ top: grown, behavior: "instant" });
  }

  patch(id, values) {
    const card = this.cards.find(({ post }) => post.id === id);
    if (!card) return;
    Object.assign(card.post, values);
    card.refresh();
  }

  tick(now) {
    for (const card of this.cards) card.tick(now);
  }

  /** The server tells another history. */
  forget() {
    this.#blogs.clear();
    this.#root?.replaceChildren();
  }

  #take(post) {
    if (!this.#blogs.has(post.story)) this.#begin(post.story);
    const blog = this.#blogs.get(post.story);
    if (blog.cards.some((card) => card.post.id === post.id)) return;
    blog.cards.push(this.#makeCard(post));
    blog.cards.sort((one, other) => other.post.seq - one.post.seq);
    this.#show(blog);
  }

  #begin(id) {
    const node = this.#template.content.firstElementChild.cloneNode(true);
    const part = (name) => node.querySelector(`[data-slot=${name}]`);
    const blog = { id, node, list: part("list"), title: part("title"), more: part("more"), cards: [], isOpen: false };
    blog.title.id = `story-${id}`;
    node.setAttribute("aria-labelledby", blog.title.id);
    blog.more.addEventListener("click", () => {
      blog.isOpen = true;
      this.#show(blog);
      blog.cards[SHOWN]?.node.focus();
    });
    this.#blogs.set(id, blog);
    this.#root.prepend(node);
  }

  /** The headline is that of the first article; as long as that is not here, of the oldest one. */
  #show({ id, list, title, more, cards, isOpen }) {
    const first = cards.find(({ post }) => post.id === id) ?? cards.at(-1);
    title.textContent = headed(first.post.text).title || first.post.text;
    cards.forEach(({ node, post }, place) => {
      node.hidden = !isOpen && place >= SHOWN;
      node.classList.toggle("post--first", post.id === id);
      if (list.children[place] !== node) list.insertBefore(node, list.children[place] ?? null);
    });
    const folded = isOpen ? 0 : Math.max(0, cards.length - SHOWN);
    more.hidden = folded === 0;
    if (folded) more.textContent = count(this.#page.strings.earlier, folded, this.#page.lang);
  }
}

/** Whether a post belongs to a rolling story. PURE. */
export function isEntry(post) {
  return post.channel === "press" && post.kind === "original" && post.story != null;
}
