/* What the team has published in the selected room, newest first, with the crowd's answer in figures. */

import { count } from "../words.js";
import { KeyedList, show } from "./dom.js";

export class TeamList {
  #board;
  #list;
  #texts;
  #locale;

  constructor({ board, nodes, texts, locale }) {
    this.#board = board;
    this.#texts = texts;
    this.#locale = locale;
    this.#list = new KeyedList(document.getElementById("team-list"), {
      key: (post) => post.id,
      create: (post) => nodes.create("team-post-template", post),
      update: (node, post) => nodes.updateTeam(node, post),
    });
    board.on("room", () => this.#show());
    board.on("clock", () => this.#show());
  }

  #show() {
    const posts = this.#board.room.teamPosts;
    this.#list.show(posts);
    show(document.getElementById("team-empty"), posts.length === 0);
    const badge = document.getElementById("team-count");
    show(badge, posts.length > 0);
    badge.textContent = count(this.#texts.posts, posts.length, this.#locale);
  }
}
