// Posts that are at hand and not in the page: of many the newest.

export class Kept {
  #most;
  #posts = new Map(); // id -> post

  constructor(most) {
    this.#most = most;
  }

  get size() {
    return this.#posts.size;
  }

  get(id) {
    return this.#posts.get(id);
  }

  has(id) {
    return this.#posts.has(id);
  }

  add(posts) {
    for (const post of posts) this.#posts.set(post.id, post);
    const tooMany = this.#posts.size - this.#most;
    if (tooMany > 0) for (const { id } of this.inOrder().slice(0, tooMany)) this.#posts.delete(id);
  }

  /** Whether it was there. */
  delete(id) {
    return this.#posts.delete(id);
  }

  clear() {
    this.#posts.clear();
  }

  /** Oldest first. */
  inOrder() {
    return [...this.#posts.values()].sort((one, other) => one.seq - other.seq);
  }

  /** Takes out what is gone; how many that were. */
  drop(isGone) {
    const gone = this.inOrder().filter(isGone);
    for (const { id } of gone) this.#posts.delete(id);
    return gone.length;
  }
}
