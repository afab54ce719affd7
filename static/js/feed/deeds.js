// What one does to a post: answer, share, quote, like, report, change, delete, look at its conversation or at what it said before.
import { newKey } from "../keys.js";
import { toast } from "../toasts.js";
import { cardOf } from "./card.js";

export class Deeds {
  #page;
  #menu;
  #report;
  #remove;
  #about = null; // the card that the open menu or dialog is about

  /** `page` brings socket, composer, outbox, views, likes, accounts, keys, rewriting, versions,
   *  mutes, reports, authors, lists, listPick, reacting, reacts (networks with reactions), strings and patch(id, values). */
  constructor(page, { menu, report, remove }) {
    this.#page = page;
    this.#menu = menu;
    this.#report = report;
    this.#remove = remove;
    document.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("keydown", (event) => this.#key(event));
    report.querySelector("form").addEventListener("submit", (event) => this.#sendReport(event));
    remove.querySelector("form").addEventListener("submit", (event) => this.#sendDelete(event));
  }

  #click(event) {
    const trigger = event.target.closest("[data-act]");
    if (!event.target.closest(".post__menu")) this.#closeMenu();
    if (trigger) this.#do(trigger.dataset.act, trigger);
    else if (this.#isPlainClick(event)) this.#do("thread", event.target);
  }

  /** A click on the body of a post, not on something in it and not to select text. */
  #isPlainClick(event) {
    const isOnPost = event.target.closest(".post") && !event.target.closest("button, a, summary, .menu__list");
    return isOnPost && String(getSelection()) === "";
  }

  #do(act, trigger) {
    if (act === "search") return this.#page.search(trigger.dataset.q);
    const card = trigger.closest(".post__menu") ? this.#about : cardOf(trigger);
    if (!card || (card.post.deleted && act !== "thread")) return;
    const deeds = {
      thread: () => this.#page.views.show({ name: "post", post: card.target }),
      reply: () => this.#compose("reply", card),
      quote: () => this.#compose("quote", card),
      share: () => this.#share(card),
      like: () => this.#like(card),
      react: () => this.#page.reacting.choose(card, Number(trigger.dataset.reaction)),
      reactions: () => this.#page.reacting.toggle(card, trigger),
      more: () => this.#openMenu(card, trigger),
      author: () => this.#page.authors.open(card.author),
      list: () => this.#page.listPick.open(card.author),
      group: () => this.#page.views.show({ name: `group-${card.post.group}` }),
      mute: () => this.#page.mutes.set(trigger.dataset.mark, true),
      unfold: () => this.#page.mutes.unfold(card),
      report: () => this.#open(this.#report, card),
      reported: () => this.#page.views.show({ name: "reports" }),
      hide: () => this.#hide(card, true),
      unhide: () => this.#hide(card, false),
      pin: () => this.#pin(card, true),
      unpin: () => this.#pin(card, false),
      edit: () => this.#page.rewriting.open(card.post),
      versions: () => this.#page.versions.open(card.target),
      delete: () => this.#open(this.#remove, card),
    };
    if (act !== "more") this.#closeMenu();
    deeds[act]?.();
  }

  #key(event) {
    if (event.key === "Escape" && this.#menu.isConnected && !this.#menu.hidden) return this.#closeMenu(true);
    const node = event.target.closest?.(".post");
    if (!node || event.target !== node || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key !== "Enter" && !this.#page.keys.on) return;
    const acts = { r: "reply", l: "like", s: "share", q: "quote", Enter: "thread" };
    const steps = { j: "nextElementSibling", k: "previousElementSibling" };
    if (acts[event.key]) this.#do(acts[event.key], node);
    else if (steps[event.key]) node[steps[event.key]]?.focus();
    else return;
    event.preventDefault();
  }

  #compose(kind, card) {
    const { post } = card;
    const isShare = post.kind === "share" && !post.screenshot;
    const parent = isShare
      ? { id: card.target, handle: post.parent_handle ?? post.handle, text: post.parent_text ?? "", channel: post.channel }
      : post;
    this.#page.composer.open({ kind, parent });
  }

  #share(card) {
    const said = {
      account: this.#page.accounts.chosen.code,
      channel: card.post.channel,
      kind: "share",
      text: "",
      parent: card.target,
    };
    if (this.#page.drafting.mustAsk) void this.#page.drafting.askFor(said);
    else this.#page.outbox.add({ type: "publish", key: newKey(), ...said }, card.post);
  }

  async #like(card) {
    const { likes, strings } = this.#page;
    const { target: id, post } = card;
    if (this.#page.reacts.has(post.channel)) return this.#page.reacting.choose(card, likes.of(id) ?? 0);
    const on = !likes.has(id);
    const step = on ? 1 : -1;
    likes.set(id, on ? 0 : null);
    this.#page.patch(id, { likes: Math.max(0, post.likes + step) });
    card.refresh();
    try {
      await this.#ask({ type: "like", account: this.#page.accounts.chosen.code, post: id, on });
    } catch (error) {
      likes.set(id, on ? null : 0);
      this.#page.patch(id, { likes: Math.max(0, post.likes - step) });
      card.refresh();
      toast(error.message || strings.failed, "bad");
    }
  }

  async #sendReport(event) {
    const reason = new FormData(event.target).get("reason");
    const thanks = ({ again, state }) => (again ? this.#page.reports.again(state) : this.#page.strings.reported);
    await this.#carryOut({ type: "report", post: this.#about.target, reason }, thanks);
  }

  async #sendDelete() {
    await this.#carryOut({ type: "delete", post: this.#about.post.id }, () => this.#page.strings.removed);
  }

