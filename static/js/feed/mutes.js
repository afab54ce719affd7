// Accounts and hashtags that one does not want to read: their posts are folded away, to be opened one by one.
import { fill } from "../words.js";
import { cardOf } from "./card.js";
import { markOf, ofPost } from "./matching.js";

const OFFERED = 3; // hashtags of a post that its menu offers

export class Mutes {
  #kept;
  #list;
  #page;
  #opened = new WeakSet(); // nodes of cards that one chose to read

  /** `kept` holds what is muted; `list` shows it, to be taken back. */
  constructor(kept, list, page) {
    this.#kept = kept;
    this.#list = list;
    this.#page = page;
    list.addEventListener("click", (event) => {
      const mark = event.target.closest("[data-unmute]")?.dataset.unmute;
      if (mark) this.set(mark, false);
    });
    this.#show();
  }

  has(mark) {
    return this.#kept.muted.includes(mark);
  }

  /** Why a post is folded away: "@handle" or "#tag", or "". Never what concerns the team. */
  reason(post) {
    if (!this.#kept.muted.length || post.team || post.mine || post.mentions_team) return "";
    return marksOf(post).find((mark) => this.has(mark)) ?? "";
  }

  /** Folds a card away, or not. */
  dress(card) {
    const mark = this.#opened.has(card.node) || card.post.deleted ? "" : this.reason(card.post);
    card.node.classList.toggle("post--muted", mark !== "");
    const notice = card.reveal("muted", mark !== "");
    if (mark) notice.querySelector("[data-slot=mutedText]").textContent = fill(this.#page.strings.watch.muted, { mark });
    return card;
  }

  unfold(card) {
    this.#opened.add(card.node);
    this.dress(card);
    card.node.focus({ preventScroll: true });
  }

  set(mark, on) {
    this.#kept.mute(mark, on);
    for (const node of document.querySelectorAll(".post[tabindex]")) {
      if (on) this.#opened.delete(node);
      this.dress(cardOf(node));
    }
    this.#show();
  }

  /** The buttons of a post's menu: its author, and its first hashtags. */
  offer(place, post) {
    const isOffered = !post.team && !post.mine && !post.mentions_team;
    const marks = isOffered ? [...new Set(marksOf(post))].filter((mark) => mark[0] === "#" || mark === ownerOf(post)) : [];
    const chosen = marks.filter((mark) => !this.has(mark)).slice(0, OFFERED + 1);
    place.replaceChildren(...chosen.map((mark) => this.#button("mute-template", mark, this.#page.strings.watch.mute)));
  }

  #button(template, mark, text) {
    const node = document.getElementById(template).content.firstElementChild.cloneNode(true);
    node.querySelector("[data-slot=text]").textContent = fill(text, { mark });
    const button = node.matches("button") ? node : node.querySelector("button");
    button.dataset[template === "mute-template" ? "mark" : "unmute"] = mark;
    return node;
  }

  #show() {
    const { muted } = this.#kept;
    const items = muted.map((mark) => this.#button("muted-template", mark, "{mark}"));
    for (const item of items) {
      const button = item.querySelector("button");
      button.setAttribute("aria-label", fill(this.#page.strings.watch.unmute, { mark: button.dataset.unmute }));
    }
    this.#list.querySelector("[data-part=list]").replaceChildren(...items);
    this.#list.hidden = !muted.length;
  }
}

/** Whose words a post brings, as a mark. */
function ownerOf(post) {
  return markOf("@", post.kind === "share" ? (post.parent_handle ?? post.handle) : post.handle);
}

/** The marks by which a post can be muted: who wrote it, who shared it, its hashtags. */
function marksOf(post) {
  const { marks } = ofPost(post.kind === "share" ? (post.parent_text ?? post.text) : post.text, post.handle);
  return post.kind === "share" ? [ownerOf(post), ...marks] : marks;
}
