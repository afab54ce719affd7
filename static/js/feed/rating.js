// What people give the organisation on its page: the average, how many gave it, and how they spread.
import { count, fill } from "../words.js";

/** Of the counts of 1, 2, 3, 4, 5 stars: how many there are, and their average (0 of none). PURE. */
export function averaged(counts) {
  const number = counts.reduce((sum, some) => sum + some, 0);
  const stars = counts.reduce((sum, some, place) => sum + some * (place + 1), 0);
  return { number, average: number ? stars / number : 0 };
}

export class Rating {
  #node;
  #page;
  #told = "";

  /** `node` is null where the scenario has no reviews. */
  constructor(node, page) {
    this.#node = node;
    this.#page = page;
  }

  show(counts) {
    const said = counts.join();
    if (!this.#node || said === this.#told) return;
    this.#told = said;
    const { number, average } = averaged(counts);
    const { lang, strings } = this.#page;
    const plain = new Intl.NumberFormat(lang);
    const mean = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(average);
    this.#node.hidden = number === 0;
    this.#part("mean").textContent = mean;
    this.#part("stars").setAttribute("aria-label", fill(strings.stars, { n: mean }));
    this.#part("stars").style.setProperty("--given", `${average * 20}%`);
    this.#part("number").textContent = count(strings.reviews, number, lang, plain.format(number));
    for (const row of this.#node.querySelectorAll("[data-stars]")) {
      const some = counts[row.dataset.stars - 1];
      row.querySelector("[data-part=some]").textContent = plain.format(some);
      row.style.setProperty("--share", `${number ? (100 * some) / number : 0}%`);
    }
  }

  #part(name) {
    return this.#node.querySelector(`[data-part=${name}]`);
  }
}
