// Everything that was ever published in the room, in pages, and the few other questions to the API.

export class Archive {
  #base;
  #fetch;

  /** `base` is the room's address in the API, with a slash at its end. */
  constructor(base, fetcher = (...args) => fetch(...args)) {
    this.#base = base;
    this.#fetch = fetcher;
  }

  /** Posts newest first. `range` has before or after (a seq) and limit; `filter` may have team, mentions. */
  async page(range, filter = {}) {
    const { posts } = await this.#get("posts", { ...range, ...filter });
    return posts.sort((one, other) => other.seq - one.seq);
  }

  /** A post's whole conversation, oldest first. */
  async thread(id) {
    return (await this.#get(`posts/${id}/thread`)).posts;
  }

  /** The texts that a post has had, the first one first: {t, text}. */
  async versions(id) {
    return (await this.#get(`posts/${id}/versions`)).versions;
  }

  /** Posts that `q` asks for, newest first, before `before` (a seq): {posts, more, marks}. An error with
   *  `told` (why, in the reader's language) where the query asks nothing. */
  search(q, before) {
    return this.#get("search", { q, before });
  }

  /** How often `q` was said: {bucket (s), counts, total, posts: [the first one]}. */
  volume(q) {
    return this.#get("search/volume", { q });
  }

  /** What the accounts of a list wrote, newest first: {posts, more}. */
  listed(list, before, limit) {
    return this.#get(`lists/${list}/posts`, { before, limit });
  }

  /** How much they wrote, as `volume` tells it. */
  listVolume(list) {
    return this.#get(`lists/${list}/volume`);
  }

  /** What stands out in the last `minutes` of q, list, channel, mentions or team: {words, tags, posts, compared}. */
  words(of) {
    return this.#get("words", of);
  }

  /** Who an account is, by what it published here. */
  author(handle) {
    return this.#get(`authors/${encodeURIComponent(handle)}`);
  }

  /** Who of that name is known on the safety check: [{name, safe, t}]. */
  async people(name) {
    return (await this.#get("safety", { name })).people;
  }

  /** What changed in posts already published: {changes, rev}. */
  changes(after) {
    return this.#get("changes", { after });
  }

  async #get(path, query = {}) {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
    const search = new URLSearchParams(given).toString();
    const answer = await this.#fetch(`${this.#base}${path}${search ? `?${search}` : ""}`, {
      headers: { Accept: "application/json" },
      credentials: "same-origin",
    });
    if (answer.ok) return answer.json();
    const told = answer.status === 400 ? (await answer.json().catch(() => ({}))).message : undefined;
    throw Object.assign(new Error(`${path}: ${answer.status}`), { told });
  }
}

const TURNS = 20; // pages looked through for one that has something to show

/** One tab's view of the archive: which posts belong to it, and whether their numbers follow without holes. */
export class Source {
  constructor(archive, { filter = {}, contiguous = false, accepts, isOurs = () => false }) {
    this.archive = archive;
    this.filter = filter;
    this.contiguous = contiguous;
    this.accepts = accepts;
    this.isOurs = isOurs;
  }

  /** The words that stand out in what is asked for here. */
  words(minutes) {
    const { channel, mentions, team } = this.filter;
    return this.archive.words({ channel, mentions, team, minutes });
  }

  /** The next posts of the range that belong here, newest first; none only where there are no more. */
  async page(range) {
    let { before, after, limit } = range;
    for (let turn = 1; ; turn += 1) {
      const posts = await this.archive.page({ before, after, limit }, this.filter);
      const chosen = posts.filter(this.accepts);
      if (chosen.length || posts.length < limit || turn === TURNS) return chosen;
      if (after === undefined) before = posts.at(-1).seq;
      else after = posts[0].seq;
    }
  }
}
