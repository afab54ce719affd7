/* What the team's messages do, as they are read; a trainer corrects a reading with one click. */

import { clockText } from "../clock.js";
import { fill } from "../words.js";
import { allows } from "./allowed.js";
import { clone, KeyedList, part, setText, show } from "./dom.js";
import { excerpt } from "./format.js";

const TEXT = 400; // characters of the message that the dialog shows

export class Readings {
  #board;
  #commands;
  #data;
  #texts;
  #lists = new WeakMap();
  #post = null;
  #dialog = document.getElementById("reading-dialog");

  constructor({ board, commands, data, texts }) {
    this.#board = board;
    this.#commands = commands;
    this.#data = data;
    this.#texts = texts.reading;
    if (!this.#dialog) return;
    for (const group of ["strategies", "marks"]) this.#choices(group);
    board.on("room", () => this.#showChoices());
    board.on("clock", () => this.#showChoices());
  }

  /** Show under a message what it does. */
  update(node, post) {
    const box = part(node, "reading");
    const labels = post.deleted ? null : post.reading;
    show(box, Boolean(labels));
    if (!labels) return;
    this.#listOf(box, post).show(Object.entries(labels));
    show(part(box, "none"), !Object.keys(labels).length);
    const button = part(box, "mend");
    if (button) button.disabled = !this.#mayMend();
  }

  #listOf(box, post) {
    if (!this.#lists.has(box)) {
      part(box, "mend")?.addEventListener("click", () => this.#open(post));
      const list = new KeyedList(part(box, "labels"), {
        key: ([label]) => label,
        create: ([label]) => this.#label(label, post),
        update: (node, [label, because]) => this.#updateLabel(node, label, because),
      });
      this.#lists.set(box, list);
    }
    return this.#lists.get(box);
  }

  #label(label, post) {
    const node = clone("label-template");
    node.classList.toggle("label--hot", this.#texts.inflaming.includes(label));
    const name = this.#texts.labels[label] ?? label;
    setText(node, { name });
    const off = part(node, "off");
    off?.setAttribute("aria-label", fill(this.#texts.take_off, { name }));
    off?.addEventListener("click", () => this.#toggle(post, label, off));
    return node;
  }

  #updateLabel(node, label, because) {
    const title = because.length ? because.map((words) => fill(this.#texts.words, { words })).join(", ") : "";
    if (node.title !== title) node.title = title;
    const off = part(node, "off");
    if (off) off.disabled = !this.#mayMend();
  }

  #choices(group) {
    const buttons = this.#texts[group].map((label) => {
      const button = clone("label-choice-template");
      button.textContent = this.#texts.labels[label];
      button.dataset.label = label;
      button.addEventListener("click", () => this.#toggle(this.#post, label, button));
      return button;
    });
    document.getElementById(`reading-${group}`).replaceChildren(...buttons);
  }

  #open(post) {
    this.#post = post;
    const box = document.getElementById("reading-post");
    setText(box, { who: post.by ?? post.name, time: clockText(post.t), text: excerpt(post.text, TEXT) });
    this.#showChoices();
    this.#dialog.showModal();
  }

  #showChoices() {
    if (!this.#post) return;
    for (const button of this.#dialog.querySelectorAll("[data-label]")) {
      button.setAttribute("aria-pressed", String(button.dataset.label in (this.#post.reading ?? {})));
      button.disabled = !this.#mayMend();
    }
  }

  async #toggle(post, label, button) {
    const held = Object.keys(post.reading ?? {});
    const labels = held.includes(label) ? held.filter((one) => one !== label) : [...held, label];
    await this.#commands.send("correct_reading", { room: this.#board.room.code, post: post.id, labels }, button);
  }

  #mayMend() {
    return allows("correct_reading", this.#board.state, this.#data.may_steer);
  }
}
