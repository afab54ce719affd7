/* What the trainer asks of the server: each message has a key, so that it is carried out once. */

import { newKey } from "../keys.js";
import { Refused } from "../socket.js";
import { toast } from "../toasts.js";

export class Commands {
  #socket;
  #texts;

  constructor(socket, texts) {
    this.#socket = socket;
    this.#texts = texts;
  }

  /**
   * Send a message and wait for its answer: the result of `done`, or null after a refusal, which is told in a
   * toast. `button` shows that it is under way, and cannot be pressed again meanwhile.
   */
  async send(type, fields = {}, button = null) {
    if (button?.getAttribute("aria-busy") === "true") return null;
    button?.setAttribute("aria-busy", "true");
    try {
      return await this.#socket.request({ type, key: newKey(), ...fields });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      toast(error.message || this.#texts.not_done, "bad");
      return null;
    } finally {
      button?.removeAttribute("aria-busy");
    }
  }

  /** An error frame that answers no message of this page's. */
  complain({ message }) {
    toast(message || this.#texts.not_done, "bad");
  }
}
