// Another text for a post that is out already, and the texts that a post has had.
import { clockText } from "../clock.js";
import { newKey } from "../keys.js";
import { toast } from "../toasts.js";
import { count, fill } from "../words.js";
import { lengthOf } from "./text.js";

const FEW = 20; // characters left from which on the number is told

/** The dialog in which one gives a post another text. It stays open, with what was typed, until the room has it. */
export class Rewriting {
  #dialog;
  #page;
  #post = null;
  #text;
  #fault;
  #key = "";
  #seen = 0; // when the text was changed that one is writing over

  constructor(dialog, page) {
    this.#dialog = dialog;
    this.#page = page;
    this.#text = dialog.querySelector("textarea");
    this.#fault = dialog.querySelector("[data-part=fault]");
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.#text.addEventListener("input", () => this.#changed());
    this.#text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.#save();
    });
  }

  open(post) {
    this.#post = post;
    this.#seen = post.edited ?? 0;
    this.#text.value = post.text;
    this.#changed();
    this.#dialog.showModal();
    this.#text.focus();
  }

  get #limit() {
    return this.#page.networks.find(({ kind }) => kind === this.#post.channel)?.length ?? 280;
  }

  get #left() {
    return this.#limit - lengthOf(this.#text.value);
  }

  #isSendable() {
    const text = this.#text.value.trim();
    return text !== "" && text !== this.#post.text && this.#left >= 0;
  }

  #changed() {
    this.#key = newKey();
    this.#say("");
    const left = this.#left;
    this.#dialog.querySelector("[data-part=left]").textContent =
      left <= FEW ? count(this.#page.strings.left, left, this.#page.lang) : "";
    this.#text.setAttribute("aria-invalid", String(left < 0));
    this.#dialog.querySelector("[type=submit]").setAttribute("aria-disabled", String(!this.#isSendable()));
  }

  /** Somebody was faster: their text is told, one's own stays to be sent over it or not. */
  #lookAgain(id) {
    if (this.#post.id !== id || !this.#dialog.open) return toast(this.#page.strings.notEdited, "bad");
    this.#seen = this.#post.edited ?? 0;
    this.#key = newKey();
    this.#say(fill(this.#page.strings.changedMeanwhile, { text: this.#post.text }));
  }

  #say(fault) {
    this.#fault.textContent = fault;
    this.#fault.hidden = !fault;
  }

  /** Sent again after a failure it carries the same key: it is done once. */
  async #save() {
    if (!this.#isSendable()) return;
    const { id } = this.#post;
    const text = this.#text.value.trim();
    try {
      await this.#page.socket.request({ type: "edit", key: this.#key, post: id, text, seen: this.#seen });
      if (this.#post.id === id) this.#dialog.close();
      toast(this.#page.strings.edited);
    } catch (error) {
      if (error.code === "changed_meanwhile") this.#lookAgain(id);
      else if (this.#post.id === id && this.#dialog.open) this.#say(error.message || this.#page.strings.notEdited);
      else toast(error.message || this.#page.strings.notEdited, "bad");
    }
  }
}

/** The dialog that shows what a post said before, the newest first. */
export class Versions {
  #dialog;
  #archive;
  #strings;
  #list;
  #status;
  #wanted = null;

  constructor(dialog, archive, strings) {
    this.#dialog = dialog;
    this.#archive = archive;
    this.#strings = strings;
    this.#list = dialog.querySelector("[data-part=list]");
    this.#status = dialog.querySelector("[data-part=status]");
  }

  async open(id) {
    this.#wanted = id;
    this.#list.replaceChildren();
    this.#tell(this.#strings.loading);
    this.#dialog.showModal();
    try {
      const versions = await this.#archive.versions(id);
      if (this.#wanted === id) this.#show(versions);
    } catch {
      if (this.#wanted === id) this.#tell(this.#strings.versionsNotLoaded);
    }
  }

  #tell(text) {
    this.#status.textContent = text;
    this.#status.hidden = !text;
  }

  #show(versions) {
    this.#tell("");
    const items = versions.map(({ t, text }, number) => {
      const item = document.createElement("li");
      item.className = "version";
      item.append(this.#head(t, number, versions.length), this.#words(text));
      return item;
    });
    this.#list.replaceChildren(...items.reverse());
  }

  #head(t, number, many) {
    const { asNow, atFirst } = this.#strings;
    const head = document.createElement("p");
    head.className = "version__head";
    const time = document.createElement("time");
    time.textContent = clockText(t);
    head.append(time);
    const told = number === many - 1 ? asNow : number === 0 ? atFirst : "";
    if (told) head.append(` · ${told}`);
    return head;
  }

  #words(text) {
    const words = document.createElement("p");
    words.className = "version__text";
    words.textContent = text;
    return words;
  }
}
