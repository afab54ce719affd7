/* What the press asked the selected room's team: what is open, answered, missed. */

import { isNear, left, standing } from "../asking.js";
import { clockText } from "../clock.js";
import { fill } from "../words.js";
import { clone, KeyedList, part, setText, show } from "./dom.js";

const TONES = { open: "", near: "warn", in_time: "good", late: "warn", missed: "bad" };

export class PressList {
  #board;
  #list;
  #data;
  #texts;
  #shown = [];

  constructor({ board, data, texts }) {
    this.#board = board;
    this.#data = data;
    this.#texts = texts.press;
    this.#list = new KeyedList(document.getElementById("press"), {
      key: ({ code }) => code,
      create: () => clone("press-template"),
      update: (node, request) => this.#update(node, request),
    });
    board.on("room", () => this.#show());
    board.on("clock", () => this.#show());
  }

  /** Countdowns, once per painted frame. */
  tick() {
    const now = this.#board.time;
    if (this.#shown.some((request) => standing(request, now) !== request.state)) return this.#show();
    for (const request of this.#shown) this.#tell(this.#list.node(request.code), request, now);
  }

  #show() {
    this.#shown = requestsOf(this.#board.room.injects.values(), this.#board.time);
    this.#list.show(this.#shown);
    show(document.getElementById("press-empty"), this.#shown.length === 0);
    const open = this.#shown.filter(({ state }) => state === "open").length;
    const badge = document.getElementById("press-count");
    show(badge, open > 0);
    if (badge.textContent !== String(open)) badge.textContent = open;
  }

  #update(node, request) {
    const inject = this.#data.injects.find(({ code }) => code === request.code);
    const source = [inject?.source ?? "", request.outlet ?? ""].filter(Boolean).join(" · ");
    setText(node, {
      title: inject?.title ?? request.code,
      who: fill(this.#texts.asked, { who: source, time: clockText(request.t) }),
      answered: request.answered == null ? "" : fill(this.#texts.after, { time: clockText(request.answered - request.t) }),
    });
    this.#tell(node, request, this.#board.time);
  }

  #tell(node, request, now) {
    const tone = isNear(request, now) ? "near" : request.state;
    setText(node, { state: fill(this.#texts.states[request.state], { time: clockText(left(request, now)) }) });
    const name = `badge number badge--${TONES[tone]}`;
    const badge = part(node, "state");
    if (badge.className !== name) badge.className = name;
  }
}

/** The requests that were made, of a room's injects: the open ones first, soonest due; then the newest. */
export function requestsOf(injects, now) {
  const made = [...injects].filter(({ deadline, state, withdrawn }) => deadline && state === "fired" && !withdrawn);
  const requests = made.map((inject) => {
    const due = inject.t + inject.deadline;
    return { ...inject, due, state: standing({ due, answered: inject.answered }, now) };
  });
  const isOpen = ({ state }) => (state === "open" ? 0 : 1);
  return requests.sort((one, other) =>
    isOpen(one) - isOpen(other) || (isOpen(one) === 0 ? one.due - other.due : other.t - one.t),
  );
}
