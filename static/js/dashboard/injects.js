/* The script: what comes next and when, what waits for a condition, what has happened; fire, skip, edit. */

import { clockText } from "../clock.js";
import { fill } from "../words.js";
import { allows } from "./allowed.js";
import { clone, KeyedList, part, setText, show } from "./dom.js";
import { readOffset } from "./format.js";

const GROUPS = ["next", "coming", "waiting", "done"];
const SOON = 60; // seconds before an inject at which its countdown stands out

export class InjectTimeline {
  #board;
  #commands;
  #data;
  #texts;
  #target;
  #lists = new Map();
  #shown = [];
  #editing = null;
  #dialog = document.getElementById("inject-dialog");

  constructor({ board, commands, data, texts, target }) {
    this.#board = board;
    this.#commands = commands;
    this.#data = data;
    this.#texts = texts;
    this.#target = target;
    for (const group of GROUPS) this.#lists.set(group, this.#list(group));
    document.getElementById("inject-form").addEventListener("submit", (event) => this.#save(event));
    board.on("room", () => this.#show());
    board.on("clock", () => this.#show());
  }

  /** Countdowns, several times a second. */
  tick() {
    const now = this.#board.time;
    const ended = this.#board.state === "ended";
    for (const { node, inject } of this.#shown) {
      const left = inject.offset - now;
      const when = fill(this.#texts.in_time, { time: clockText(Math.max(0, Math.ceil(left))) });
      setText(node, { when: ended ? this.#texts.inject_states.missed : when });
      node.classList.toggle("inject--soon", left <= SOON && this.#board.clock.running);
    }
  }

  #list(group) {
    const box = document.querySelector(`[data-group="${group}"]`);
    const list = new KeyedList(box.querySelector("ol"), {
      key: (inject) => inject.code,
      create: (inject) => this.#create(inject),
      update: (node, inject) => this.#update(node, inject),
    });
    return { box, list };
  }

  #show() {
    const injects = this.#data.injects.map((inject) => ({ ...inject, ...this.#board.room.inject(inject.code) }));
    const groups = groupInjects(injects);
    for (const [group, { box, list }] of this.#lists) {
      list.show(groups[group]);
      show(box, groups[group].length > 0);
    }
    show(document.getElementById("injects-empty"), injects.length === 0);
    this.#shown = [...groups.next, ...groups.coming].map((inject) => ({ inject, node: this.#nodeOf(inject) }));
    this.tick();
  }

  #nodeOf(inject) {
    return this.#lists.get("next").list.node(inject.code) ?? this.#lists.get("coming").list.node(inject.code);
  }

  #create({ code }) {
    const node = clone("inject-template");
    for (const button of node.querySelectorAll("[data-does]")) {
      button.addEventListener("click", () => this.#do(button.dataset.does, code, button));
    }
    return node;
  }

  #update(node, inject) {
    const time = { fired: inject.t, skipped: inject.t }[inject.state] ?? inject.offset;
    setText(node, {
      time: time === undefined || time === null ? "" : clockText(time),
      title: inject.title,
      content: inject.content,
      source: inject.source,
      media: inject.media ?? "",
      expected: inject.expected ?? "",
      poll: inject.poll?.join(" · ") ?? "",
    });
    node.dataset.state = inject.state;
    if (!Object.hasOwn({ next: 1 }, inject.state)) setText(node, { when: this.#stateText(inject) });
    show(part(node, "media"), Boolean(inject.media));
    show(part(node, "expected-box"), Boolean(inject.expected));
    show(part(node, "poll-box"), Boolean(inject.poll));
    this.#enable(node, inject);
  }

  #stateText(inject) {
    return inject.state === "waiting" ? inject.when : this.#texts.inject_states[inject.state];
  }

  #enable(node, inject) {
    const verbs = part(node, "verbs");
    if (!verbs) return;
    const open = inject.state === "next" || inject.state === "waiting";
    show(verbs, open && this.#board.state !== "ended");
    const verbOf = { fire: "fire", skip: "skip", edit: "edit_inject" };
    for (const button of verbs.querySelectorAll("[data-does]")) {
      button.disabled = !allows(verbOf[button.dataset.does], this.#board.state, this.#data.may_steer);
    }
  }

  #do(verb, code, button) {
    if (verb === "edit") return this.#edit(code);
    return this.#commands.send(verb, { inject: code, ...this.#target() }, button);
  }

  #edit(code) {
    const inject = { ...this.#data.injects.find((one) => one.code === code), ...this.#board.room.inject(code) };
    this.#editing = inject;
    document.getElementById("inject-what").textContent = `${inject.title} · ${inject.source}`;
    document.getElementById("inject-content").value = inject.content;
    const timed = inject.offset !== undefined && inject.offset !== null;
    show(document.getElementById("inject-time-field"), timed);
    document.getElementById("inject-time").value = timed ? clockText(inject.offset) : "";
    this.#fault("");
    this.#dialog.showModal();
    document.getElementById("inject-content").focus();
  }

  async #save(event) {
    event.preventDefault();
    const content = document.getElementById("inject-content").value.trim();
    const timed = !document.getElementById("inject-time-field").hidden;
    const offset = timed ? readOffset(document.getElementById("inject-time").value) : null;
    if (timed && (offset === null || offset <= this.#board.time)) return this.#fault(this.#texts.inject_time_wrong);
    if (!content) return document.getElementById("inject-content").focus();
    const moved = timed && offset !== this.#editing.offset;
    const fields = { inject: this.#editing.code, content, ...(moved ? { offset } : {}) };
    const done = await this.#commands.send("edit_inject", fields, document.getElementById("inject-save"));
    if (!done) return;
    for (const room of this.#board.rooms) {
      room.editInject({ ...fields, offset: moved ? offset : undefined });
    }
    this.#dialog.close();
    this.#show();
  }

  #fault(text) {
    const error = document.getElementById("inject-error");
    error.querySelector("[data-part=text]").textContent = text;
    show(error, Boolean(text));
  }
}

/** Injects as the trainer needs them: the next one, those to come, those that wait, those done (newest first). */
export function groupInjects(injects) {
  const timed = injects.filter((inject) => inject.state === "next").sort((a, b) => a.offset - b.offset);
  const done = injects.filter((inject) => inject.state === "fired" || inject.state === "skipped");
  return {
    next: timed.slice(0, 1),
    coming: timed.slice(1),
    waiting: injects.filter((inject) => inject.state === "waiting"),
    done: done.sort((a, b) => b.t - a.t),
  };
}
