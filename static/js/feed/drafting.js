// Drafts in the composer: keep what one writes, ask for approval, go on with a draft that others change as well.
import { clockText } from "../clock.js";
import { newKey } from "../keys.js";
import { toast } from "../toasts.js";
import { fill } from "../words.js";
import { showSmall } from "./picture.js";

const sameWords = (one, other) =>
  one.text.trim() === other.text.trim() &&
  (one.picture ?? null) === (other.picture ?? null) &&
  (one.description ?? "") === (other.description ?? "") &&
  JSON.stringify(one.poll ?? null) === JSON.stringify(other.poll ?? null);

export class Drafting {
  #page;
  #dialog;
  #two;
  #edited = null; // the draft that one edits, as one saw it
  #unsaved = new Map(); // number -> {version, text, picture, description}: closed without saving
  #isBusy = false;
  #isPassed = false;

  /** `dialog` is the composer's, `two` the one that shows two texts. `page` brings socket, drafts, draftDeeds. */
  constructor(dialog, two, page) {
    this.#page = page;
    this.#dialog = dialog;
    this.#two = two;
    this.#part("keep").addEventListener("click", () => void this.#run(() => this.#keep()));
    this.#part("later").addEventListener("click", () => void this.#later());
    dialog.querySelector("[name=channel]").addEventListener("change", () => this.show());
    page.drafts.onChange(() => this.show());
    two.addEventListener("close", () => this.#choose(two.returnValue));
  }

  /** The draft that is being edited, or null. */
  get edited() {
    return this.#edited;
  }

  /** The functions that must approve what stands in the composer. */
  get asked() {
    const account = this.#page.accounts.chosen;
    if (!account || account.code === "own") return [];
    const now = this.#edited && this.#page.drafts.get(this.#edited.draft);
    return [...new Set([...this.#page.drafts.asked, ...(now?.asked ?? [])])];
  }

  /** Whether what one publishes from the chosen account needs approval. */
  get mustAsk() {
    return this.#page.accounts.chosen?.code !== "own" && this.#page.drafts.asked.length > 0;
  }

  /** The composer opens for a draft, or (null) for something new. Returns {text, picture, description} to begin with. */
  begin(draft) {
    this.#edited = draft;
    this.#isPassed = false;
    this.#fault("");
    const left = draft && this.#unsaved.get(draft.draft);
    if (!left) return draft;
    this.#unsaved.delete(draft.draft);
    this.#edited = { ...draft, version: left.version };
    return left;
  }

  /** The composer closes: words of a draft that are not saved wait until one goes on with it. */
  leave(words) {
    if (!this.#edited) return;
    const { draft, version } = this.#edited;
    if (!sameWords(words, this.#edited)) this.#unsaved.set(draft, { picture: null, description: "", poll: null, ...words, version });
    this.#edited = null;
  }

  /** Sends it where it has to go. True if the composer need not publish it itself. */
  takes() {
    if (!this.#edited && !this.asked.length) return false;
    void this.#run(() => (this.asked.length ? this.#ask() : this.#publish()));
    return true;
  }

  /** Something that is sent without the composer (a share): saved, and those who must approve it are asked. */
  async askFor(said) {
    try {
      const made = await this.#save(said, null);
      await this.#page.draftDeeds.ask("draft_submit", made);
      this.#thank();
    } catch (error) {
      toast(error.message || this.#page.strings.drafts.notDone, "bad");
    }
  }

  /** Shows which buttons hold, who will be asked, and whether somebody else was faster. */
  show() {
    const { strings, accounts, drafts } = this.#page;
    const { asked } = this;
    const mustAsk = asked.length > 0;
    this.#part("keep").hidden = accounts.chosen?.code === "own";
    this.#part("later").hidden = mustAsk || accounts.chosen?.code === "own" || !this.#page.composer?.isSchedulable;
    for (const name of ["sendAsk", "hintAsk", "asked"]) this.#part(name).hidden = !mustAsk;
    for (const name of ["sendPublish", "hintPublish"]) this.#part(name).hidden = mustAsk;
    if (mustAsk) this.#part("askedText").textContent = fill(strings.drafts.willBeAsked, { names: drafts.listed(asked) });
    if (this.#edited) this.#look(drafts.get(this.#edited.draft));
  }

  /** Somebody else may have changed the draft that one edits. */
  #look(now) {
    const { strings, me } = this.#page;
    if (this.#isBusy || this.#isPassed) return;
    if (!now) this.#pass(strings.drafts.goneMeanwhile);
    else if (now.version > this.#edited.version && now.editor !== me.id) {
      this.#pass(fill(strings.drafts.changedByOther, { name: now.editor_name || strings.drafts.somebody }));
    }
  }

  #pass(text) {
    this.#isPassed = true;
    this.#fault(text);
  }

  async #run(work) {
    if (this.#isBusy || !this.#page.composer.isSendable) return;
    this.#busy(true);
    this.#fault("");
    try {
      await work();
      this.#edited = null;
      this.#page.composer.finish();
    } catch (error) {
      if (error.code === "changed_meanwhile" && error.draft) this.#compare(error.draft);
      else this.#fault(error.message || this.#page.strings.drafts.notDone);
    } finally {
      this.#busy(false);
    }
  }

  async #keep() {
    await this.#saveText();
    toast(this.#page.strings.drafts.kept);
  }

  async #ask() {
    await this.#page.draftDeeds.ask("draft_submit", await this.#saveText());
    this.#thank();
  }

  async #publish() {
    const made = await this.#saveText();
    await this.#page.draftDeeds.ask("draft_publish", made);
    toast(this.#page.strings.sent);
  }

  /** Asks for the time at which what stands there goes out by itself. */
  async #later() {
    if (this.#isBusy || !this.#page.composer.isSendable) return;
    const at = await this.#page.schedule.ask();
    if (at !== null) await this.#run(() => this.#schedule(at));
  }

  async #schedule(at) {
    const made = await this.#saveText();
    await this.#page.draftDeeds.ask("draft_schedule", made, { at });
    toast(fill(this.#page.strings.drafts.scheduled, { time: clockText(at) }));
  }

  /** What was saved is what one goes on from, also when the next step fails. */
  async #saveText() {
    const { said } = this.#page.composer;
    const made = await this.#save(said, this.#edited);
    this.#edited = { ...this.#edited, picture: null, description: "", poll: null, ...said, ...made };
    return made;
  }

  #save(said, edited) {
    const where = edited ? { draft: edited.draft, version: edited.version } : {};
    return this.#page.socket.request({ type: "draft_save", key: newKey(), ...said, ...where });
  }

  #thank() {
    const { strings, drafts } = this.#page;
    toast(fill(strings.drafts.asked, { names: drafts.listed(drafts.asked) }));
  }

  #compare(theirs) {
    const { strings, composer, drafts } = this.#page;
    drafts.apply({ drafts: [theirs] });
    const part = (name) => this.#two.querySelector(`[data-part=${name}]`);
    const name = theirs.editor_name || strings.drafts.somebody;
    part("title").textContent = fill(strings.drafts.twoTitle, { name });
    part("theirsTitle").textContent = fill(strings.drafts.theirsTitle, { name });
    part("theirs").textContent = theirs.text;
    part("mine").textContent = composer.said.text;
    showSmall(part("theirsPicture"), theirs, this.#page.api);
    showSmall(part("minePicture"), composer.said, this.#page.api);
    this.#edited = theirs;
    this.#two.returnValue = "mine";
    this.#two.showModal();
  }

  #choose(value) {
    if (value === "theirs" && this.#edited) this.#page.composer.write(this.#edited);
    this.#isPassed = false;
    this.#page.composer.focus();
  }

  #busy(is) {
    this.#isBusy = is;
    for (const button of [this.#part("keep"), this.#part("later"), this.#dialog.querySelector("[type=submit]")]) {
      button.setAttribute("aria-busy", String(is));
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
