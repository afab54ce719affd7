/* Claims that go round in the selected room: how hot, how they are told, and what has become of them. */

import { clockText } from "../clock.js";
import { compact, fill } from "../words.js";
import { clone, KeyedList, part, setText, show } from "./dom.js";

const STATES = { circulating: "warn", contested: "accent", corrected: "good", confirmed: "solid" };
const STANCES = ["support", "ask", "comment", "deny"];

export class RumourList {
  #list;
  #data;
  #texts;
  #locale;

  constructor({ board, data, texts, locale }) {
    this.#data = data;
    this.#texts = texts.rumours;
    this.#locale = locale;
    this.#list = new KeyedList(document.getElementById("rumours"), {
      key: (rumour) => rumour.code,
      create: () => clone("rumour-template"),
      update: (node, rumour) => this.#update(node, rumour),
    });
    board.on("room", () => this.#show(board.room.rumours));
  }

  #show(rumours) {
    this.#list.show(rumours);
    show(document.getElementById("rumours-empty"), rumours.length === 0);
    const badge = document.getElementById("rumours-count");
    const open = rumours.filter((rumour) => rumour.state === "circulating").length;
    show(badge, open > 0);
    if (badge.textContent !== String(open)) badge.textContent = open;
  }

  #update(node, rumour) {
    const counted = { posts: compact(rumour.posts, this.#locale), reach: compact(rumour.reach, this.#locale) };
    setText(node, {
      claim: rumour.claim,
      state: this.#texts.states[rumour.state],
      truth: rumour.true ? this.#texts.true : this.#texts.false,
      told: fill(this.#texts.told, counted),
      who: fill(this.#texts.since, { time: clockText(rumour.since), who: this.#who(rumour.origin) }),
    });
    part(node, "state").className = `badge badge--${STATES[rumour.state]}`;
    this.#stances(part(node, "stances"), rumour);
  }

  #who(origin) {
    if (origin === "crowd") return this.#texts.crowd;
    return this.#data.personas.find((one) => one.code === origin)?.name ?? this.#texts.nobody;
  }

  #stances(bar, rumour) {
    const all = STANCES.reduce((sum, stance) => sum + rumour[stance], 0);
    show(bar, all > 0);
    if (!all) return;
    const parts = STANCES.map((stance) => [stance, Math.round((100 * rumour[stance]) / all)]);
    for (const [stance, n] of parts) bar.querySelector(`[data-stance=${stance}]`).style.flexGrow = n;
    const told = parts.map(([stance, n]) => fill(this.#texts.stances[stance], { n })).join(", ");
    if (bar.title !== told) {
      bar.title = told;
      bar.setAttribute("aria-label", told);
    }
  }
}
