// Which posts one has liked, remembered by the browser: the feed itself only carries totals.

export class Likes {
  #ids;
  #key;

  constructor(room) {
    this.#key = `liked:${room}`;
    this.#ids = new Set(JSON.parse(localStorage.getItem(this.#key) ?? "[]"));
  }

  has(id) {
    return this.#ids.has(id);
  }

  set(id, on) {
    if (on) this.#ids.add(id);
    else this.#ids.delete(id);
    localStorage.setItem(this.#key, JSON.stringify([...this.#ids]));
  }

  clear() {
    this.#ids.clear();
    localStorage.removeItem(this.#key);
  }
}