  async #hide(card, on) {
    const { hidden, shownAgain } = this.#page.strings;
    await this.#carryOut({ type: "hide", post: card.target, on }, () => (on ? hidden : shownAgain));
  }

  async #pin(card, on) {
    const { pinned, unpinned } = this.#page.strings;
    await this.#carryOut({ type: "pin", post: card.post.id, on }, () => (on ? pinned : unpinned));
  }

  async #carryOut(message, thanks) {
    try {
      toast(thanks(await this.#ask(message)));
    } catch (error) {
      toast(error.message || this.#page.strings.failed, "bad");
    }
  }

  #ask(message) {
    return this.#page.socket.request({ key: newKey(), ...message });
  }

  #open(dialog, card) {
    this.#about = card;
    dialog.querySelector("form").reset();
    dialog.showModal();
  }

  #openMenu(card, trigger) {
    const isOpen = !this.#menu.hidden && this.#about === card;
    this.#closeMenu();
    if (isOpen) return;
    this.#about = card;
    const isOurs = this.#isOurs(card.post);
    const isReported = Boolean(this.#page.reports.of(card.target));
    this.#menu.querySelector("[data-act=delete]").hidden = !isOurs;
    this.#menu.querySelector("[data-act=report]").hidden = card.post.team || isReported;
    this.#menu.querySelector("[data-act=reported]").hidden = !isReported;
    this.#menu.querySelector("[data-act=edit]").hidden = !isOurs || card.post.kind === "share" || card.post.poll?.id === card.post.id || !this.#mayRewrite(card.post);
    this.#menu.querySelector("[data-act=hide]").hidden = !this.#mayHide(card.post);
    const mayPin = isOurs && card.post.team && card.post.kind !== "share" && !this.#isAddressed(card.post);
    this.#menu.querySelector("[data-act=pin]").hidden = !mayPin || card.post.pinned;
    this.#menu.querySelector("[data-act=unpin]").hidden = !mayPin || !card.post.pinned;
    this.#menu.querySelector("[data-act=list]").hidden = !this.#page.lists.isOffered;
    this.#page.mutes.offer(this.#menu.querySelector("[data-part=mutes]"), card.post);
    trigger.setAttribute("aria-expanded", "true");
    trigger.parentElement.append(this.#menu);
    this.#menu.hidden = false;
    this.#placeMenu(trigger);
    card.node.classList.add("post--menu");
    this.#page.holdFor("menu", true);
    this.#menu.querySelector("button:not([hidden])").focus({ preventScroll: true });
    if (trigger.closest(".watch-col")) this.#menu.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  /** Above its button, or below where the head of the view would hide it. */
  #placeMenu(trigger) {
    const head = trigger.closest("[data-view]")?.querySelector(".view__head");
    this.#menu.classList.remove("post__menu--below");
    const isHidden = this.#menu.getBoundingClientRect().top < (head?.getBoundingClientRect().bottom ?? 0);
    this.#menu.classList.toggle("post__menu--below", isHidden);
  }

  #closeMenu(refocus = false) {
    if (this.#menu.hidden) return;
    const trigger = this.#menu.parentElement?.querySelector("[data-act=more]");
    trigger?.setAttribute("aria-expanded", "false");
    this.#menu.hidden = true;
    this.#about.node.classList.remove("post--menu");
    this.#page.holdFor("menu", false);
    if (refocus) trigger?.focus();
  }

  /** Who must ask before a text of the team goes out changes none that is out. */
  #mayRewrite(post) {
    return !post.team || !this.#page.drafts.asked.length;
  }

  /** What others wrote on the team's page, or in answer to it. */
  #mayHide({ team, hidden, channel, kind, parent_handle: handle }) {
    const answersUs = kind === "reply" && this.#page.accounts.holds(handle);
    return !team && !hidden && kind !== "share" && (channel === "page" || answersUs);
  }

  #isAddressed({ channel }) {
    return this.#page.networks.some(({ kind, addressed }) => kind === channel && addressed);
  }

  #isOurs(post) {
    return post.mine || (post.team && this.#page.accounts.holds(post.handle));
  }
}
