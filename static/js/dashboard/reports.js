/* Posts that the selected room's team reported: those that wait, what the network will do, and the trainer's say. */

import { clockText } from "../clock.js";
import { fill } from "../words.js";
import { allows } from "./allowed.js";
import { clone, KeyedList, part, setText, show } from "./dom.js";
import { excerpt } from "./format.js";

const TONES = { received: "accent", review: "accent", removed: "good", labelled: "warn", left: "solid" };
const SHOWN = 140; // characters of the post

export class ReportList {
  #board;
  #commands;
  #list;
  #maySteer;
  #texts;

  constructor({ board, commands, data, texts }) {
    this.#board = board;
    this.#commands = commands;
    this.#maySteer = data.may_steer;
    this.#texts = texts.reports;
    this.#list = new KeyedList(document.getElementById("reports"), {
      key: ({ report }) => `${board.room.code}:${report}`,
      create: (report) => this.#create(report),
      update: (node, report) => this.#update(node, report),
    });
    board.on("room", () => this.#show());
    board.on("clock", () => this.#show());
  }

  #show() {
    const { reports } = this.#board.room;
    this.#list.show(reports);
    show(document.getElementById("reports-empty"), reports.length === 0);
    const badge = document.getElementById("reports-count");
    const open = reports.filter(isOpen).length;
    show(badge, open > 0);
    if (badge.textContent !== String(open)) badge.textContent = open;
  }

  #create({ report }) {
    const node = clone("report-template");
    const room = this.#board.room.code;
    for (const button of node.querySelectorAll("[data-does]")) {
      const said = { room, report, verdict: button.dataset.does };
      button.addEventListener("click", () => this.#commands.send("decide_report", said, button));
    }
    return node;
  }

  #update(node, report) {
    const handle = `@${report.handle}`;
    setText(node, {
      handle,
      state: this.#texts.states[report.state],
      reason: this.#texts.reasons[report.reason],
      text: report.gone ? this.#texts.gone : excerpt(report.text, SHOWN),
      who: fill(this.#texts.by, { name: report.who_name || "?", time: clockText(report.t) }),
      coming: this.#coming(report),
    });
    part(node, "state").className = `badge badge--${TONES[report.state]}`;
    const verbs = part(node, "verbs");
    show(verbs, isOpen(report));
    for (const button of node.querySelectorAll("[data-does]")) {
      button.disabled = !allows("decide_report", this.#board.state, this.#maySteer);
      button.setAttribute("aria-label", fill(this.#texts.verbs[button.dataset.does], { handle }));
    }
  }

  /** What the network is going to answer by itself, or who has answered. */
  #coming({ will, answers_at: at, decided_by: by, since }) {
    if (will) return fill(this.#texts.will[will], { time: clockText(at) });
    return fill(this.#texts.decided[by] ?? "{time}", { time: clockText(since) });
  }
}

export function isOpen({ state }) {
  return state === "received" || state === "review";
}
