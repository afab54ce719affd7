// What one has sent and the room does not show yet: at once on the screen, honest about where it is.
import { toast } from "../toasts.js";
import { fill } from "../words.js";
import { fnv1a } from "./faces.js";
import { showSmall } from "./picture.js";
import { initials } from "./text.js";

const SHOWN_DONE_MS = 4000; // after which a sent post leaves the outbox even if the feed has not brought it
const REMEMBERED = 500; // posts that came lately: the feed often brings one before the answer to who sent it

export class Outbox {
  #list;
  #page;
  #send;
  #edit;
  #items = new Map(); // key -> {node, message, parent, id}
  #connected = true;
  #arrived = new Set();

  /** send(message) resolves with {id} or rejects; edit(message, parent) opens the composer again. */
  constructor(list, page, { send, edit }) {
    this.#list = list;
    this.#page = page;
    this.#send = send;
    this.#edit = edit;
  }

  add(message, parent) {
    const node = this.#page.outgoing.content.firstElementChild.cloneNode(true);
    this.#fill(node, message, parent);
    this.#items.set(message.key, { node, message, parent, id: null });
    this.#list.prepend(node);
    this.#try(message.key);
  }

  /** The post `id` is in the feed now. */
  arrived(id) {
    this.#arrived.add(id);
    if (this.#arrived.size > REMEMBERED) this.#arrived.delete(this.#arrived.values().next().value);
    for (const [key, item] of this.#items) if (item.id === id) this.#remove(key);
  }

  /** Whether the connection stands: what cannot be sent yet says so. */
  set connected(is) {
    this.#connected = is;
    for (const { node } of this.#items.values()) {
      if (node.dataset.state === "sending") this.#tellSending(node);
    }
  }

  async #try(key) {
    const item = this.#items.get(key);
    item.node.dataset.state = "sending";
    this.#tellSending(item.node);
    try {
      const { id } = await this.#send(item.message);
      item.id = id;
      item.node.dataset.state = "sent";
      this.#say(item.node, this.#page.strings.sent);
      toast(this.#page.strings.sent);
      setTimeout(() => this.#remove(key), this.#arrived.has(id) ? 0 : SHOWN_DONE_MS);
    } catch (error) {
      item.node.dataset.state = "failed";
      this.#say(item.node, error.message || this.#page.strings.failed);
      toast(error.message || this.#page.strings.failed, "bad");
    }
  }

  #fill(node, message, parent) {
    const account = this.#page.accounts.byCode(message.account);
    const slot = (name) => node.querySelector(`[data-slot=${name}]`);
    slot("name").textContent = account.name;
    slot("handle").textContent = `@${account.handle}`;
    slot("text").textContent = message.text || fill(this.#page.strings.shared, { name: account.name });
    showSmall(slot("picture"), message, this.#page.api);
    slot("face").hidden = account.verified;
    slot("mark").hidden = !account.verified;
    this.#page.portraits.wear(slot("face"), account.handle);
    slot("mark").textContent = initials(account.name);
    slot("mark").style.setProperty("--hue", fnv1a(account.handle) % 360);
    slot("retry").addEventListener("click", () => this.#try(message.key));
    slot("edit").addEventListener("click", () => this.#mend(message.key, parent));
    slot("discard").addEventListener("click", () => this.#remove(message.key));
  }

  #mend(key, parent) {
    const { message } = this.#items.get(key);
    this.#remove(key);
    this.#edit(message, parent);
  }

  #remove(key) {
    this.#items.get(key)?.node.remove();
    this.#items.delete(key);
  }

  #tellSending(node) {
    this.#say(node, this.#connected ? this.#page.strings.sending : this.#page.strings.waiting);
  }

  #say(node, text) {
    node.querySelector("[data-slot=status]").textContent = text;
  }
}
