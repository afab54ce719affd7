// What the team has pinned: on top of its own posts, and of the network where each stands.

export class Pins {
  #places;
  #makeCard;
  #cards = []; // of all places

  /** `places` are the elements [data-pins] with the kind of a network, or "" for all of them. */
  constructor(places, makeCard) {
    this.#places = places;
    this.#makeCard = makeCard;
  }

  get cards() {
    return this.#cards;
  }

  /** All that is pinned now, the newest first. */
  show(pins) {
    this.#cards = [];
    for (const place of this.#places) {
      const here = pins.filter(({ channel }) => !place.dataset.pins || channel === place.dataset.pins);
      const cards = here.map((post) => this.#makeCard({ ...post }));
      const list = place.querySelector("[data-part=pinned]");
      list.replaceChildren(...cards.map(({ node }) => node));
      place.hidden = !cards.length;
      this.#cards.push(...cards);
    }
  }

  patch(id, values) {
    for (const card of this.#cards.filter(({ post }) => post.id === id)) {
      Object.assign(card.post, values);
      card.refresh();
    }
  }
}
