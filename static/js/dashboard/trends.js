/* What rises: hashtags of the selected room, in the server's order. */

import { compact } from "../words.js";
import { clone, KeyedList, part, setText, show } from "./dom.js";

export class TrendList {
  #list;
  #locale;

  constructor({ board, locale }) {
    this.#locale = locale;
    this.#list = new KeyedList(document.getElementById("trends"), {
      key: (trend) => trend.tag,
      create: () => clone("trend-template"),
      update: (node, trend) => this.#update(node, trend),
    });
    board.on("room", () => {
      this.#list.show(board.room.trends);
      show(document.getElementById("trends-empty"), board.room.trends.length === 0);
    });
  }

  #update(node, trend) {
    setText(node, { tag: /\s/.test(trend.tag) ? trend.tag : `#${trend.tag}`, uses: compact(trend.uses, this.#locale) });
    show(part(node, "coined"), Boolean(trend.coined));
    show(part(node, "rising"), Boolean(trend.rising));
  }
}
