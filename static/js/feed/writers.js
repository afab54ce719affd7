// Who else in the team is writing just now, and what they answer: so that two do not say the same.
import { count, fill } from "../words.js";

const SAID_EVERY_MS = 3000; // while somebody types
const BELIEVED_MS = 8000; // after the last word of somebody who writes: their phone may be gone

export class Writers {
  #send;
  #me;
  #strings;
  #lang;
  #others = new Map(); // participant -> {name, account, parent, until}
  #saidAt = -Infinity;
  #said = null;
  #listeners = [];

  /** send(message) sends what needs no answer; `me` is one's own participant id; `strings` has writing and answering ({one, other}). */
  constructor({ send, me, strings, lang }) {
    this.#send = send;
    this.#me = me;
    this.#strings = strings;
    this.#lang = lang;
  }

  /** Calls `listener` whenever others begin or end. */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  /** One types: told at once, and again only now and then. */
  type(account, parent, at = performance.now()) {
    const now = JSON.stringify([account, parent]);
    if (now === this.#said && at - this.#saidAt < SAID_EVERY_MS) return;
    this.#said = now;
    this.#saidAt = at;
    this.#tell(account, parent, true);
  }

  /** One has sent it or put it away. */
  rest() {
    if (this.#said === null) return;
    const [account, parent] = JSON.parse(this.#said);
    this.#said = null;
    this.#saidAt = -Infinity;
    this.#tell(account, parent, false);
  }

  /** A `typing` frame. */
  heard({ who, name, account, parent = null, on }, at = performance.now()) {
    if (who === this.#me) return;
    if (on) this.#others.set(who, { name, account, parent, until: at + BELIEVED_MS });
    else this.#others.delete(who);
    this.#changed();
  }

  /** Forgets those who were not heard of lately. */
  tick(at = performance.now()) {
    const before = this.#others.size;
    for (const [who, { until }] of this.#others) if (until < at) this.#others.delete(who);
    if (this.#others.size !== before) this.#changed();
  }

  /** What to know before one writes: {text, isClash}, or null. An answer to the same post weighs more. */
  beside({ code, name }, parent) {
    const others = [...this.#others.values()];
    const rivals = parent == null ? [] : others.filter((other) => other.parent === parent);
    if (rivals.length) return { text: this.#say(this.#strings.answering, rivals, {}), isClash: true };
    const same = code === "own" ? [] : others.filter((other) => other.account === code);
    return same.length ? { text: this.#say(this.#strings.writing, same, { account: name }), isClash: false } : null;
  }

  #say(forms, people, values) {
    const names = people.map(({ name }) => name);
    const listed = new Intl.ListFormat(this.#lang, { type: "conjunction" }).format(names);
    return fill(count(forms, names.length, this.#lang), { names: listed, ...values });
  }

  #tell(account, parent, on) {
    this.#send({ type: "typing", account, ...(parent != null && { parent }), on });
  }

  #changed() {
    for (const listener of this.#listeners) listener();
  }
}
