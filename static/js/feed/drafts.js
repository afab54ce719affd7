// The drafts of the room: what the server says of them, the list that one sees, and whose turn it is.
import { clockText } from "../clock.js";
import { fill } from "../words.js";
import { DraftCard } from "./draftcard.js";
import { asksMe, stateOf, waitsForMe, whyStopped } from "./draftrules.js";

const OVER = new Set(["published", "dropped"]);
const SHOWN = 99;

export class Drafts {
  #page;
  #list;
  #empty;
  #badges;
  #say;
  #cards = new Map(); // number -> DraftCard
  #over = new Map(); // number -> the last step of one that is over
  #approval = {};
  #seated = {};
  #listeners = [];

  /** `panel` is the view, badges count what waits for me; say(text) tells of it. */
  constructor(page, panel, badges, say) {
    this.#page = page;
    this.#list = panel.querySelector("[data-part=list]");
    this.#empty = panel.querySelector("[data-part=empty]");
    this.#badges = badges;
    this.#say = say;
  }

  get all() {
    return [...this.#cards.values()].map(({ draft }) => draft);
  }

  get(number) {
    return this.#cards.get(number)?.draft;
  }

  /** The functions that must approve what I publish from a team's account. */
  get asked() {
    return this.#approval[this.#page.me.function] ?? [];
  }

  names(code) {
    return (this.#seated[code] ?? []).join(", ");
  }

  /** These functions with who sits in them, as a list to read. */
  listed(codes) {
    const { strings, functions, lang } = this.#page;
    const people = codes.map((code) => fill(strings.drafts.person, { title: functions[code] ?? code, names: this.names(code) }));
    return new Intl.ListFormat(lang, { type: "conjunction" }).format(people);
  }

  /** Calls `listener` whenever a draft or the rules changed. */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  /** A room's state: these are all that there are. */
  snapshot({ drafts, approval, seated }) {
    const there = new Set(drafts.map(({ draft }) => draft));
    for (const number of this.#cards.keys()) if (!there.has(number)) this.#remove(number);
    this.#rule(approval, seated);
    for (const draft of drafts) this.#take(draft);
    this.#show();
  }

  /** A `drafts` frame. */
  apply({ drafts, approval, seated }) {
    if (approval) this.#rule(approval, seated ?? {});
    for (const draft of drafts) {
      const before = this.get(draft.draft);
      if (this.#take(draft)) this.#tell(draft, before);
    }
    this.#show();
  }

  /** The server tells another history. */
  forget() {
    this.#over.clear();
    for (const number of this.#cards.keys()) this.#remove(number);
    this.#show();
  }

  tick(now) {
    for (const card of this.#cards.values()) card.tick(now);
  }

  #rule(approval, seated) {
    this.#approval = approval;
    this.#seated = seated;
  }

  /** False for one that is older than what is held. */
  #take(draft) {
    const { draft: number, step } = draft;
    const held = this.get(number)?.step ?? this.#over.get(number) ?? -1;
    if (step < held) return false;
    if (OVER.has(draft.state)) {
      this.#over.set(number, step);
      this.#remove(number);
      return step > held;
    }
    if (!this.#cards.has(number)) this.#cards.set(number, new DraftCard(draft, this.#page, (code) => this.names(code)));
    this.#cards.get(number).refresh(draft);
    return step > held;
  }

  #remove(number) {
    this.#cards.get(number)?.node.remove();
    this.#cards.delete(number);
  }

  #tell(draft, before) {
    const { me, strings } = this.#page;
    const isMine = me.id !== null && draft.writer === me.id;
    const state = stateOf(draft);
    const was = before ? stateOf(before) : "";
    const isAskedAnew = asksMe(draft, me) && !(before && asksMe(before, me) && before.version === draft.version);
    if (isAskedAnew && draft.editor !== me.id) this.#say(fill(strings.drafts.asksYou, { name: draft.editor_name }));
    if (state === "stopped" && was !== state) this.#say(this.#stopped(draft), "bad"); // the whole team must know
    if (!isMine || state === was) return;
    const last = draft.verdicts.at(-1);
    if (state === "returned" && last) this.#say(fill(strings.drafts.returnedToYou, last), "bad");
    if (state === "approved" && was === "submitted") this.#say(strings.drafts.yoursIsReady);
    if (state === "scheduled" && !this.#page.draftDeeds.isBusy(draft.draft) && draft.sender_name !== me.name) {
      this.#say(fill(strings.drafts.yoursIsScheduled, { name: draft.sender_name, time: clockText(draft.due) }));
    }
    if (state === "published" && !this.#page.draftDeeds.isBusy(draft.draft)) this.#say(strings.drafts.yoursIsOut);
  }

  #stopped({ stopped }) {
    const { strings } = this.#page;
    return fill(strings.drafts.stopped, { reason: whyStopped(stopped, strings.drafts) });
  }

  /** What waits for me stands first; then in the order in which they were begun. */
  #show() {
    const { me } = this.#page;
    const cards = [...this.#cards.values()];
    const turn = ({ draft }) => (waitsForMe(draft, me) ? 0 : 1);
    cards.sort((one, other) => turn(one) - turn(other) || one.draft.draft - other.draft.draft);
    cards.forEach(({ node }, place) => {
      if (this.#list.children[place] !== node) this.#list.insertBefore(node, this.#list.children[place] ?? null);
    });
    this.#empty.hidden = cards.length > 0;
    this.#count(cards.filter(({ draft }) => waitsForMe(draft, me)).length);
    for (const listener of this.#listeners) listener();
  }

  #count(number) {
    for (const badge of this.#badges) {
      badge.hidden = !number;
      badge.textContent = number > SHOWN ? `${SHOWN}+` : String(number);
    }
    this.#page.unseen.drafts = number;
  }
}
