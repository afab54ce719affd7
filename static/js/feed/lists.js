// Lists of accounts: one's own, and those that the team shares. What the server says of them, and what one asks it.
import { newKey } from "../keys.js";
import { count, fill } from "../words.js";
import { markOf } from "./matching.js";

/** What the server would say of a list that is gone: it is not asked. */
const NEVER = { counts: [], total: 0, posts: [] };
const WORDLESS = { words: [], tags: [], posts: 0 };

export class Lists {
  #page;
  #archive;
  #held = new Map(); // number -> {list, step, name, shared, owner, owner_name, orphan, accounts}
  #marks = new Map(); // number -> the accounts as they are looked for
  #gone = new Map(); // number -> the last step of one that is not there any more
  #listeners = [];

  /** `page` brings socket, me, watch (null for staff, who have no lists), strings and lang. */
  constructor(page, archive) {
    this.#page = page;
    this.#archive = archive;
  }

  /** Whether one may have lists at all. */
  get isOffered() {
    return Boolean(this.#page.watch);
  }

  /** The oldest first. */
  get all() {
    return [...this.#held.values()].sort((one, other) => one.list - other.list);
  }

  get(number) {
    return this.#held.get(number);
  }

  holds(number, handle) {
    return this.#marks.get(number)?.has(markOf("@", handle)) ?? false;
  }

  /** Whether one may name, share and delete it. */
  mayArrange({ owner, orphan }) {
    return owner === this.#page.me.id || Boolean(orphan);
  }

  /** How many are in it, and whose it is, in words. */
  about({ accounts, shared, owner, owner_name: name }) {
    const { strings, lang, me } = this.#page;
    const number = count(strings.lists.accounts, accounts.length, lang);
    const shares = owner === me.id ? strings.lists.sharedByMe : fill(strings.lists.sharedBy, { name });
    return fill(strings.lists.about, { number, whose: shared ? shares : strings.lists.mine });
  }

  /** What belongs into a list, for a column or a feed: as `page` gives it, `accepts` knows it. */
  sourceOf(number) {
    return {
      page: async ({ before, limit }) => (this.get(number) ? (await this.#archive.listed(number, before, limit)).posts : []),
      volume: async () => (this.get(number) ? this.#archive.listVolume(number) : NEVER),
      words: async (minutes) => (this.get(number) ? this.#archive.words({ list: number, minutes }) : WORDLESS),
      accepts: (post) => post.kind !== "share" && !post.deleted && this.holds(number, post.handle),
    };
  }

  /** Calls listener(number, isFilledOtherwise) whenever a list changed, came or went. */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  // What the server says ------------------------------------------------------------------------------

  /** A room's state: these are all that there are. */
  snapshot({ lists = [] }) {
    const there = new Set(lists.map(({ list }) => list));
    for (const list of lists) this.#take(list);
    for (const number of [...this.#held.keys()]) if (!there.has(number)) this.#remove(number, Infinity);
  }

  /** A `lists` frame. */
  apply({ lists, gone }) {
    for (const list of lists) this.#take(list);
    for (const { list, step, deleted } of gone) {
      const held = this.get(list);
      if (held && held.step >= step) continue;
      if (!deleted && held?.owner === this.#page.me.id) this.#take({ ...held, step, shared: false });
      else this.#remove(list, step);
    }
  }

  /** The server tells another history. */
  forget() {
    this.#gone.clear();
    for (const number of [...this.#held.keys()]) this.#remove(number, 0);
  }

  #take(list) {
    const before = this.get(list.list);
    if (before && before.step >= list.step) return;
    if (!before && (this.#gone.get(list.list) ?? 0) >= list.step) return;
    this.#gone.delete(list.list);
    const marks = new Set(list.accounts.map(({ handle }) => markOf("@", handle)));
    const isFilledOtherwise = !before || !isSame(marks, this.#marks.get(list.list));
    this.#held.set(list.list, list);
    this.#marks.set(list.list, marks);
    this.#tell(list.list, isFilledOtherwise);
  }

  #remove(number, step) {
    if (step !== Infinity) this.#gone.set(number, step); // a whole state is newer than any frame before it
    if (!this.#held.delete(number)) return;
    this.#marks.delete(number);
    this.#tell(number, true);
  }

  #tell(number, isFilledOtherwise) {
    for (const listener of this.#listeners) listener(number, isFilledOtherwise);
  }

  // What one asks -------------------------------------------------------------------------------------

  /** Makes a list, or (with its `list`) names and shares one; the list as it is then. */
  save({ list, name, shared }) {
    return this.#ask(list === undefined ? { type: "list_make", name, shared } : { type: "list_save", list, name, shared });
  }

  /** Puts an account in, or takes it out; the list as it is then. */
  fill(list, handle, on) {
    return this.#ask({ type: "list_fill", list, mark: markOf("@", handle), on });
  }

  async drop(number) {
    await this.#page.socket.request({ type: "list_drop", key: newKey(), list: number });
    this.#remove(number, this.get(number)?.step ?? 0);
  }

  async #ask(message) {
    const { list } = await this.#page.socket.request({ key: newKey(), ...message });
    this.#take(list);
    return list;
  }
}

function isSame(marks, others) {
  return marks.size === others.size && [...marks].every((mark) => others.has(mark));
}
