/* The check before the exercise: asked of the server when the dialog opens, told in plain words. */

import { clone, part, setText, show } from "./dom.js";
import { count } from "../words.js";

export class Preflight {
  #dialog = document.getElementById("preflight-dialog");
  #verdict = document.getElementById("preflight-verdict");
  #list = document.getElementById("preflight-list");
  #again = document.getElementById("preflight-again");
  #texts;
  #locale;
  #onVerdict;

  constructor({ texts, locale, onVerdict }) {
    this.#texts = texts.preflight;
    this.#locale = locale;
    this.#onVerdict = onVerdict;
    this.#again.addEventListener("click", () => this.#run());
    for (const opener of document.querySelectorAll("[data-opens=preflight-dialog]")) {
      opener.addEventListener("click", () => this.#run());
    }
  }

  async #run() {
    this.#again.disabled = true;
    this.#verdict.textContent = this.#texts.checking;
    this.#verdict.dataset.state = "";
    const checks = await this.#ask();
    this.#again.disabled = false;
    this.#list.replaceChildren(...checks.map((check) => this.#row(check)));
    const worst = worstOf(checks);
    this.#verdict.dataset.state = worst;
    this.#verdict.textContent = this.#verdictText(worst, checks);
    this.#onVerdict(worst);
  }

  async #ask() {
    const unreachable = { label: this.#texts.server, state: "bad", detail: this.#texts.unreachable };
    try {
      const answer = await fetch(this.#dialog.dataset.address, { headers: { Accept: "application/json" } });
      return answer.ok ? (await answer.json()).checks : [unreachable];
    } catch {
      return [unreachable];
    }
  }

  #verdictText(worst, checks) {
    const n = checks.filter((check) => check.state === worst).length;
    return count(this.#texts.verdicts[worst], n, this.#locale);
  }

  #row({ label, state, detail, cure }) {
    const row = clone("check-template");
    row.dataset.state = state;
    setText(row, { label, detail, cure: cure ?? "", state: this.#texts.states[state] });
    show(part(row, "cure"), Boolean(cure));
    return row;
  }
}

/** "bad" before "warn" before "ok". PURE. */
export function worstOf(checks) {
  const order = ["bad", "warn", "ok"];
  return order.find((state) => checks.some((check) => check.state === state)) ?? "ok";
}
