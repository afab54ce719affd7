// Looks out for new posts of one kind: those of the frames at once, and, where frames left posts out, those that
// the server finds, at a calm rhythm.
const PAGE = 50; // posts fetched at once

export class Lookout {
  #source;
  #onPage;
  #isBehind = false;
  #isAsking = false;
  #askedAt = -Infinity;

  /** `source` has page(range) and accepts(post); onPage(posts) gets the newest ones, newest first. */
  constructor(source, onPage) {
    this.#source = source;
    this.#onPage = onPage;
  }

  /** Whether posts may be missing here until the server was asked again. */
  get isBehind() {
    return this.#isBehind || this.#isAsking;
  }

  /** Those of a frame's posts that belong here; `others` were left out of it. */
  take(posts, { others = 0 } = {}) {
    if (others > 0) this.fallBehind();
    return posts.filter((post) => this.#source.accepts(post));
  }

  fallBehind() {
    this.#isBehind = true;
  }

  /** To be called again and again: asks where something may be missing, at most every so many ms. */
  async beat(every, at = performance.now()) {
    if (!this.#isBehind || this.#isAsking || at - this.#askedAt < every) return;
    this.#isBehind = false;
    this.#isAsking = true;
    this.#askedAt = at;
    try {
      this.#onPage(await this.#source.page({ limit: PAGE }));
    } catch {
      this.#isBehind = true; // the next beat tries again
    } finally {
      this.#isAsking = false;
    }
  }
}
