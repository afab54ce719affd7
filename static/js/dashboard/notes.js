/* Observations and ratings. From a post it takes two clicks: its note button, then a ready-made phrase. */

import { clockText } from "../clock.js";
import { fill } from "../words.js";
import { toast } from "../toasts.js";
import { allows } from "./allowed.js";
import { clone, KeyedList, part, setText, show } from "./dom.js";
import { excerpt } from "./format.js";

export class Notes {
  #board;
  #commands;
  #data;
  #texts;
  #list;
  #post = null;
  #dialog = document.getElementById("note-dialog");
  #own = document.getElementById("post-note-text");
  #objective = document.getElementById("post-note-objective");
  #scores = new Map(); // "room objective" -> one's own score
  #notes = new Map(); // number in the log -> entry

  constructor({ board, commands, data, texts }) {
    this.#board = board;
    this.#commands = commands;
    this.#data = data;
    this.#texts = texts;
    this.#list = new KeyedList(document.getElementById("notes-list"), {
      key: (entry) => entry.number,
      create: (entry) => this.#create(entry),
      update: () => {},
    });
    for (const { code, title } of data.objectives) this.#objective.add(new Option(title, code));
    for (const button of document.querySelectorAll("[data-quick]")) {
      button.addEventListener("click", () => this.#send(button.textContent, button));
    }
    this.#own.addEventListener("input", () => this.#enable());
    document.getElementById("post-note-form").addEventListener("submit", (event) => this.#submit(event));
    document.getElementById("note-form").addEventListener("submit", (event) => this.#noteMoment(event));
    for (const entry of data.notes) this.#notes.set(entry.number, entry);
    for (const { room_code, objective, score } of data.ratings) this.#scores.set(`${room_code} ${objective}`, score);
    this.#buildRatings();
    board.on("log", () => this.#show());
    board.on("room", () => this.#showRatings());
    board.on("clock", () => this.#showRatings());
  }

  /** Open the dialog for a post of the selected room, or for this moment when `post` is null. */
  open(post) {
    if (!allows("observe", this.#board.state, this.#data.may_steer)) return;
    this.#post = post;
    const box = document.getElementById("note-post");
    show(box, Boolean(post));
    if (post) setText(box, { who: post.by ?? post.name, time: clockText(post.t), text: excerpt(post.text, 200) });
    this.#own.value = "";
    this.#objective.value = "";
    this.#enable();
    this.#dialog.showModal();
    (document.querySelector("[data-quick]") ?? this.#own).focus();
  }

  #enable() {
    document.getElementById("post-note-send").disabled = !this.#own.value.trim();
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#own.value.trim();
    if (text) this.#send(text, document.getElementById("post-note-send"));
  }

  async #send(text, button) {
    const fields = { text, room: this.#board.room.code };
    if (this.#post) fields.post = this.#post.id;
    if (this.#objective.value) fields.objective = this.#objective.value;
    const done = await this.#commands.send("observe", fields, button);
    if (!done) return;
    this.#dialog.close();
    toast(this.#texts.noted);
  }

  async #noteMoment(event) {
    event.preventDefault();
    const field = document.getElementById("note-text");
    const text = field.value.trim();
    if (!text) return;
    const button = event.target.querySelector("button");
    const done = await this.#commands.send("observe", { text, room: this.#board.room.code }, button);
    if (done) field.value = "";
  }

  #show() {
    for (const entry of this.#board.log) if (entry.what === "observe") this.#notes.set(entry.number, entry);
    const entries = [...this.#notes.values()].sort((one, other) => other.number - one.number);
    this.#list.show(entries);
    show(document.getElementById("notes-empty"), entries.length === 0);
  }

  #create(entry) {
    const node = clone("note-template");
    const objective = this.#data.objectives.find((one) => one.code === entry.data.objective);
    const about = [this.#board.roomOf(entry.room)?.name, entry.data.post ? this.#texts.on_post : "", objective?.title];
    setText(node, { time: clockText(entry.t), who: entry.who, text: entry.data.text, about: about.filter(Boolean).join(" · ") });
    show(part(node, "about"), about.some(Boolean));
    return node;
  }

  #buildRatings() {
    const rows = this.#data.objectives.map((objective) => {
      const row = clone("rating-template");
      row.dataset.objective = objective.code;
      setText(row, { title: objective.title });
      part(row, "scores").setAttribute("aria-label", objective.title);
      for (let score = 1; score <= 5; score += 1) part(row, "scores").append(this.#scoreButton(objective, score));
      return row;
    });
    document.getElementById("ratings").replaceChildren(...rows);
    show(document.getElementById("ratings-heading"), rows.length > 0);
  }

  #scoreButton(objective, score) {
    const button = clone("score-template");
    button.textContent = score;
    button.dataset.score = score;
    button.setAttribute("aria-label", fill(this.#texts.score, { n: score }));
    button.addEventListener("click", () => this.#rate(objective.code, score, button));
    return button;
  }

  async #rate(objective, score, button) {
    const room = this.#board.room.code;
    const done = await this.#commands.send("rate", { room, objective, score }, button);
    if (!done) return;
    this.#scores.set(`${room} ${objective}`, score);
    this.#showRatings();
  }

  #showRatings() {
    const room = this.#board.room;
    document.getElementById("ratings-room").textContent = this.#board.rooms.length > 1 ? ` · ${room.name}` : "";
    for (const row of document.querySelectorAll("#ratings .rating")) {
      const score = this.#scores.get(`${room.code} ${row.dataset.objective}`);
      for (const button of row.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(Number(button.dataset.score) === score));
        button.disabled = !allows("rate", this.#board.state, this.#data.may_steer);
      }
    }
  }
}
