/* Says when the page no longer hears from the server, and why. */

import { part, show } from "./dom.js";

const PATIENCE = 1500; // ms: a hiccup is not worth a notice

export class LinkNotice {
  #texts;
  #node = document.getElementById("link-notice");
  #timer = 0;

  constructor(texts) {
    this.#texts = texts;
  }

  /** `status` is "open", "lost" or "closed" with the socket's code. */
  show(status, code) {
    if (status === "open") {
      clearTimeout(this.#timer);
      this.#timer = 0;
      return show(this.#node, false);
    }
    const text = status === "lost" ? this.#texts.lost : (this.#texts.closed[code] ?? this.#texts.closed.other);
    if (status === "closed") return this.#say(text);
    this.#timer ||= setTimeout(() => this.#say(text), PATIENCE);
  }

  #say(text) {
    part(this.#node, "text").textContent = text;
    show(this.#node, true);
  }
}
