// What the team asks of operators: the lists that tell how each request stands, and the form for a new one.
import { clockText } from "../clock.js";
import { newKey } from "../keys.js";
import { toast } from "../toasts.js";
import { fill } from "../words.js";

const SHOWN = 6; // newest requests of a kind
const TONES = { asked: "badge--accent", agreed: "badge--good", refused: "badge--bad", withdrawn: "", ended: "" };

export class Appeals {
  #page;
  #dialog;
  #lists = new Map(); // kind -> section
  #states = new Map(); // number -> the state that was told last
  #kind = "hide";

  /** `page` brings socket, strings and me; each [data-appeals] section lists the requests of its kind. */
  constructor(page, dialog, sections) {
    this.#page = page;
    this.#dialog = dialog;
    for (const section of sections) this.#wire(section);
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
    });
  }

  /** All requests that are told, oldest first; `news` tells of those whose answer came. */
  show(appeals, news = false) {
    for (const [kind, section] of this.#lists) {
      const mine = appeals.filter((appeal) => appeal.kind === kind);
      const nodes = mine.slice(-SHOWN).reverse().map((appeal) => this.#node(appeal));
      section.querySelector("[data-part=requests]").replaceChildren(...nodes);
      const stands = mine.some(({ state }) => state === "asked" || state === "agreed");
      const asks = section.querySelector("[data-asks]");
      if (asks) asks.hidden = kind === "safety" && stands;
    }
    for (const appeal of appeals) this.#note(appeal, news);
  }

  /** The server tells another history. */
  forget() {
    this.#states.clear();
  }

  #wire(section) {
    this.#lists.set(section.dataset.appeals, section);
    section.querySelector("[data-asks]")?.addEventListener("click", () => this.#open(section.dataset.appeals));
  }

  #note(appeal, news) {
    const before = this.#states.get(appeal.appeal);
    this.#states.set(appeal.appeal, appeal.state);
    if (!news || before === appeal.state || appeal.state === "asked") return;
    const { strings } = this.#page;
    const state = strings.place[appeal.kind].states[appeal.state];
    toast(fill(strings.place.news, { what: this.#what(appeal), state }));
  }

  #what({ kind, place, asker }) {
    const words = this.#page.strings.place[kind];
    if (kind === "safety" && !asker) return words.opened;
    return place ? fill(words.what, { place }) : words.everywhere;
  }

  #node(appeal) {
    const { place: strings } = this.#page.strings;
    const node = document.getElementById("appeal-template").content.firstElementChild.cloneNode(true);
    const part = (name) => node.querySelector(`[data-part=${name}]`);
    const words = strings[appeal.kind];
    node.dataset.state = appeal.state;
    part("what").textContent = this.#what(appeal);
    part("state").className = `badge ${TONES[appeal.state]}`;
    part("state").textContent = words.states[appeal.state];
    part("reason").textContent = appeal.reason;
    part("reason").hidden = !appeal.reason;
    const asked = appeal.asker ? fill(strings.asked, { name: appeal.asker, time: clockText(appeal.asked) }) : clockText(appeal.since);
    const until = appeal.state === "agreed" && appeal.until != null ? fill(words.until, { until: clockText(appeal.until) }) : "";
    part("when").textContent = [asked, until].filter(Boolean).join(" · ");
    this.#offerEnd(part("stop"), appeal, words);
    return node;
  }

  #offerEnd(button, appeal, words) {
    const name = words.end[appeal.state];
    if (!name || this.#page.me.id === null) return button.remove();
    button.textContent = name;
    button.setAttribute("aria-label", `${name}: ${this.#what(appeal)}`);
    button.addEventListener("click", () => void this.#ask({ type: "appeal_end", appeal: appeal.appeal }, button));
  }

  #open(kind) {
    this.#kind = kind;
    const words = this.#page.strings.place[kind];
    const form = this.#dialog.querySelector("form");
    form.reset();
    this.#part("title").textContent = words.title;
    this.#part("about").textContent = words.about;
    this.#part("long").hidden = kind !== "hide";
    this.#part("everywhere").hidden = this.#part("everywhere").disabled = kind === "hide";
    if (kind === "hide") form.elements.area.selectedIndex = 1;
    this.#fault("");
    this.#dialog.showModal();
  }

  async #send() {
    const form = new FormData(this.#dialog.querySelector("form"));
    const message = { type: "appeal", kind: this.#kind, account: form.get("account"), reason: form.get("reason").trim() };
    if (!message.reason) return this.#fault(this.#dialog.querySelector("textarea").validationMessage || " ");
    if (form.get("area")) message.area = form.get("area");
    if (this.#kind === "hide") message.minutes = Number(form.get("minutes"));
    try {
      await this.#page.socket.request({ key: newKey(), ...message });
      this.#dialog.close();
      toast(this.#page.strings.place.sent);
    } catch (error) {
      this.#fault(error.message || this.#page.strings.failed);
    }
  }

  async #ask(message, button) {
    button.setAttribute("aria-busy", "true");
    try {
      await this.#page.socket.request({ key: newKey(), ...message });
    } catch (error) {
      toast(error.message || this.#page.strings.failed, "bad");
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  #fault(text) {
    this.#part("fault").textContent = text;
    this.#part("fault").hidden = !text;
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }
}
