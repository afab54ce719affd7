// Accounts that one has blocked: nothing of theirs is shown on this page, until one takes that back.
import { newKey } from "../keys.js";
import { toast } from "../toasts.js";
import { fill } from "../words.js";
import { cardOf } from "./card.js";
import { markOf } from "./matching.js";

export class Blocks {
  #page;
  #list;
  #marks;
  #onChange;

  /** `page` brings socket, strings and watch (null for staff, who block nobody); `list` shows them, to be taken back;
   *  onChange() when somebody was blocked, or is no longer. */
  constructor(page, list, onChange) {
    this.#page = page;
    this.#list = list;
    this.#onChange = onChange;
    this.#marks = new Set(page.watch?.blocked);
    list.addEventListener("click", (event) => {
      const mark = event.target.closest("[data-unblock]")?.dataset.unblock;
      if (mark) void this.set(mark, false);
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

  /** Whether a post is of a blocked account, or shares one's words. */
  hides(post) {
    if (!this.#marks.size || post.team || post.mine) return false;
    const handles = post.kind === "share" && post.parent_handle ? [post.handle, post.parent_handle] : [post.handle];
    return handles.some((handle) => this.has(markOf("@", handle)));
  }

  /** Those of `posts` that one is to be told of. */
  allow(posts) {
    return this.#marks.size ? posts.filter((post) => !this.hides(post)) : posts;
  }

  /** Takes a card out of sight, or what it quotes; or shows it again. */
  dress(card) {
    const { post, node } = card;
    const isQuoting = this.#marks.size > 0 && Boolean(post.parent_handle) && this.has(markOf("@", post.parent_handle));
    node.classList.toggle("post--blocked", this.hides(post));
    node.classList.toggle("post--quotes-blocked", isQuoting);
    return card;
  }

  async set(mark, on) {
    const { strings, socket } = this.#page;
    try {
      const { blocked } = await socket.request({ type: "block", key: newKey(), mark, on });
      this.#marks = new Set(blocked);
      this.#onChange();
      toast(fill(on ? strings.watch.blocked : strings.watch.unblocked, { mark }));
    } catch (error) {
      toast(error.message, "bad");
    }
    for (const node of document.querySelectorAll(".post[tabindex]")) this.dress(cardOf(node));
    this.#show();
  }

  #show() {
    const items = [...this.#marks].map((mark) => {
      const node = document.getElementById("muted-template").content.firstElementChild.cloneNode(true);
      const button = node.querySelector("button");
      node.querySelector("[data-slot=text]").textContent = mark;
      button.dataset.unblock = mark;
      button.setAttribute("aria-label", fill(this.#page.strings.watch.unblockOf, { mark }));
      return node;
    });
    this.#list.querySelector("[data-part=list]").replaceChildren(...items);
    this.#list.hidden = !items.length;
  }
}
