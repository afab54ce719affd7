// What is being talked about: tags with how often they were used, and whether they rise.
import { compact, count } from "../words.js";

export class Trends {
  #panels;
  #page;

  /** `panels` are the elements that show the list (one beside the feed, one as a tab of its own on a phone). */
  constructor(panels, page) {
    this.#panels = panels;
    this.#page = page;
  }

  /** Comes every second, and mostly says the same: a row stays what it is, and only what differs is written. */
  show(trends) {
    for (const panel of this.#panels) {
      const list = panel.querySelector("[data-part=list]");
      while (list.children.length > trends.length) list.lastElementChild.remove();
      while (list.children.length < trends.length) list.append(this.#page.trend.content.firstElementChild.cloneNode(true));
      trends.forEach((trend, place) => this.#fill(list.children[place], trend));
      panel.querySelector("[data-part=empty]").hidden = trends.length > 0;
    }
  }

  #fill(row, { tag, uses, rising }) {
    const { lang, strings } = this.#page;
    const text = tag.startsWith("#") ? tag : `#${tag}`;
    const search = row.querySelector("[data-act]");
    if (search.dataset.q !== text) search.dataset.q = text;
    write(row.querySelector("[data-slot=tag]"), text);
    write(row.querySelector("[data-slot=uses]"), count(strings.uses, uses, lang, compact(uses, lang)));
    const badge = row.querySelector("[data-slot=rising]");
    if (badge.hidden !== !rising) badge.hidden = !rising;
  }
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
