// A draft on the screen: a clone of the page's template, filled with text nodes only.
import { clockText } from "../clock.js";
import { fill } from "../words.js";
import { deedsOf, lateness, stateOf, verdictsOn, waitsForMe, whyStopped } from "./draftrules.js";
import { fnv1a } from "./faces.js";
import { sketchAddress } from "./papers.js";
import { showSmall } from "./picture.js";
import { initials } from "./text.js";

const TONES = { open: "", submitted: "badge--accent", returned: "badge--bad", approved: "badge--good", scheduled: "badge--good", stopped: "badge--bad" };
const CONTEXTS = { reply: "answers", share: "shares", quote: "quotes" };

export class DraftCard {
  #page;
  #names;
  #slots = {};
  #waited = "";

  /** `names(function)` tells who sits there. `page` knows templates, accounts, channels, strings, functions, me. */
  constructor(draft, page, names) {
    this.draft = draft;
    this.#page = page;
    this.#names = names;
    this.node = page.draftTemplate.content.firstElementChild.cloneNode(true);
    this.node.dataset.draft = draft.draft;
    for (const slot of this.node.querySelectorAll("[data-slot]")) this.#slots[slot.dataset.slot] = slot;
    this.#slots.account.id = `draft-${draft.draft}`;
    this.node.setAttribute("aria-labelledby", this.#slots.account.id);
  }

  /** Writes the draft as it is now. */
  refresh(draft) {
    this.draft = draft;
    const { strings, me } = this.#page;
    const state = stateOf(draft);
    this.#showAccount();
    this.#showContext();
    this.node.dataset.state = state;
    this.node.classList.toggle("draft--mine", waitsForMe(draft, me));
    this.#slots.state.className = `badge draft__state ${TONES[state]}`;
    this.#slots.state.textContent = fill(strings.drafts.states[state] ?? "", { time: clockText(draft.due ?? 0) });
    this.#slots.text.textContent = draft.text;
    this.#slots.text.hidden = !draft.text || draft.form === "infographic";
    this.#showForm();
    this.#showPoll();
    this.#showPicture();
    this.#showAsked();
    this.#showStopped();
    this.#slots.wait.hidden = state === "open";
    this.#offer(deedsOf(draft, me, this.#page.schedules?.has(draft.channel)));
  }

  /** How long it has waited in this state, or how long until it goes out. `now` is exercise time (s). */
  tick(now) {
    const { due, since } = this.draft;
    const seconds = Math.max(0, now - since);
    const text = due == null ? fill(this.#page.strings.drafts.waits, { time: clockText(seconds) }) : this.#until(due - now);
    if (text === this.#waited) return;
    this.#waited = text;
    this.#slots.waitText.textContent = text;
    this.#slots.wait.dataset.late = due == null ? lateness(seconds) : "fine";
  }

  #until(seconds) {
    const said = this.#page.strings.drafts;
    if (seconds <= 0) return said.goesOutNow;
    return fill(said.goesOut, { time: clockText(Math.ceil(seconds)), name: this.draft.sender_name || said.somebody });
  }

  #showAccount() {
    const { draft } = this;
    const account = this.#page.accounts.byCode(draft.account) ?? { name: draft.account, handle: draft.account, verified: true };
    const { face, mark, by, channel, channelIcon } = this.#slots;
    this.#slots.account.textContent = account.name;
    face.hidden = account.verified;
    mark.hidden = !account.verified;
    if (!account.verified) this.#page.portraits.wear(face, account.handle);
    mark.textContent = initials(account.name);
    mark.style.setProperty("--hue", fnv1a(account.handle) % 360);
    channel.textContent = this.#page.channels[draft.channel] ?? draft.channel;
    channelIcon.setAttribute("href", `${this.#page.icons}#${draft.channel}`);
    const { strings } = this.#page;
    const other = draft.editor !== draft.writer && draft.editor_name;
    const names = { writer: draft.writer_name || strings.drafts.somebody, editor: draft.editor_name };
    by.textContent = fill(other ? strings.drafts.byTwo : strings.drafts.by, names);
  }

  /** What it will be, where it is no plain post; of an infographic also how it will look. */
  #showForm() {
    const { form, text, colour, channel } = this.draft;
    const { form: badge, sketch } = this.#slots;
    badge.hidden = !form;
    badge.textContent = form ? this.#page.strings.forms[form] : "";
    sketch.hidden = form !== "infographic";
    if (sketch.hidden) return;
    sketch.alt = text;
    const address = sketchAddress(this.#page.api, { text, colour, channel });
    if (sketch.getAttribute("src") !== address) sketch.src = address;
  }

  /** The answers that people will have. */
  #showPoll() {
    const { poll } = this.draft;
    this.#slots.poll.hidden = !poll;
    if (poll) this.#slots.poll.textContent = fill(this.#page.strings.polls.draft, { minutes: poll.minutes, options: poll.options.join(" / ") });
  }

  #showContext() {
    const { kind, parent_handle: handle, parent_text: text } = this.draft;
    const { context, contextHandle, contextText } = this.#slots;
    context.hidden = !handle;
    if (!handle) return;
    contextHandle.textContent = fill(this.#page.strings.drafts[CONTEXTS[kind]] ?? "", { handle: `@${handle}` });
    contextText.textContent = text ?? "";
  }

  #showPicture() {
    const { picture, media, description } = this.#slots;
    showSmall(picture, this.draft, this.#page.api);
    media.hidden = !this.draft.picture;
    description.textContent = this.draft.description ?? "";
    description.hidden = !this.draft.description;
  }

  /** Why it did not go out by itself. */
  #showStopped() {
    const { stopped } = this.draft;
    this.#slots.stopped.hidden = !stopped;
    this.#slots.stopped.textContent = stopped ? whyStopped(stopped, this.#page.strings.drafts) : "";
  }

  #showAsked() {
    const { strings, functions } = this.#page;
    const rows = verdictsOn(this.draft).map(({ function: code, said, name, note }) => {
      const row = this.#page.askedTemplate.content.firstElementChild.cloneNode(true);
      const slot = (key) => row.querySelector(`[data-slot=${key}]`);
      row.dataset.said = said;
      const title = functions[code] ?? code;
      const names = name || this.#names(code);
      slot("who").textContent = names ? fill(strings.drafts.person, { title, names }) : title;
      slot("said").textContent = strings.drafts.said[said];
      slot("note").textContent = note;
      slot("note").hidden = !note;
      return row;
    });
    this.#slots.asked.replaceChildren(...rows);
    this.#slots.asked.hidden = !rows.length;
  }

  /** Only what makes sense; who stood on a button that goes keeps his place on the card. */
  #offer(deeds) {
    const held = document.activeElement;
    for (const button of this.node.querySelectorAll("[data-draft-act]")) {
      button.hidden = !deeds.includes(button.dataset.draftAct);
    }
    if (this.node.contains(held) && held.hidden) this.node.focus({ preventScroll: true });
  }
}
