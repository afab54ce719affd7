// What one does with a draft from its card: edit, ask, approve, return, schedule, publish, drop.
import { clockText } from "../clock.js";
import { newKey } from "../keys.js";
import { toast } from "../toasts.js";
import { fill } from "../words.js";

export class DraftDeeds {
  #page;
  #back;
  #drop;
  #about = null; // the draft that the open dialog is about
  #busy = new Set();

  /** `page` brings socket, drafts, composer and strings; `panel` holds the cards. */
  constructor(page, panel, { back, drop }) {
    this.#page = page;
    this.#back = back;
    this.#drop = drop;
    panel.addEventListener("click", (event) => this.#click(event));
    back.querySelector("form").addEventListener("submit", (event) => this.#sendBack(event));
    drop.querySelector("form").addEventListener("submit", () => this.#send("draft_drop", this.#about));
  }

  /** Whether a message of mine about this draft is under way. */
  isBusy(number) {
    return this.#busy.has(number);
  }

  /** A message about a draft, as one saw it. Resolves with the answer; who saw an old one is shown the new one. */
  async ask(type, { draft, version }, more = {}) {
    try {
      return await this.#page.socket.request({ type, key: newKey(), draft, version, ...more });
    } catch (error) {
      if (error.draft) this.#page.drafts.apply({ drafts: [error.draft] });
      throw error;
    }
  }

  #click(event) {
    const button = event.target.closest("[data-draft-act]");
    if (!button) return;
    const draft = this.#page.drafts.get(Number(button.closest("[data-draft]").dataset.draft));
    if (!draft || this.isBusy(draft.draft)) return;
    const deeds = {
      edit: () => this.#page.composer.open({ draft }),
      submit: () => this.#send("draft_submit", draft),
      approve: () => this.#send("draft_judge", draft, { verdict: "approve" }),
      publish: () => this.#send("draft_publish", draft),
      schedule: () => this.#schedule(draft),
      unschedule: () => this.#send("draft_schedule", draft, { at: null }),
      return: () => this.#open(this.#back, draft),
      drop: () => this.#open(this.#drop, draft),
    };
    deeds[button.dataset.draftAct]();
  }

  async #schedule(draft) {
    const at = await this.#page.schedule.ask();
    if (at !== null) await this.#send("draft_schedule", draft, { at });
  }

  #open(dialog, draft) {
    this.#about = draft;
    dialog.querySelector("form").reset();
    dialog.querySelector("[data-part=text]").textContent = draft.text || draft.parent_text || "";
    dialog.showModal();
  }

  #sendBack(event) {
    const note = new FormData(event.target).get("note").trim();
    void this.#send("draft_judge", this.#about, { verdict: "return", note });
  }

  async #send(type, draft, more = {}) {
    this.#busy.add(draft.draft);
    try {
      await this.ask(type, draft, more);
      toast(this.#thanks(type, draft, more));
    } catch (error) {
      toast(error.message || this.#page.strings.drafts.notDone, "bad");
    } finally {
      this.#busy.delete(draft.draft);
    }
  }

  #thanks(type, draft, { verdict, at }) {
    const { strings, drafts } = this.#page;
    const said = strings.drafts;
    if (type === "draft_submit") return fill(said.asked, { names: drafts.listed(draft.missing) });
    if (type === "draft_publish") return strings.sent;
    if (type === "draft_drop") return said.dropped;
    if (type === "draft_schedule") return at === null ? said.unscheduled : fill(said.scheduled, { time: clockText(at) });
    return verdict === "approve" ? said.approved : fill(said.returned, { name: draft.editor_name || said.somebody });
  }
}
