// Who is who: the names that go with handles seen so far. A share only brings the handle of what it shares.
const MOST = 4000;

export class Directory {
  #people = new Map();

  /** `accounts` are known from the start: {handle, name, verified}. */
  constructor(accounts) {
    for (const account of accounts) this.meet(account);
  }

  meet({ handle, name, verified }) {
    this.#people.delete(handle);
    this.#people.set(handle, { name, verified });
    if (this.#people.size > MOST) this.#people.delete(this.#people.keys().next().value);
  }

  /** {name, verified} of `handle`, or undefined. */
  find(handle) {
    return this.#people.get(handle);
  }
}
