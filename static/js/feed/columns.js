// The columns of posts that one can look at: the public feed, mentions, the team's own, each network.
import { compact, count } from "../words.js";
import { Source } from "./archive.js";
import { isEntry } from "./liveblogs.js";
import { Stream } from "./stream.js";

export class Columns {
  #page;
  #streams;
  #sources;
  #opened = new Set(["feed"]); // the others load theirs when somebody first looks

  /** `page` knows strings, lang, accounts, networks and listFeed (the list that is open); `archive` is the room's. */
  constructor(page, archive, makeCard) {
    this.#page = page;
    const own = sourcesOf(archive, page, (post) => page.accounts.holds(post.handle));
    this.#sources = { ...own, list: page.listFeed };
    const make = ([name, source]) => [name, this.#stream(name, source, makeCard)];
    this.#streams = Object.fromEntries(Object.entries(this.#sources).map(make));
  }

  /** The column of that name, or undefined: a view may have no posts of its own. */
  get(name) {
    return this.#streams[name];
  }

  get all() {
    return Object.values(this.#streams);
  }

  isMention(post) {
    return this.#sources.mentions.accepts(post);
  }

  /** New posts for every column that somebody has opened. */
  arrive(posts, how) {
    for (const name of this.#opened) this.#streams[name].arrive(posts, how);
  }

  /** Begins anew with what the archive has now, if somebody has looked at it. */
  reload(name) {
    if (!this.#streams[name] || !this.#opened.has(name)) return;
    this.#streams[name].clear();
    void this.#streams[name].open();
  }

  patch(id, values) {
    for (const stream of this.all) stream.patch(id, values);
  }

  drop(isGone) {
    for (const stream of this.all) stream.drop(isGone);
  }

  hold(reason, on) {
    for (const stream of this.all) on ? stream.hold(reason) : stream.release(reason);
  }

  /** Comes into sight after `before` (a name) was. */
  enter(name, before) {
    this.#streams[before]?.hold("hidden");
    const stream = this.#streams[name];
    if (!stream) return;
    stream.release("hidden");
    this.#opened.add(name);
    if (!stream.cards.length && name !== "feed") void stream.open();
  }

  #stream(name, source, makeCard) {
    const column = document.querySelector(`[data-view=${name}]`);
    const part = (key) => column.querySelector(`[data-part=${key}]`);
    const stream = new Stream(column, source, makeCard, (state) => this.#tell(part, state));
    part("pill").addEventListener("click", () => stream.toTop());
    part("retry").addEventListener("click", () => stream.retry());
    return stream;
  }

  #tell(part, { waiting, loading, failed, complete, empty }) {
    const { strings, lang } = this.#page;
    part("pill").hidden = waiting === 0;
    if (waiting) part("pillText").textContent = count(strings.fresh, waiting, lang, compact(waiting, lang));
    part("loading").hidden = !loading;
    part("retry").hidden = !failed;
    part("empty").hidden = !empty || loading || failed;
    part("end").hidden = !complete || empty;
    part("list").setAttribute("role", empty ? "group" : "feed"); // a feed must have posts
  }
}

/** Networks on which what people say stands under what it is about, in the conversation. */
const BEGUN = new Set(["press", "photo", "video", "stories", "wall"]);

function ofNetwork(archive, kind, isOurs, isApart) {
  const isShown = BEGUN.has(kind)
    ? (post) => post.kind === "original" || post.team
    : (post) => post.kind !== "share" || kind === "microblog";
  const filter = { channel: kind, ...(BEGUN.has(kind) && { begun: 1 }), ...(isApart && kind === "page" && { outside: 1 }) };
  const accepts = (post) => post.channel === kind && !(isApart && post.group) && isShown(post) && !isEntry(post);
  return new Source(archive, { filter, isOurs, accepts });
}

/** A public group of the page network has a feed of its own. */
function ofGroup(archive, group, isOurs) {
  return new Source(archive, { filter: { group }, isOurs, accepts: (post) => post.group === group && post.kind !== "share" });
}

/** What belongs to each column, by its name. Where there are `groups`, what stands in them stands there alone. */
export function sourcesOf(archive, { networks, groups = [] }, isOurs) {
  const addressed = new Set(networks.filter((network) => network.addressed).map(({ kind }) => kind));
  return {
    feed: new Source(archive, { contiguous: true, accepts: (post) => !addressed.has(post.channel) }),
    ...Object.fromEntries(networks.map(({ kind }) => [`on-${kind}`, ofNetwork(archive, kind, isOurs, groups.length > 0)])),
    ...Object.fromEntries(groups.map(({ code }) => [`group-${code}`, ofGroup(archive, code, isOurs)])),
    mentions: new Source(archive, {
      filter: { mentions: 1 },
      accepts: (post) => post.mentions_team && !post.team && post.kind !== "share",
    }),
    ours: new Source(archive, { filter: { team: 1 }, isOurs, accepts: (post) => post.team }),
  };
}
