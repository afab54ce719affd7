// What came on networks where nothing may be missed, and nobody has looked at yet: on the network, and on all.
import { fill } from "../words.js";

const FETCHED = 50; // newest posts of a network that are looked through on arrival
const SHOWN = 99;

export class Unseen {
  #badges;
  #archive;
  #page;
  #say;
  #addressed;
  #waiting = new Map(); // kind of network -> ids of what came since somebody looked
  #newest = new Map(); // kind -> the newest number there
  #seen; // kind -> the newest number that was looked at
  #looking = ""; // the network in sight
  #others = { drafts: 0, reports: 0 }; // what else waits behind the way to all networks

  /** Badges are [data-unseen] with the kind of a network, "networks" or (drafts and reports as well) "all". `page` knows networks, room, strings. say(text)
   *  tells of what was written to the team. */
  constructor(badges, archive, page, say) {
    this.#say = say;
    this.#badges = badges;
    this.#archive = archive;
    this.#page = page;
    this.#addressed = new Set(page.networks.filter(({ addressed }) => addressed).map(({ kind }) => kind));
    this.#seen = new Map(Object.entries(JSON.parse(localStorage.getItem(this.#key) ?? "{}")));
    this.#empty();
  }

  /** What came while this page was closed. */
  async recall() {
    for (const kind of this.#waiting.keys()) {
      const posts = await this.#archive.page({ limit: FETCHED }, { channel: kind }).catch(() => []);
      for (const post of posts) if (post.seq > (this.#seen.get(kind) ?? 0)) this.#take(post);
      this.#note(kind, posts[0]?.seq ?? 0);
    }
    this.#show();
  }

  /** New posts of the room, oldest first. */
  arrive(posts) {
    for (const post of posts) {
      if (!this.#waiting.has(post.channel)) continue;
      if (this.#take(post) && this.#addressed.has(post.channel)) this.#tell(post);
      this.#note(post.channel, post.seq);
    }
    this.#show();
  }

  /** The view of that name is in sight now. */
  look(name) {
    this.#looking = name.startsWith("on-") ? name.slice(3) : "";
    this.#note(this.#looking, 0);
    this.#show();
  }

  /** The server tells another history: nothing of this one was seen. */
  forget() {
    localStorage.removeItem(this.#key);
    this.#seen.clear();
    this.#newest.clear();
    this.#empty();
    this.#show();
  }

  /** How many drafts wait, which one reaches by the same way. */
  set drafts(number) {
    this.#others.drafts = number;
    this.#show();
  }

  /** How many reports were answered, which one reaches there too. */
  set reports(number) {
    this.#others.reports = number;
    this.#show();
  }

  get #key() {
    return `seen:${this.#page.room.code}`;
  }

  #empty() {
    for (const { kind, counted } of this.#page.networks) if (counted) this.#waiting.set(kind, new Set());
  }

  /** Counts a post that somebody should look at. An answer under an article is not such a one. */
  #take(post) {
    const waiting = this.#waiting.get(post.channel);
    const isNews = post.kind === "original" || this.#addressed.has(post.channel);
    if (!isNews || post.team || post.mine || post.deleted || waiting.has(post.id)) return false;
    waiting.add(post.id);
    return true;
  }

  /** `seq` is there; whoever is looking has seen it. */
  #note(kind, seq) {
    this.#newest.set(kind, Math.max(seq, this.#newest.get(kind) ?? 0));
    if (kind !== this.#looking || !this.#waiting.has(kind)) return;
    this.#waiting.get(kind).clear();
    this.#seen.set(kind, this.#newest.get(kind));
    localStorage.setItem(this.#key, JSON.stringify(Object.fromEntries(this.#seen)));
  }

  #tell(post) {
    if (post.channel !== this.#looking) this.#say(fill(this.#page.strings.addressed, { name: post.name }));
  }

  #show() {
    const sizes = new Map([...this.#waiting].map(([kind, ids]) => [kind, ids.size]));
    const sum = [...sizes.values()].reduce((one, other) => one + other, 0);
    const { drafts, reports } = this.#others;
    const written = [...this.#addressed].reduce((all, kind) => all + (sizes.get(kind) ?? 0), 0);
    this.#page.herald.count("addressed", written + drafts + reports);
    sizes.set("networks", sum).set("all", sum + drafts + reports);
    for (const badge of this.#badges) {
      const number = sizes.get(badge.dataset.unseen);
      badge.hidden = !number;
      badge.textContent = number > SHOWN ? `${SHOWN}+` : String(number);
    }
  }
}
