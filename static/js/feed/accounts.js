// The accounts that one may speak from, and the one chosen now (kept for this tab of the browser).

export class Accounts {
  #accounts;
  #key;
  #chosen;
  #listeners = [];

  /** `accounts` is [{code, name, handle, verified, channels}]; `key` names the room in the storage. */
  constructor(accounts, key) {
    this.#accounts = accounts;
    this.#key = `account:${key}`;
    this.#chosen = this.byCode(sessionStorage.getItem(this.#key)) ?? accounts[0] ?? null;
  }

  get list() {
    return this.#accounts;
  }

  get chosen() {
    return this.#chosen;
  }

  byCode(code) {
    return this.#accounts.find((account) => account.code === code);
  }

  /** Whether a post by `handle` was written from one of these accounts. */
  holds(handle) {
    return this.#accounts.some((account) => account.handle === handle);
  }

  choose(code) {
    const account = this.byCode(code);
    if (!account || account === this.#chosen) return;
    this.#chosen = account;
    sessionStorage.setItem(this.#key, code);
    for (const listener of this.#listeners) listener(account);
  }

  onChoice(listener) {
    this.#listeners.push(listener);
    if (this.#chosen) listener(this.#chosen);
  }
}
