/* What the team of the selected room asked of operators: a trainer may answer for them at once. */

import { clockText } from "../clock.js";
import { fill } from "../words.js";
import { clone, KeyedList, part, setText, show } from "./dom.js";

const TONES = { asked: "accent", agreed: "good", refused: "bad", withdrawn: "", ended: "" };

export class RequestList {
  #board;
  #commands;
  #texts;
  #locale;
  #list;
  #second = -1;

  constructor({ board, commands, texts, locale }) {
    this.#board = board;
    this.#commands = commands;
    this.#texts = texts.requests;
    this.#locale = locale;
    this.#list = new KeyedList(document.getElementById("requests"), {
      key: (appeal) => `${this.#board.room.code}/${appeal.appeal}`,
      create: (appeal) => this.#create(appeal),
      update: (node, appeal) => this.#update(node, appeal),
    });
    board.on("room", () => this.#show());
  }

  /** The countdown to an operator's answer, once a second. */
  tick() {
    const second = Math.floor(this.#board.time);
    if (second === this.#second) return;
    this.#second = second;
    if (this.#board.room.appeals.some(({ state }) => state === "asked")) this.#show();
  }

  #show() {
    const { appeals, safety } = this.#board.room;
    this.#list.show([...appeals].reverse());
    show(document.getElementById("requests-empty"), appeals.length === 0);
    const waiting = appeals.filter(({ state }) => state === "asked").length;
    const badge = document.getElementById("requests-count");
    show(badge, waiting > 0);
    if (badge.textContent !== String(waiting)) badge.textContent = waiting;
    this.#count(safety);
  }

  #count(safety) {
    const line = document.getElementById("requests-check");
    show(line, Boolean(safety));
    if (!safety) return;
    const number = new Intl.NumberFormat(this.#locale);
    const text = fill(this.#texts.check, { safe: number.format(safety.safe), asked: number.format(safety.asked) });
    if (line.textContent !== text) line.textContent = text;
  }

  #create({ appeal, kind }) {
    const node = clone("request-template");
    const room = this.#board.room.code;
    const on = (name, type, fields) => {
      const button = node.querySelector(`[data-does=${name}]`);
      button?.addEventListener("click", () => this.#commands.send(type, { room, appeal, ...fields }, button));
    };
    on("agree", "appeal_decide", { agree: true });
    on("refuse", "appeal_decide", { agree: false });
    on("end", "appeal_end", {});
    const end = node.querySelector("[data-does=end]");
    if (end) end.textContent = this.#texts[kind].end;
    return node;
  }

  #update(node, appeal) {
    const words = this.#texts[appeal.kind];
    const time = clockText(Math.max(0, (appeal.decides ?? 0) - this.#board.time));
    const until = clockText(appeal.until ?? 0);
    const what = appeal.kind === "safety" && appeal.place ? words.place : words.what;
    const who = appeal.asker ? this.#texts.who : this.#texts.script;
    setText(node, {
      what: fill(what, { place: appeal.place, minutes: appeal.minutes ?? 0 }),
      state: fill(words.states[appeal.state], { time, until }),
      reason: appeal.reason,
      who: fill(who, { name: appeal.asker, time: clockText(appeal.asked) }),
    });
    part(node, "state").className = `badge ${TONES[appeal.state] && `badge--${TONES[appeal.state]}`}`;
    show(part(node, "reason"), Boolean(appeal.reason));
    for (const name of ["agree", "refuse"]) show(node.querySelector(`[data-does=${name}]`), appeal.state === "asked");
    show(node.querySelector("[data-does=end]"), appeal.state === "agreed");
  }
}
