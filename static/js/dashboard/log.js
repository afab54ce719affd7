/* The log (main courante): what happened, who did it, in plain sentences; filtered as one types. */

import { clockText } from "../clock.js";
import { fill } from "../words.js";
import { clone, KeyedList, part, setText, show } from "./dom.js";
import { excerpt, factorText, numberText } from "./format.js";

const SHOWN = 150;

export class LogList {
  #board;
  #data;
  #texts;
  #locale;
  #list;
  #fetching = false;
  #complete = false;
  #limit = SHOWN;
  #search = document.getElementById("log-search");
  #source = document.getElementById("log-source");
  #more = document.getElementById("log-more");

  constructor({ board, data, texts, locale }) {
    this.#board = board;
    this.#data = data;
    this.#texts = texts;
    this.#locale = locale;
    this.#list = new KeyedList(document.getElementById("log-list"), {
      key: (entry) => entry.number,
      create: (entry) => this.#create(entry),
      update: () => {},
    });
    this.#search.addEventListener("input", () => this.#show());
    this.#source.addEventListener("change", () => this.#show());
    this.#more.addEventListener("click", () => this.#earlier());
    board.on("log", () => this.#show());
  }

  #show() {
    const wanted = this.#search.value.trim().toLocaleLowerCase(this.#locale);
    const source = this.#source.value;
    const found = this.#board.log.filter((entry) => this.#fits(entry, wanted, source));
    this.#list.show(found.slice(0, this.#limit));
    show(document.getElementById("log-empty"), found.length === 0);
    const oldest = this.#board.log.at(-1)?.number ?? 1;
    show(this.#more, found.length > this.#limit || (oldest > 1 && !this.#complete));
  }

  #fits(entry, wanted, source) {
    if (source && entry.source !== source) return false;
    if (!wanted) return true;
    const { who, what, text } = this.describe(entry);
    return `${who} ${what} ${text}`.toLocaleLowerCase(this.#locale).includes(wanted);
  }

  #create(entry) {
    const node = clone("log-template");
    node.dataset.source = entry.source;
    const { who, what, text } = this.describe(entry);
    const room = this.#board.rooms.length > 1 ? this.#board.roomOf(entry.room)?.name : "";
    setText(node, { time: clockText(entry.t), who, what, text, room: room ? `· ${room}` : "" });
    show(part(node, "text"), Boolean(text));
    show(part(node, "room"), Boolean(room));
    return node;
  }

  /** An entry in words: {who, what, text}. */
  describe(entry) {
    const data = entry.data ?? {};
    const template = this.#texts.log[entry.what] ?? entry.what;
    const what = fill(template, this.#values(entry.what, data));
    const who = entry.who || this.#texts.sources[entry.source] || "";
    return { who, what, text: excerpt(String(data.text ?? data.content ?? ""), 240) };
  }

  #values(what, data) {
    const values = { ...data, writer: data.writer || "?", names: data.names || "–", note: data.note || "–" };
    const inject = this.#data.injects.find((one) => one.code === data.inject);
    if (inject) values.inject = inject.title;
    const objective = this.#data.objectives.find((one) => one.code === data.objective);
    if (objective) values.objective = objective.title;
    if (what === "react") values.reaction = this.#texts.emotions[data.reaction] ?? data.reaction;
    if (what === "speed") values.speed = factorText(data.speed, this.#locale);
    if (what === "jump") Object.assign(values, { from: clockText(data.from), to: clockText(data.to) });
    if (what === "draft_publish") values.took = clockText(data.took);
    if (data.due !== undefined) values.due = clockText(data.due);
    if (what === "draft_stopped") values.reason = this.#texts.stopped[data.reason] ?? this.#texts.stopped[""];
    if (what === "pressure") {
      const n = numberText(data.pressure ?? 0, this.#locale);
      if (data.pressure === null) values.pressure = this.#texts.as_scenario;
      else values.pressure = data.living ? fill(this.#texts.living_at, { n }) : n;
    }
    return values;
  }

  async #earlier() {
    this.#limit += SHOWN;
    const oldest = this.#board.log.at(-1)?.number ?? 1;
    if (oldest > 1 && !this.#fetching) {
      this.#fetching = true;
      const entries = await fetchEntries(this.#data.urls.log, oldest);
      this.#fetching = false;
      this.#complete = entries.length === 0;
      this.#board.addLog(entries);
    }
    this.#show();
  }
}

async function fetchEntries(address, before) {
  try {
    const answer = await fetch(`${address}?before=${before}&limit=200`);
    return answer.ok ? (await answer.json()).entries : [];
  } catch {
    return []; // out of reach: the page says so already
  }
}
