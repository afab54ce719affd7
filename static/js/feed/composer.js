// Writing a post: from which account, on which network, how long it may be. The draft survives a reload.
import { newKey } from "../keys.js";
import { count, fill } from "../words.js";
import { Attachment } from "./attachment.js";
import { NETWORKS } from "./forms.js";
import { Papers } from "./papers.js";
import { PollForm } from "./pollform.js";
import { lengthOf } from "./text.js";

const DOCKED = "(min-width: 64rem)"; // beside the feed; on smaller screens over it
const FEW = 20; // characters left from which on the number is shown

export class Composer {
  #dialog;
  #form;
  #page;
  #parent = null;
  #kind = "original";
  #group = null; // the public group in which a new post is begun
  #key = newKey();
  #opener = null;
  #draftKey;
  #aside = null; // what waits while one edits a draft of the team: {form, text, picture, description}
  #attachment;
  #papers;
  #poll;

  /** onPublish(message, parent) gets a complete `publish` message. */
  constructor(dialog, page, onPublish) {
    this.#dialog = dialog;
    this.#form = dialog.querySelector("form");
    this.#page = page;
    this.#draftKey = `draft:${page.room.code}`; // a form's own has its name behind it
    this.#attachment = new Attachment(dialog, page, () => this.#changed());
    this.#papers = new Papers(dialog, page, () => this.#changed());
    this.#poll = new PollForm(dialog, () => {
      this.#offerNetworks(page.accounts.chosen);
      this.#changed();
    });
    this.#text.value = this.#kept();
    this.#poll.put(JSON.parse(sessionStorage.getItem(`${this.#draftKey}:poll`) ?? "null"));
    this.#attachment.put(JSON.parse(sessionStorage.getItem(`${this.#draftKey}:picture`) ?? "{}"));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.isSendable && !page.drafting.takes()) this.#publish(onPublish);
    });
    this.#form.addEventListener("input", (event) => {
      if (event.target.name === "form") this.#turnTo(event.target.value);
      this.#changed();
      this.#tellOthers();
    });
    this.#form.addEventListener("keydown", (event) => this.#submitByKey(event));
    this.#account.addEventListener("change", () => page.accounts.choose(this.#account.value));
    // Docked, the dialog is not modal: the browser leaves Escape to us.
    this.#dialog.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.#dialog.addEventListener("close", () => {
      if (this.#dialog.open) return; // opened again before the word of its closing came
      this.#putBack();
      page.writers.rest();
      this.#returnFocus();
    });
    page.writers.onChange(() => this.#showOthers());
    page.accounts.onChoice((account) => this.#speakAs(account));
  }

  /** Opens for a new post (on `channel`, in a `form`), for a reply to or a quote of `parent`, or for a draft of the
   *  team. A `message` is one to be mended. */
  open({ kind = "original", parent = null, message = null, channel = null, group = null, draft = null, form = "" } = {}) {
    this.#putBack();
    const mended = draft ? { ...draft, ...this.#takeUp(draft) } : message;
    this.#kind = mended?.kind ?? kind;
    this.#parent = draft ? parentOf(draft) : parent;
    this.#group = (mended ? mended.group : group) ?? null;
    this.#key = newKey();
    if (form && !this.#isOffered(form)) this.#page.accounts.choose(this.#page.accounts.list.find(({ code }) => code !== "own")?.code);
    this.#turnTo(mended ? (mended.form ?? "") : form);
    if (mended) this.#restore(mended);
    else if (channel && !form) this.#channel.value = channel;
    this.#page.drafting.show();
    this.#showContext();
    this.#opener ??= document.activeElement;
    if (!this.#dialog.open) this.#show();
    this.#changed();
    this.#tellOthers();
    this.#showOthers();
    this.focus();
  }

  close() {
    this.#dialog.close();
  }

  /** What one answers is gone: its words are not kept here either. */
  drop(isGone) {
    if (!this.#parent || !isGone(this.#parent)) return;
    this.#part("contextText").textContent = this.#page.strings.stories.gone;
  }

  /** What stands there, as the fields of a message. */
  get said() {
    return {
      account: this.#account.value,
      channel: this.#kindOfNetwork,
      kind: this.#kind,
      text: this.#typed.trim(),
      ...(this.#parent && { parent: this.#parent.id }),
      ...(this.#inGroup && { group: this.#group }),
      ...(this.#papers.form ? { form: this.#papers.form, colour: this.#papers.colour } : this.#shown),
    };
  }

  get isSendable() {
    const length = lengthOf(this.#typed);
    if (this.#isPoll && !this.#poll.isComplete) return false;
    if (this.#papers.form ? !this.#papers.isComplete : this.#attachment.isBusy) return false;
    return length > 0 && length <= this.#limit;
  }

  /** Whether the network that it goes to publishes by itself. */
  get isSchedulable() {
    return this.#page.schedules.has(this.#kindOfNetwork);
  }

  /** Puts other words there, and the picture that goes with them. */
  write({ text, picture, description, poll = null }) {
    this.#typed = text;
    if (!this.#papers.form) {
      this.#attachment.put({ picture, description });
      this.#poll.put(poll);
    }
    this.#changed();
  }

  focus() {
    if (this.#papers.form) this.#papers.focus();
    else this.#text.focus();
  }

  /** What stood there is on its way or kept. */
  finish() {
    this.write({ text: "" });
    this.close();
  }

  /** Whether it asks people to vote: a new post can, on networks that have polls. */
  get #isPoll() {
    return this.#poll.isOn && this.#kind === "original" && !this.#papers.form;
  }

  /** Whether it is begun in a group: a plain post of the page network alone can be. */
  get #inGroup() {
    return this.#group !== null && this.#kind === "original" && !this.#papers.form && this.#kindOfNetwork === "page";
  }

  /** What goes with a plain text, as the fields of a message: a poll or a picture. */
  get #shown() {
    return this.#isPoll ? this.#poll.said : this.#attachment.said;
  }

  /** The text that stands there: typed, or what the fields of a form make. */
  get #typed() {
    return this.#papers.form ? this.#papers.text : this.#text.value;
  }

  set #typed(text) {
    if (this.#papers.form) this.#papers.write(text);
    else this.#text.value = text;
  }

  /** The text of this form that a reload or another form left. */
  #kept() {
    return sessionStorage.getItem(this.#draftKey + this.#papers.form) ?? "";
  }

  /** A plain post (""), a press release or an infographic. */
  #turnTo(form) {
    if (form === this.#papers.form) return;
    this.#papers.show(form);
    if (form) this.#papers.write(this.#aside ? "" : this.#kept());
    this.#part("plain").hidden = Boolean(form);
    this.#dialog.classList.toggle("composer--form", Boolean(form));
    this.#offerNetworks(this.#page.accounts.chosen);
    this.#showContext();
    this.#page.drafting.show();
  }

  #isOffered(form, account = this.#page.accounts.chosen) {
    const there = this.#page.networks.some(({ kind }) => NETWORKS[form].has(kind));
    return there && Boolean(account) && account.code !== "own";
  }

  #offerNetworks(account) {
    if (!account) return;
    const { form } = this.#papers;
    const isFit = (kind) => (form !== "infographic" || NETWORKS[form].has(kind)) && (!this.#isPoll || this.#page.polling.has(kind));
    const isThere = (kind) => account.channels.includes(kind) && isFit(kind);
    const chosen = this.#channel.value;
    const offered = this.#page.networks.filter(({ kind }) => isThere(kind));
    this.#channel.replaceChildren(...offered.map(({ kind, name }) => new Option(name, kind)));
    if (isThere(chosen)) this.#channel.value = chosen;
  }

  get #text() {
    return this.#form.elements.text;
  }

  get #account() {
    return this.#form.elements.account;
  }

  get #channel() {
    return this.#form.elements.channel;
  }

  /** The network that it goes to: an answer goes where the post is, also where one cannot begin anything. */
  get #kindOfNetwork() {
    return this.#parent?.channel ?? (this.#papers.form === "release" ? "press" : this.#channel.value);
  }

  #returnFocus() {
    this.#opener?.focus({ preventScroll: true });
    this.#opener = null;
  }

  #show() {
    const isCovered = document.querySelector("dialog:modal");
    if (!isCovered && matchMedia(DOCKED).matches) this.#dialog.show();
    else this.#dialog.showModal();
  }

  /** A draft takes the place of what one was writing, which comes back afterwards. */
  #takeUp(draft) {
    this.#aside = { form: this.#papers.form, ...this.#words };
    return this.#page.drafting.begin(draft);
  }

  #putBack() {
    this.#page.drafting.leave(this.#words);
    this.#page.drafting.begin(null);
    if (this.#aside === null) return;
    const words = this.#aside;
    this.#turnTo(words.form);
    this.#aside = null;
    this.write(words);
  }

  /** The text, and the picture that goes with a plain one. */
  get #words() {
    return { text: this.#typed, ...(!this.#papers.form && this.#shown) };
  }

  #restore(message) {
    this.#page.accounts.choose(message.account);
    this.write(message);
    if (message.colour) this.#papers.colour = message.colour;
    if (!message.parent && message.form !== "release") this.#channel.value = message.channel;
  }

  #speakAs(account) {
    this.#account.value = account.code;
    if (this.#papers.form && !this.#isOffered(this.#papers.form, account)) this.#turnTo("");
    this.#offerNetworks(account);
    this.#showNetworks();
    this.#changed();
    this.#showOthers();
    this.#page.drafting.show();
  }

  /** A text under way, or an answer that is begun, is what team mates should know of. */
  #tellOthers() {
    if (!this.#typed.trim() && !this.#parent) return this.#page.writers.rest();
    this.#page.writers.type(this.#account.value, this.#parent?.id ?? null);
  }

  #showOthers() {
    const account = this.#page.accounts.chosen;
    const beside = this.#dialog.open && account ? this.#page.writers.beside(account, this.#parent?.id) : null;
    const box = this.#part("others");
    box.hidden = !beside;
    box.classList.toggle("composer__others--clash", Boolean(beside?.isClash));
    if (this.#part("othersText").textContent !== (beside?.text ?? "")) this.#part("othersText").textContent = beside?.text ?? "";
  }

  #showContext() {
    const { strings } = this.#page;
    const titles = { original: strings.newPost, reply: strings.newReply, quote: strings.newQuote };
    const isDraft = this.#page.drafting.edited !== null;
    const inGroup = this.#inGroup && fill(strings.groups.writes, { group: this.#page.groupName(this.#group) });
    const title = inGroup || (strings.forms[this.#papers.form] ?? titles[this.#kind]);
    this.#part("title").textContent = isDraft ? strings.drafts.editTitle : title;
    this.#part("context").hidden = !this.#parent;
    if (this.#parent) {
      this.#part("contextHandle").textContent = fill(strings.replying, { handle: `@${this.#parent.handle}` });
      this.#part("contextText").textContent = this.#parent.text;
    }
    this.#showNetworks();
  }

  #showNetworks() {
    const { form } = this.#papers;
    const isSettled = Boolean(this.#parent) || this.#inGroup || form === "release" || this.#channel.options.length < 2;
    this.#channel.closest(".field").hidden = isSettled;
    const offered = this.#kind === "original" ? Object.keys(NETWORKS).filter((one) => this.#isOffered(one)) : [];
    this.#part("forms").hidden = !offered.length && !form;
    for (const radio of this.#part("forms").querySelectorAll("[name=form]")) {
      radio.closest("label").hidden = radio.value !== "" && !offered.includes(radio.value);
    }
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }

  get #limit() {
    if (this.#papers.form === "infographic") return Infinity; // each field has its own
    return this.#page.networks.find(({ kind }) => kind === this.#kindOfNetwork)?.length ?? 280;
  }

  #changed() {
    const left = this.#limit - lengthOf(this.#typed);
    const ring = this.#part("ring");
    ring.hidden = left === Infinity;
    this.#papers.sketch(this.#kindOfNetwork);
    ring.style.setProperty("--used", Math.min(1, 1 - left / this.#limit));
    ring.dataset.state = left < 0 ? "over" : left <= FEW ? "few" : "fine";
    this.#part("left").textContent = left;
    this.#part("leftSpoken").textContent = left <= FEW ? count(this.#page.strings.left, left, this.#page.lang) : "";
    this.#showPoll();
    this.#text.setAttribute("aria-invalid", String(left < 0));
    this.#form.querySelector("[type=submit]").setAttribute("aria-disabled", String(!this.isSendable));
    if (this.#aside !== null) return;
    sessionStorage.setItem(this.#draftKey + this.#papers.form, this.#typed);
    if (this.#papers.form) return;
    sessionStorage.setItem(`${this.#draftKey}:picture`, JSON.stringify(this.#attachment.said));
    sessionStorage.setItem(`${this.#draftKey}:poll`, JSON.stringify(this.#poll.said.poll ?? null));
  }

  /** A poll has no picture, and a picture no poll. */
  #showPoll() {
    const isPlain = this.#kind === "original" && !this.#papers.form && !this.#attachment.said.picture && !this.#attachment.isBusy;
    this.#poll.show({ isOffered: isPlain && this.#page.polling.has(this.#kindOfNetwork), counts: this.#isPoll });
    this.#part("attach").hidden = this.#isPoll;
  }

  #submitByKey(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #publish(onPublish) {
    const message = { type: "publish", key: this.#key, ...this.said };
    this.finish();
    onPublish(message, this.#parent);
  }
}

/** What a draft answers, as the composer shows it. */
function parentOf({ parent, parent_handle: handle, parent_text: text, channel }) {
  return parent == null ? null : { id: parent, handle, text, channel };
}
