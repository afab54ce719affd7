// The wall's symbol: the tribute that people take up most stands above the others, large.

export class Wall {
  #box;
  #archive;
  #makeCard;
  #symbol = null; // the id that the server named last
  #card = null;

  constructor(view, archive, makeCard) {
    this.#box = view.querySelector("[data-part=symbol]");
    this.#archive = archive;
    this.#makeCard = makeCard;
  }

  get cards() {
    return this.#card ? [this.#card] : [];
  }

  /** The symbol now, by its id; null where there is none yet. */
  async name(id) {
    if (id === this.#symbol) return;
    this.#symbol = id;
    const posts = id === null ? [] : await this.#archive.thread(id).catch(() => null);
    if (id !== this.#symbol) return;
    if (posts === null) this.#symbol = null; // asked again when it is named again
    this.#show(posts?.find((post) => post.id === id && !post.deleted));
  }

  patch(id, values) {
    if (this.#card?.post.id !== id) return;
    Object.assign(this.#card.post, values);
    if (values.deleted) this.#show(null);
    else this.#card.refresh();
  }

  /** The server tells another history. */
  again() {
    this.#symbol = null;
    this.#show(null);
  }

  #show(post) {
    this.#card = post ? this.#makeCard(post) : null;
    this.#box.querySelector("[data-part=symbolPost]").replaceChildren(...this.cards.map(({ node }) => node));
    this.#box.hidden = this.#card === null;
  }
}
