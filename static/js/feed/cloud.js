// The words that stand out over the last minutes, in a column or a search: a list to read, the heaviest first.
import { compact, count, fill } from "../words.js";

const CLOUD_MS = 30000; // between two questions to the server

export class Cloud {
  node;
  #ask;
  #page;
  #onMinutes;
  #minutes = 0;
  #at = -Infinity;
  #asked = 0; // counts questions: the answer to an older one is not shown
  #isTold = false; // something is shown

  /** ask(minutes) brings what the server says; onMinutes(minutes) is told what one chooses. `page` brings the
   *  templates cloudTemplate and cloudWord, strings and lang. */
  constructor(ask, page, onMinutes) {
    this.#ask = ask;
    this.#page = page;
    this.#onMinutes = onMinutes;
    this.node = page.cloudTemplate.content.firstElementChild.cloneNode(true);
    this.node.hidden = true;
    this.#part("minutes").addEventListener("change", ({ target }) => this.#onMinutes(Number(target.value)));
  }

  /** Shows the last so many minutes; 0 shows nothing. */
  want(minutes) {
    if (minutes && minutes !== this.#minutes) this.forget();
    this.#minutes = minutes;
    this.node.hidden = !minutes;
    if (minutes) this.#part("minutes").value = String(minutes);
  }

  /** It is of something else now: the next beat asks afresh. */
  forget() {
    this.#at = -Infinity;
    this.#asked += 1;
    this.#isTold = false;
    for (const name of ["words", "tags"]) this.#part(name).replaceChildren();
    this.#note(this.#page.strings.loading);
  }

  async beat(at = performance.now()) {
    if (!this.#minutes || at - this.#at < CLOUD_MS) return;
    const isRead = this.#isTold && this.node.matches(":hover, :focus-within");
    if (isRead) return; // nothing moves under one's hand
    this.#at = at;
    const number = (this.#asked += 1);
    const found = await this.#ask(this.#minutes).catch(() => null);
    if (number !== this.#asked) return;
    if (found) this.#show(found);
    else if (!this.#isTold) this.#note(this.#page.strings.cloud.failed); // else what is there stays
  }

  #show({ words, tags, posts, compared }) {
    const { strings, lang } = this.#page;
    this.#isTold = true;
    this.#part("words").replaceChildren(...words.map((word) => this.#item(word)));
    this.#part("tags").replaceChildren(...tags.map((tag) => this.#item(tag)));
    for (const name of ["words", "tags"]) this.#part(name).hidden = !this.#part(name).children.length;
    const number = count(strings.uses, posts, lang, compact(posts, lang));
    const isNothing = !words.length && !tags.length;
    const says = isNothing ? strings.cloud.nothing : compared ? strings.cloud.compared : strings.cloud.most;
    this.#note(fill(says, { posts: number }));
  }

  #item({ text, q, weight, share }) {
    const { strings, lang } = this.#page;
    const item = this.#page.cloudWord.content.firstElementChild.cloneNode(true);
    const button = item.querySelector("button");
    button.dataset.q = q;
    button.dataset.weight = weight;
    button.textContent = text;
    const percent = new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: share < 0.1 ? 1 : 0 });
    button.title = fill(strings.cloud.share, { share: percent.format(share) });
    return item;
  }

  #note(text) {
    this.#part("note").textContent = text;
  }

  #part(name) {
    return this.node.querySelector(`[data-part=${name}]`);
  }
}
