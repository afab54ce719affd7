// Which posts one has liked, and with which reaction, remembered by the browser: the feed itself only carries totals.

export class Likes {
  #given; // id -> place of the reaction among the five; 0 is the like
  #key;

  constructor(room) {
    this.#key = `liked:${room}`;
    const kept = JSON.parse(localStorage.getItem(this.#key) ?? "[]");
    this.#given = new Map(kept.map((one) => (Array.isArray(one) ? one : [one, 0])));
  }

  has(id) {
    return this.#given.has(id);
  }

  /** The reaction that one gave to a post; null is none. */
  of(id) {
    return this.#given.get(id) ?? null;
  }

  set(id, reaction) {
    if (reaction === null) this.#given.delete(id);
    else this.#given.set(id, reaction);
    localStorage.setItem(this.#key, JSON.stringify([...this.#given]));
  }

  clear() {
    this.#given.clear();
    localStorage.removeItem(this.#key);
  }
}
