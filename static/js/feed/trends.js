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

  show(trends) {
    for (const panel of this.#panels) {
      panel.querySelector("[data-part=list]").replaceChildren(...trends.map((trend) => this.#row(trend)));
      panel.querySelector("[data-part=empty]").hidden = trends.length > 0;
    }
  }

  #row({ tag, uses, rising }) {
    const node = this.#page.trend.content.firstElementChild.cloneNode(true);
    const text = tag.startsWith("#") ? tag : `#${tag}`;
    node.querySelector("[data-act]").dataset.q = text;
    node.querySelector("[data-slot=tag]").textContent = text;
    const { lang, strings } = this.#page;
    node.querySelector("[data-slot=uses]").textContent = count(strings.uses, uses, lang, compact(uses, lang));
    node.querySelector("[data-slot=rising]").hidden = !rising;
    return node;
  }
}
