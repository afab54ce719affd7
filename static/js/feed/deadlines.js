// What the press waits for: the time left to answer, on the way to where it asked, and a word when it gets short.
import { clockText } from "../clock.js";
import { fill } from "../words.js";
import { isNear, left, standing } from "../asking.js";

const FETCHED = 50; // newest posts of a network that are looked through on arrival

export class Deadlines {
  #badges;
  #archive;
  #page;
  #say;
  #asked = new Map(); // id -> a post with a request
  #told = new Set(); // ids of those of which it was said that little time is left

  /** Badges are [data-due] with the kind of a network. `page` knows networks and strings. say(text) tells. */
  constructor(badges, archive, page, say) {
    this.#badges = badges;
    this.#archive = archive;
    this.#page = page;
    this.#say = say;
  }

  /** What was asked before this page was opened. */
  async recall() {
    for (const { kind } of this.#page.networks.filter(({ asks }) => asks)) {
      this.arrive(await this.#archive.page({ limit: FETCHED }, { channel: kind, begun: 1 }).catch(() => []));
    }
  }

  arrive(posts) {
    for (const post of posts) if (post.request && !this.#asked.has(post.id)) this.#asked.set(post.id, { ...post });
  }

  patch(id, values) {
    const post = this.#asked.get(id);
    if (post) Object.assign(post, values);
  }

  /** The server tells another history. */
  forget() {
    this.#asked.clear();
    this.#told.clear();
  }

  /** `now` is exercise time (s). */
  tick(now) {
    const open = [...this.#asked.values()].filter((post) => !post.deleted && standing(post.request, now) === "open");
    open.sort((one, other) => one.request.due - other.request.due);
    for (const badge of this.#badges) this.#show(badge, open.find(({ channel }) => channel === badge.dataset.due), now);
    for (const post of open) if (isNear(post.request, now)) this.#warn(post, now);
  }

  #show(badge, post, now) {
    badge.hidden = !post;
    if (!post) return;
    const time = clockText(left(post.request, now));
    if (badge.textContent === time) return;
    badge.textContent = time;
    badge.title = fill(this.#page.strings.asking.due, { time });
    badge.classList.toggle("network-link__due--near", isNear(post.request, now));
  }

  #warn(post, now) {
    if (this.#told.has(post.id)) return;
    this.#told.add(post.id);
    const time = clockText(left(post.request, now));
    this.#say(fill(this.#page.strings.asking.near, { time, name: post.name }));
  }
}
