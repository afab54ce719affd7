/* Who is in: rooms, functions, who left; the lobby's lock; removing, and moving a seat to another device. */

import { count, fill } from "../words.js";
import { allows } from "./allowed.js";
import { clone, KeyedList, part, setText, show } from "./dom.js";

export class PeopleList {
  #board;
  #commands;
  #data;
  #texts;
  #locale;
  #list;
  #ask;
  #lock = document.getElementById("lobby-lock");
  #seat = document.getElementById("seat-dialog");

  constructor({ board, commands, data, texts, locale, ask }) {
    this.#board = board;
    this.#commands = commands;
    this.#data = data;
    this.#texts = texts;
    this.#locale = locale;
    this.#ask = ask;
    this.#list = new KeyedList(document.getElementById("people-list"), {
      key: (person) => person.id,
      create: (person) => this.#create(person),
      update: (node, person) => this.#update(node, person),
    });
    this.#lock?.addEventListener("change", () => this.#setLock());
    board.on("people", () => this.#show());
    board.on("clock", () => this.#enable());
  }

  #show() {
    const people = sortPeople(this.#board.people, this.#board.rooms);
    this.#list.show(people);
    const present = people.filter((person) => !person.removed).length;
    show(document.getElementById("people-empty"), people.length === 0);
    document.getElementById("people-summary").textContent = count(this.#texts.people, present, this.#locale);
    const joined = document.getElementById("ready-joined");
    if (joined) joined.textContent = present ? count(this.#texts.joined, present, this.#locale) : "";
    if (this.#lock) this.#lock.checked = Boolean(this.#board.lobby?.locked);
  }

  #create({ id }) {
    const node = clone("person-template");
    for (const button of node.querySelectorAll("[data-does]")) {
      button.addEventListener("click", () => this.#do(button.dataset.does, id, button));
    }
    return node;
  }

  #update(node, person) {
    const room = this.#board.roomOf(person.room)?.name;
    const words = [this.#data.functions[person.function] ?? person.function, this.#board.rooms.length > 1 ? room : ""];
    setText(node, { name: person.name, what: words.filter(Boolean).join(" · ") });
    node.classList.toggle("person--gone", Boolean(person.removed));
    show(part(node, "gone"), Boolean(person.removed));
    this.#dot(part(node, "dot"), person);
    part(node, "menu")?.setAttribute("aria-label", fill(this.#texts.person_menu, { name: person.name }));
    for (const button of node.querySelectorAll("[data-does]")) {
      show(button, (button.dataset.does === "readmit") === Boolean(person.removed));
    }
  }

  #dot(dot, { connected, removed }) {
    const known = connected !== undefined && !removed;
    dot.dataset.connected = known ? String(connected) : "";
    dot.title = known ? this.#texts.connected[String(connected)] : "";
  }

  #enable() {
    if (this.#lock) this.#lock.disabled = !allows("lock_lobby", this.#board.state, this.#data.may_steer);
    for (const button of document.querySelectorAll("#people-list [data-does]")) {
      button.disabled = !allows(button.dataset.does, this.#board.state, this.#data.may_steer);
    }
  }

  async #do(verb, id, button) {
    button.closest("details").open = false;
    const person = this.#board.people.find((one) => one.id === id);
    if (verb === "remove" && !(await this.#sure(person))) return;
    const done = await this.#commands.send(verb, { participant: id }, button);
    if (done?.code) this.#showCode(person, done.code);
  }

  #sure({ name }) {
    const { title, text, yes } = this.#texts.ask_remove;
    return this.#ask({ title: fill(title, { name }), text, yes });
  }

  #showCode({ name }, code) {
    setText(this.#seat, { code, who: name });
    this.#seat.showModal();
  }

  async #setLock() {
    const on = this.#lock.checked;
    const done = await this.#commands.send("lock_lobby", { on }, this.#lock);
    if (!done) this.#lock.checked = !on;
  }
}

/** Those present first, by room and name. */
export function sortPeople(people, rooms) {
  const order = new Map(rooms.map((room, index) => [room.code, index]));
  const rank = (person) => (person.removed ? 1000 : 0) + (order.get(person.room) ?? 999);
  return people.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}
