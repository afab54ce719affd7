// The public groups of the page network: how they stand, which accounts joined, and the way to join and write.
import { newKey } from "../keys.js";
import { toast } from "../toasts.js";
import { ago, compact, count, fill } from "../words.js";

export class Groups {
  #page;
  #names;
  #held = new Map(); // code -> how it stands: {posts, newest, members, joined}
  #busy = false;

  /** `page` brings socket, me, accounts, composer, groups (code, name), strings, lang and now(). */
  constructor(page) {
    this.#page = page;
    this.#names = new Map(page.groups.map(({ code, name }) => [code, name]));
    document.addEventListener("click", (event) => {
      const join = event.target.closest("[data-join]");
      if (join) void this.#join(join.dataset.join);
      const write = event.target.closest("[data-write-in]");
      if (write) page.composer.open({ channel: "page", group: write.dataset.writeIn });
    });
    page.accounts.onChoice(() => this.#showAll());
  }

  /** What a group is called; undefined for one that is not there. */
  name(code) {
    return this.#names.get(code);
  }

  /** All groups as they stand now. */
  show(list) {
    this.#held = new Map(list.map((one) => [one.group, one]));
    this.#showAll();
  }

  forget() {
    this.#held.clear();
  }

  /** Says how long ago the newest post came, when that reads differently now. `now` is exercise time (s). */
  tick(now) {
    for (const [code, { posts, newest }] of this.#held) {
      const { groups, ago: words } = this.#page.strings;
      const since = ago(Math.max(0, now - newest), words);
      const active = since === words.now ? groups.now : fill(groups.newest, { ago: since });
      this.#say(code, "newest", posts ? active : "");
    }
  }

  /** Whether the account that one speaks as is a member. */
  #isMember(code) {
    return Boolean(this.#held.get(code)?.joined?.includes(this.#account));
  }

  /** The code by which the server knows the chosen account. */
  get #account() {
    const { accounts, me } = this.#page;
    return accounts.chosen?.code === "own" ? `own-${me.id}` : accounts.chosen?.code;
  }

  #showAll() {
    const { strings, lang, me } = this.#page;
    for (const [code, { posts, members }] of this.#held) {
      const isMember = this.#isMember(code);
      this.#say(code, "members", count(strings.groups.members, members, lang, compact(members, lang)));
      const written = posts ? count(strings.groups.posts, posts, lang, compact(posts, lang)) : strings.groups.quiet;
      this.#say(code, "posts", written);
      for (const node of parts(code, "mine")) node.hidden = !isMember;
      for (const node of document.querySelectorAll(`[data-write-in="${code}"]`)) node.hidden = !isMember;
      for (const node of document.querySelectorAll(`[data-join="${code}"]`)) {
        node.hidden = me.id === null;
        node.textContent = isMember ? strings.groups.leave : strings.groups.join;
        node.classList.toggle("button--primary", !isMember);
      }
    }
    this.tick(this.#page.now());
  }

  #say(code, name, text) {
    for (const node of parts(code, name)) if (node.textContent !== text) node.textContent = text;
  }

  async #join(group) {
    if (this.#busy) return;
    this.#busy = true;
    const { strings, socket, accounts } = this.#page;
    const { code: account, name } = accounts.chosen;
    const on = !this.#isMember(group);
    try {
      await socket.request({ type: "join", key: newKey(), account, group, on });
      toast(fill(on ? strings.groups.joined : strings.groups.left, { account: name, group: this.name(group) }));
    } catch (error) {
      toast(error.message || strings.groups.failed, "bad");
    } finally {
      this.#busy = false;
    }
  }
}

function parts(code, name) {
  return document.querySelectorAll(`[data-group="${code}"] [data-part=${name}]`);
}
