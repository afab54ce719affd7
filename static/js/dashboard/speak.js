/* The composer: the trainer speaks as one of the scenario's characters, or answers a post as one. */

import { fill } from "../words.js";
import { toast } from "../toasts.js";
import { allows } from "./allowed.js";
import { clone, part, setText, show } from "./dom.js";
import { excerpt, numberText } from "./format.js";

export class SpeakDialog {
  #board;
  #commands;
  #data;
  #texts;
  #locale;
  #persona = null;
  #parent = null;
  #dialog = document.getElementById("speak-dialog");
  #search = document.getElementById("speak-search");
  #channel = document.getElementById("speak-channel");
  #group = document.getElementById("speak-group");
  #room = document.getElementById("speak-room");
  #text = document.getElementById("speak-text");
  #send = document.getElementById("speak-send");
  #cards = new Map();

  constructor({ board, commands, data, texts, locale }) {
    this.#board = board;
    this.#commands = commands;
    this.#data = data;
    this.#texts = texts;
    this.#locale = locale;
    for (const persona of data.personas) this.#cards.set(persona.code, this.#card(persona));
    document.getElementById("speak-personas").append(...this.#cards.values());
    this.#offer(data.channels);
    const groups = data.channels.flatMap((channel) => channel.groups ?? []);
    this.#group.append(...groups.map(({ code, name }) => new Option(name, code)));
    this.#search.addEventListener("input", () => this.#filter());
    this.#text.addEventListener("input", () => this.#judge());
    this.#channel.addEventListener("change", () => this.#judge());
    document.getElementById("speak").addEventListener("click", () => this.open(null));
    document.getElementById("speak-unparent").addEventListener("click", () => this.#setParent(null));
    document.getElementById("speak-form").addEventListener("submit", (event) => this.#publish(event));
  }

  /** Open it, to answer `parent` (a post of the selected room) or, with null, to say something new. */
  open(parent) {
    if (!allows("persona_post", this.#board.state, this.#data.may_steer)) return;
    this.#setParent(parent);
    this.#search.value = "";
    this.#group.value = "";
    this.#filter();
    this.#judge();
    this.#dialog.showModal();
    (this.#persona ? this.#text : this.#search).focus();
  }

  #setParent(parent) {
    this.#parent = parent;
    const box = document.getElementById("speak-parent");
    show(box, Boolean(parent));
    if (parent) setText(box, { who: parent.by ?? parent.name, text: excerpt(parent.text, 160) });
    if (this.#room) {
      this.#room.disabled = Boolean(parent);
      this.#room.value = parent ? this.#board.room.code : "";
    }
    if (parent) this.#filter();
    this.#judge();
  }

  #card(persona) {
    const card = clone("persona-template");
    const followers = fill(this.#texts.followers, { n: numberText(persona.followers, this.#locale) });
    setText(card, { name: persona.name, handle: `@${persona.handle}`, kind: `${this.#texts.persona_kinds[persona.kind]} · ${followers}` });
    const radio = card.querySelector("input");
    radio.value = persona.code;
    radio.addEventListener("change", () => this.#choose(persona));
    return card;
  }

  #choose(persona) {
    this.#persona = persona;
    const held = this.#parent?.channel ?? this.#channel.value;
    const channels = this.#data.channels.filter((channel) => persona.channels.includes(channel.kind));
    this.#offer(channels);
    if (channels.some((channel) => channel.kind === held)) this.#channel.value = held;
    part(this.#send, "label").textContent = fill(this.#texts.publish_as, { name: persona.name });
    this.#judge();
  }

  #offer(channels) {
    this.#channel.replaceChildren(...channels.map((channel) => new Option(channel.name, channel.kind)));
  }

  #filter() {
    const wanted = this.#search.value.trim().toLocaleLowerCase(this.#locale);
    for (const persona of this.#data.personas) {
      const words = `${persona.name} @${persona.handle} ${this.#texts.persona_kinds[persona.kind]}`;
      const fits = words.toLocaleLowerCase(this.#locale).includes(wanted);
      const speaks = !this.#parent || persona.channels.includes(this.#parent.channel);
      show(this.#cards.get(persona.code), fits && speaks);
    }
  }

  /** A new post on a network that has public groups may be begun in one of them. */
  get #takesGroup() {
    return !this.#parent && Boolean(this.#network?.groups);
  }

  get #network() {
    return this.#data.channels.find((channel) => channel.kind === this.#channel.value);
  }

  #judge() {
    const length = this.#network?.length ?? 0;
    show(document.getElementById("speak-group-field"), this.#takesGroup);
    const left = length - [...this.#text.value].length;
    const hint = document.getElementById("speak-left");
    hint.textContent = length ? fill(this.#texts.characters_left, { n: numberText(left, this.#locale) }) : "";
    hint.classList.toggle("field__error", left < 0);
    this.#send.disabled = !this.#persona || !this.#text.value.trim() || left < 0;
  }

  async #publish(event) {
    event.preventDefault();
    if (this.#send.disabled) return;
    const fields = { persona: this.#persona.code, channel: this.#channel.value, text: this.#text.value.trim() };
    if (this.#parent) fields.parent = this.#parent.id;
    if (this.#takesGroup && this.#group.value) fields.group = this.#group.value;
    const room = this.#parent ? this.#board.room.code : this.#room?.value;
    const done = await this.#commands.send("persona_post", { ...fields, ...(room ? { room } : {}) }, this.#send);
    if (!done) return;
    this.#text.value = "";
    this.#dialog.close();
    toast(fill(this.#texts.published_as, { name: this.#persona.name }));
  }
}
