// What one watches and has muted: kept by the server for the seat, and by the browser until the server has it.
// Staff who look on have no seat: theirs stays in the browser.
import { newKey } from "../keys.js";

const CALM_MS = 700; // changes that follow each other go out as one

export class Kept {
  #key;
  #ask;
  #onFault;
  #data;
  #hasSeat;
  #timer = 0;
  #sending = Promise.resolve();

  /** `page` knows room, me and watch (what the server keeps, null for staff). ask(message) sends one to the
   *  server; onFault(error) is told of what it refused. */
  constructor(page, ask, onFault) {
    this.#key = `watch:${page.room.code}:${page.me.id ?? "staff"}`;
    this.#ask = ask;
    this.#onFault = onFault;
    this.#hasSeat = Boolean(page.watch);
    const here = this.#stored();
    this.#data = { columns: [], muted: [], unsent: {}, ...here, ...(here.unsent?.columns ? {} : page.watch) };
    if (page.watch) this.#data.muted = merged(page.watch.muted, this.#data.unsent);
  }

  get columns() {
    return this.#data.columns;
  }

  get muted() {
    return this.#data.muted;
  }

  /** Sends what an earlier page could not send any more. */
  start() {
    for (const [name, value] of Object.entries(this.#data.unsent)) {
      if (name === "columns") this.keep(this.#data.columns);
      else this.mute(name, value);
    }
  }

  keep(columns) {
    this.#data.columns = columns;
    this.#note("columns", true);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send("columns", () => ({ type: "watch", columns: this.#data.columns })), CALM_MS);
  }

  /** `mark` is "@handle" or "#tag", folded. */
  mute(mark, on) {
    this.#data.muted = merged(this.#data.muted, { [mark]: on });
    this.#note(mark, on);
    this.#send(mark, () => ({ type: "mute", mark, on }));
  }

  /** One after the other: of two orders of the columns, the later one stays. */
  #send(name, message) {
    if (!this.#hasSeat) return;
    this.#sending = this.#sending.then(async () => {
      const sent = message();
      try {
        await this.#ask({ key: newKey(), ...sent });
      } catch (error) {
        if (error.code === "closed") return; // the seat is gone; it stays noted here
        this.#onFault(error);
      }
      if (name !== "columns" || sent.columns === this.#data.columns) this.#note(name);
    });
  }

  #note(name, value) {
    if (value === undefined) delete this.#data.unsent[name];
    else if (this.#hasSeat) this.#data.unsent[name] = value;
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#data));
    } catch {
      // storage refused: the server has it
    }
  }

  #stored() {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? "{}");
    } catch {
      return {};
    }
  }
}

/** `muted` after each of `changes` (mark -> on). PURE. */
export function merged(muted, changes) {
  const marks = new Set(muted);
  for (const [mark, on] of Object.entries(changes)) {
    if (mark === "columns") continue;
    if (on) marks.add(mark);
    else marks.delete(mark);
  }
  return [...marks];
}
