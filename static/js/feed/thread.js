// A conversation: the post it began with, and the replies, as they come.

export class Thread {
  #list;
  #status;
  #archive;
  #makeCard;
  #strings;
  #cards = new Map();
  #wanted = null;

  constructor(panel, archive, makeCard, strings) {
    this.#list = panel.querySelector("[data-part=list]");
    this.#status = panel.querySelector("[data-part=status]");
    this.#archive = archive;
    this.#makeCard = makeCard;
    this.#strings = strings;
  }

  get cards() {
    return [...this.#cards.values()];
  }

  async open(id) {
    this.close();
    this.#wanted = id;
    this.#status.textContent = this.#strings.loading;
    try {
      const posts = await this.#archive.thread(id);
      if (this.#wanted === id) this.#show(posts);
    } catch {
      if (this.#wanted === id) this.#status.textContent = this.#strings.notLoaded;
    }
  }

  close() {
    this.#wanted = null;
    this.#cards.clear();
    this.#list.replaceChildren();
  }

  /** New posts: those that answer this conversation are added. */
  arrive(posts) {
    if (!this.#cards.size) return;
    for (const post of posts) {
      if (post.kind !== "share" && this.#cards.has(post.parent)) this.#add(post);
    }
  }

  patch(id, values) {
    const card = this.#cards.get(id);
    if (!card) return;
    Object.assign(card.post, values);
    card.refresh();
  }

  /** Takes out what is gone. */
  drop(isGone) {
    for (const [id, { post, node }] of this.#cards) {
      if (!isGone(post)) continue;
      node.remove();
      this.#cards.delete(id);
      if (!this.#cards.size) this.#status.textContent = this.#strings.stories.gone;
    }
  }

  #show(posts) {
    this.#status.textContent = posts.length ? "" : this.#strings.notLoaded;
    for (const post of posts) this.#add(post);
    const card = this.#cards.get(this.#wanted);
    card?.node.classList.add("post--chosen");
    if (card !== this.cards[0]) card?.node.scrollIntoView({ block: "center", behavior: "instant" });
  }

  #add(post) {
    if (this.#cards.has(post.id)) return;
    const card = this.#makeCard(post);
    this.#cards.set(post.id, card);
    this.#list.append(card.node);
  }
}
