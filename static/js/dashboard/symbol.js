/* The symbol of the wall in the selected room: the tribute that people take up most. */

import { compact, fill } from "../words.js";
import { setText, show } from "./dom.js";
import { excerpt } from "./format.js";
import { fetchPost } from "./history.js";

const AGAIN_MS = 20_000; // after which its likes and shares are fetched anew

export class WallSymbol {
  #box = document.getElementById("symbol");
  #board;
  #data;
  #texts;
  #locale;
  #shown = null; // room and post, as "room/id"
  #askedAt = -Infinity;

  constructor({ board, data, texts, locale }) {
    this.#board = board;
    this.#data = data;
    this.#texts = texts;
    this.#locale = locale;
    board.on("room", () => void this.#look());
  }

  async #look(at = performance.now()) {
    const { code, symbol } = this.#board.room;
    const wanted = symbol === null ? null : `${code}/${symbol}`;
    if (wanted === this.#shown && (wanted === null || at - this.#askedAt < AGAIN_MS)) return;
    if (wanted !== this.#shown) show(this.#box, false);
    this.#shown = wanted;
    this.#askedAt = at;
    const post = wanted === null ? null : await fetchPost(this.#data.urls.posts, code, symbol);
    if (wanted !== this.#shown) return;
    if (post && !post.deleted) this.#fill(post, code);
    else show(this.#box, false);
  }

  #fill(post, code) {
    const counts = { likes: compact(post.likes, this.#locale), shares: compact(post.shares, this.#locale) };
    setText(this.#box, {
      name: post.name,
      handle: `@${post.handle}`,
      text: excerpt(post.text, 120),
      counts: fill(this.#texts.symbol_counts, counts),
    });
    const picture = this.#box.querySelector("img") ?? this.#addPicture();
    const shown = post.photo ? "photo" : "picture.svg";
    const address = `${this.#data.urls.posts.replace("{room}", code)}/${post.id}/${shown}`;
    if (picture.getAttribute("src") !== address) picture.src = address;
    show(this.#box, true);
  }

  #addPicture() {
    const picture = new Image(64, 80);
    picture.className = "wall-symbol__picture";
    picture.alt = "";
    this.#box.prepend(picture);
    return picture;
  }
}
