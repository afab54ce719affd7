// The safety check: its counts, marking oneself, looking for a name.
import { clockText } from "../clock.js";
import { newKey } from "../keys.js";
import { toast } from "../toasts.js";
import { fill } from "../words.js";

const SHORTEST = 2; // letters of a name

export class SafetyCheck {
  #root;
  #page;
  #archive;
  #marked = false;
  #number = null;

  /** `page` brings socket, strings, me and lang. */
  constructor(root, page, archive) {
    this.#root = root;
    this.#page = page;
    this.#archive = archive;
    this.#part("mark")?.addEventListener("click", () => void this.#mark());
    this.#part("look").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#look(new FormData(event.target).get("name").trim());
    });
    this.show(null);
  }

  /** The check as it is now; null where there was none yet. */
  show(check) {
    const { place: strings } = this.#page.strings;
    this.#root.querySelector(".safety").dataset.open = check?.open ? "yes" : "no";
    this.#part("none").hidden = Boolean(check);
    this.#part("counts").hidden = this.#part("look").hidden = !check;
    this.#part("state").hidden = !check;
    if (check?.appeal !== this.#number) this.#part("found").replaceChildren();
    this.#number = check?.appeal ?? null;
    if (this.#part("mine")) this.#showMarks(check);
    if (!check) return;
    this.#part("state").className = `badge ${check.open ? "badge--good badge--live" : ""}`;
    this.#say("state", check.open ? strings.open : strings.closed);
    const number = new Intl.NumberFormat(this.#page.lang);
    this.#say("safe", number.format(check.safe));
    this.#say("asked", number.format(check.asked));
  }

  #showMarks(check) {
    const { place: strings } = this.#page.strings;
    const marks = check?.marked ?? [];
    this.#marked = marks.some(({ who }) => who === this.#page.me.id);
    this.#part("mine").hidden = !check?.open;
    this.#part("mark").setAttribute("aria-pressed", String(this.#marked));
    this.#part("mark").classList.toggle("button--primary", !this.#marked);
    this.#say("markText", this.#marked ? strings.marked : strings.mark);
    const names = new Intl.ListFormat(this.#page.lang).format(marks.map(({ name }) => name));
    this.#say("mates", names && fill(strings.mates, { names }));
  }

  async #mark() {
    try {
      await this.#page.socket.request({ type: "mark_safe", key: newKey(), on: !this.#marked });
    } catch (error) {
      toast(error.message || this.#page.strings.failed, "bad");
    }
  }

  async #look(name) {
    const { place: strings } = this.#page.strings;
    this.#part("found").replaceChildren();
    if (Array.from(name).length < SHORTEST) return this.#say("lookStatus", strings.shorter);
    try {
      const people = await this.#archive.people(name);
      this.#say("lookStatus", people.length ? "" : strings.nobody);
      this.#part("found").replaceChildren(...people.map((person) => this.#person(person)));
    } catch {
      this.#say("lookStatus", strings.notFound);
    }
  }

  #person({ name, safe, t }) {
    const { found } = this.#page.strings.place;
    const node = document.getElementById("person-template").content.firstElementChild.cloneNode(true);
    node.querySelector("[data-part=name]").textContent = name;
    const state = node.querySelector("[data-part=state]");
    state.textContent = safe ? fill(found.safe, { time: clockText(t) }) : found.unsafe;
    state.classList.add(safe ? "badge--good" : "badge--warn");
    return node;
  }

  #say(name, text) {
    const node = this.#part(name);
    if (node.textContent !== text) node.textContent = text;
  }

  #part(name) {
    return this.#root.querySelector(`[data-part=${name}]`);
  }
}
