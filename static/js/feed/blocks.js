// Accounts that one has blocked, or an account of the team: nothing of theirs is shown on this page, until that is
// taken back.
import { newKey } from "../keys.js";
import { toast } from "../toasts.js";
import { fill } from "../words.js";
import { cardOf } from "./card.js";
import { markOf } from "./matching.js";

export class Blocks {
  #page;
  #list;
  #marks;
  #team = new Map(); // mark -> the handle of the team's account that blocked it
  #onChange;

  /** `page` brings socket, strings and watch (null for staff, who block nobody); `list` shows them, to be taken back;
   *  onChange() when somebody was blocked, or is no longer. */
  constructor(page, list, onChange) {
    this.#page = page;
    this.#list = list;
    this.#onChange = onChange;
    this.#marks = new Set(page.watch?.blocked);
    list.addEventListener("click", (event) => {
      const { unblock: mark, team } = event.target.closest("[data-unblock]")?.dataset ?? {};
      if (mark) void (team ? this.setForTeam(mark, false) : this.set(mark, false));
    });
    this.#show();
  }

  /** Whether one may block at all. */
  get isOffered() {
    return Boolean(this.#page.watch);
  }

  has(mark) {
    return this.#marks.has(mark);
  }

  /** Whether an account of the team has blocked it. */
  hasForTeam(mark) {
    return this.#team.has(mark);
  }

  /** All that the team's accounts have blocked now: [{mark, account}]. */
  ofTeam(list) {
    const before = [...this.#team.keys()].join();
    this.#team = new Map(this.isOffered ? list.map(({ mark, account }) => [mark, account]) : []);
    if (before !== [...this.#team.keys()].join()) this.#refresh();
  }

  #isHidden(mark) {
    return this.has(mark) || this.hasForTeam(mark);
  }

  get #isEmpty() {
    return !this.#marks.size && !this.#team.size;
  }

  /** Whether a post is of a blocked account, or shares one's words. */
  hides(post) {
    if (this.#isEmpty || post.team || post.mine) return false;
    const handles = post.kind === "share" && post.parent_handle ? [post.handle, post.parent_handle] : [post.handle];
    return handles.some((handle) => this.#isHidden(markOf("@", handle)));
  }

  /** Those of `posts` that one is to be told of. */
  allow(posts) {
    return this.#isEmpty ? posts : posts.filter((post) => !this.hides(post));
  }

  /** Takes a card out of sight, or what it quotes; or shows it again. */
  dress(card) {
    const { post, node } = card;
    const isQuoting = !this.#isEmpty && Boolean(post.parent_handle) && this.#isHidden(markOf("@", post.parent_handle));
    node.classList.toggle("post--blocked", this.hides(post));
    node.classList.toggle("post--quotes-blocked", isQuoting);
    return card;
  }

  async set(mark, on) {
    const { strings } = this.#page;
    const done = await this.#ask({ mark, on }, on ? strings.watch.blocked : strings.watch.unblocked, { mark });
    if (!done) return;
    this.#marks = new Set(done.blocked);
    this.#refresh();
  }

  /** In the name of the chosen account of the team: the whole team sees nothing of it any more, and people hear of
   *  it. What comes of it the server tells. */
  async setForTeam(mark, on) {
    const { strings, accounts } = this.#page;
    const held = accounts.list.find(({ handle }) => handle === this.#team.get(mark));
    const { code: account, handle } = held ?? accounts.chosen;
    const said = on ? strings.watch.blockedByTeam : strings.watch.unblockedByTeam;
    await this.#ask({ mark, on, account }, said, { mark, account: `@${handle}` });
  }

  /** Sends it; what was done, or null. */
  async #ask(message, said, values) {
    try {
      const done = await this.#page.socket.request({ type: "block", key: newKey(), ...message });
      toast(fill(said, values));
      return done;
    } catch (error) {
      toast(error.message, "bad");
      return null;
    }
  }

  #refresh() {
    this.#onChange();
    for (const node of document.querySelectorAll(".post[tabindex]")) this.dress(cardOf(node));
    this.#show();
  }

  #show() {
    const { strings } = this.#page;
    const own = [...this.#marks].map((mark) => this.#item(mark, mark));
    const ofTeam = [...this.#team].map(([mark, account]) => {
      const item = this.#item(mark, fill(strings.watch.byTeam, { mark, account: `@${account}` }));
      item.querySelector("button").dataset.team = "1";
      return item;
    });
    this.#list.querySelector("[data-part=list]").replaceChildren(...own, ...ofTeam);
    this.#list.hidden = !own.length && !ofTeam.length;
  }

  #item(mark, text) {
    const node = document.getElementById("muted-template").content.firstElementChild.cloneNode(true);
    const button = node.querySelector("button");
    node.querySelector("[data-slot=text]").textContent = text;
    button.dataset.unblock = mark;
    button.setAttribute("aria-label", fill(this.#page.strings.watch.unblockOf, { mark }));
    return node;
  }
}
