/* Whom the accounts of the selected room's team have blocked, and which public groups they joined. */

import { fill } from "../words.js";
import { clone, KeyedList, setText, show } from "./dom.js";

export class CircleList {
  #board;
  #data;
  #texts;
  #names;
  #list;
  #box = document.getElementById("circles");

  constructor({ board, data, texts, locale }) {
    this.#board = board;
    this.#data = data;
    this.#texts = texts.circles;
    this.#names = new Intl.ListFormat(locale, { type: "conjunction" });
    this.#list = new KeyedList(this.#box, {
      key: ({ what, who }) => `${what}/${who}`,
      create: () => clone("circle-template"),
      update: (node, circle) => this.#update(node, circle),
    });
    board.on("room", () => this.#show());
    board.on("people", () => this.#show());
  }

  #show() {
    const circles = circlesOf(this.#board.room, this.#data, this.#board.people);
    show(this.#box, circles.length > 0);
    this.#list.show(circles);
  }

  #update(node, { what, who, others }) {
    setText(node, { what: fill(this.#texts[what], { who }), others: this.#names.format(others) });
  }
}

/** Lines of what is there: {what: "blocks" or "joined", who, others}, one for each account that did either. */
export function circlesOf({ blocked, groups }, { accounts, channels }, people) {
  const titles = new Map(channels.flatMap((one) => one.groups ?? []).map(({ code, name }) => [code, name]));
  const names = new Map(accounts.map(({ code, handle }) => [code, `@${handle}`]));
  for (const { id, name } of people) names.set(`own-${id}`, name);
  const lines = new Map();
  const add = (what, who, other) => {
    const key = `${what}/${who}`;
    if (!lines.has(key)) lines.set(key, { what, who, others: [] });
    lines.get(key).others.push(other);
  };
  for (const { mark, account } of blocked) add("blocks", `@${account}`, mark);
  for (const { group, joined } of groups) {
    for (const code of joined) if (names.has(code)) add("joined", names.get(code), titles.get(group) ?? group);
  }
  return [...lines.values()];
}
