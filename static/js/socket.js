// A socket that comes back: greets, acknowledges, and keeps what was asked until it is answered.
import { delayBefore } from "./backoff.js";

// Coming back would change nothing: not logged in, not yours, unknown, removed or over.
const FINAL_CODES = new Set([4401, 4403, 4404, 4409]);

/** The server answered a message with an error frame: nothing was changed. */
export class Refused extends Error {
  constructor(code, message, draft = null) {
    super(message);
    this.code = code;
    this.draft = draft; // as it is now, where somebody else has changed it
  }
}

export class LiveSocket {
  #url;
  #hello;
  #ack;
  #onFrame;
  #onStatus;
  #socket = null;
  #greeted = false;
  #attempt = 0;
  #retry = 0;
  #ackEvery = 10;
  #unacknowledged = 0;
  #heardAt = 0;
  #asked = new Map(); // key -> {message, resolve, reject}

  /**
   * hello() and ack() make the messages of these names from what the page holds now. onFrame(frame) gets every
   * frame but `done` and those errors that answer a request. onStatus(status, code) gets "open", "lost"
   * (it tries again by itself) and "closed" (it does not; `code` says why).
   */
  constructor({ path, hello, ack, onFrame, onStatus }) {
    const url = new URL(path, location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    this.#url = url.href;
    this.#hello = hello;
    this.#ack = ack;
    this.#onFrame = onFrame;
    this.#onStatus = onStatus;
  }

  open() {
    clearTimeout(this.#retry);
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    this.#greeted = false;
    socket.addEventListener("open", () => this.send(this.#hello()));
    socket.addEventListener("message", (event) => this.#socket === socket && this.#receive(event));
    socket.addEventListener("close", (event) => this.#socket === socket && this.#lost(event.code));
  }

  /** Drops a connection that seems dead, and makes another at once. */
  reopen() {
    const dead = this.#socket;
    this.#socket = null;
    dead?.close();
    this.open();
  }

  close() {
    clearTimeout(this.#retry);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  /** Milliseconds since the server was last heard. */
  silence(at = performance.now()) {
    return at - this.#heardAt;
  }

  send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /**
   * Sends a message that has a `key`, again after each loss of the connection, until it is answered.
   * Resolves with the result of `done`, rejects with Refused.
   */
  request(message) {
    return new Promise((resolve, reject) => {
      this.#asked.set(message.key, { message, resolve, reject });
      if (this.#greeted) this.send(message);
    });
  }

  #receive(event) {
    this.#heardAt = performance.now();
    const frame = JSON.parse(event.data);
    if (frame.type === "welcome") this.#greet(frame);
    if (!this.#settle(frame)) this.#onFrame(frame);
    this.#unacknowledged += 1;
    if (this.#unacknowledged >= this.#ackEvery) this.#acknowledge();
  }

  #greet(welcome) {
    this.#greeted = true;
    this.#attempt = 0;
    this.#unacknowledged = 0;
    this.#ackEvery = welcome.ack_every;
    this.#onStatus("open");
    for (const { message } of this.#asked.values()) this.send(message);
  }

  #settle(frame) {
    const asked = frame.ref && this.#asked.get(frame.ref);
    if (!asked || (frame.type !== "done" && frame.type !== "error")) return false;
    this.#asked.delete(frame.ref);
    if (frame.type === "done") asked.resolve(frame.result ?? {});
    else asked.reject(new Refused(frame.code, frame.message, frame.draft));
    return true;
  }

  #acknowledge() {
    this.#unacknowledged = 0;
    this.send(this.#ack());
  }

  #lost(code) {
    this.#socket = null;
    this.#greeted = false;
    if (FINAL_CODES.has(code)) return this.#end(code);
    this.#onStatus("lost", code);
    this.#retry = setTimeout(() => this.open(), delayBefore(this.#attempt, Math.random()));
    this.#attempt += 1;
  }

  #end(code) {
    for (const { reject } of this.#asked.values()) reject(new Refused("closed", ""));
    this.#asked.clear();
    this.#onStatus("closed", code);
  }
}
