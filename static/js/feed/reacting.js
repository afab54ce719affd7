// The five reactions of a post, where its network has them: how many gave which, and the choice of one's own.
import { newKey } from "../keys.js";
import { cardOf } from "./card.js";
import { EMOTIONS, moved } from "./reactions.js";

const HOVER = 450; // ms over the button until the choice opens
const PRESS = 450; // ms of a finger on it
const LEAVE = 350; // ms until it closes behind the mouse

export class Reacting {
  #page;
  #picker;
  #card = null; // whose choice is open
  #timer = 0;
  #isHeld = false; // a finger opened it: lifting it is no click
  #byMouse = false;

  /** `page` brings socket, accounts, likes, strings, tell, patch(id, values) and holdFor(reason, on). */
  constructor(page, picker) {
    this.#page = page;
    this.#picker = picker;
    const on = (kind, deed, options) => document.addEventListener(kind, deed, options);
    on("pointerover", (event) => event.pointerType === "mouse" && this.#hover(event.target));
    on("pointerdown", (event) => this.#press(event));
    for (const kind of ["pointerup", "pointercancel"]) on(kind, () => this.#isHeld || clearTimeout(this.#timer));
    on("click", (event) => this.#click(event), { capture: true });
    on("contextmenu", (event) => this.#isHeld && event.preventDefault());
    on("keydown", (event) => this.#key(event));
  }

  /** The plain way: a button beside the like opens and closes the choice. */
  toggle(card, opener) {
    const isOpen = this.#card === card && !this.#byMouse;
    this.close();
    if (isOpen) return opener.focus();
    this.#open(card);
    const mine = this.#picker.querySelector("[aria-pressed=true]");
    (mine ?? this.#picker.firstElementChild).focus({ preventScroll: true });
  }

  /** Gives the card's post this reaction; the one that it has already is taken back. */
  async choose(card, reaction) {
    const { likes, tell, strings, socket, accounts, patch } = this.#page;
    const before = likes.of(card.target);
    const after = before === reaction ? null : reaction;
    const wasInside = this.#picker.contains(document.activeElement);
    this.close(wasInside);
    this.#set(card, before, after);
    const said = { account: accounts.chosen.code, post: card.target, reaction: EMOTIONS[after] ?? null };
    try {
      const { reactions, likes: total } = await socket.request({ type: "react", key: newKey(), ...said });
      patch(card.target, { reactions, likes: total });
    } catch (error) {
      this.#set(card, after, before);
      tell(error.message || strings.failed, "bad");
    }
  }

  close(refocus = false) {
    clearTimeout(this.#timer);
    if (!this.#card) return;
    const opener = this.#opener;
    opener?.setAttribute("aria-expanded", "false");
    this.#picker.hidden = true;
    this.#card = null;
    this.#page.holdFor("picker", false);
    if (refocus) opener?.focus({ preventScroll: true });
  }

  #set(card, before, after) {
    const { target: id, post } = card;
    this.#page.likes.set(id, after);
    if (post.reactions && post.id === id) {
      const step = (after !== null) - (before !== null);
      this.#page.patch(id, { reactions: moved(post.reactions, before, after), likes: Math.max(0, post.likes + step) });
    }
    card.refresh();
  }

  get #opener() {
    return this.#card?.node.querySelector("[data-act=reactions]");
  }

  #open(card, byMouse = false) {
    this.close();
    this.#card = card;
    this.#byMouse = byMouse;
    const mine = this.#page.likes.of(card.target);
    for (const [place, choice] of [...this.#picker.children].entries()) {
      choice.setAttribute("aria-pressed", String(place === mine));
    }
    this.#opener.setAttribute("aria-expanded", "true");
    card.node.querySelector(".post__deeds").append(this.#picker);
    this.#picker.hidden = false;
    this.#page.holdFor("picker", true);
    if (card.node.closest(".watch-col")) this.#picker.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  /** The card on whose like button (or open choice) this is, if its network has reactions. */
  #at(target) {
    const place = target.closest?.(".deed-like, .picker");
    const card = place && cardOf(place);
    return card && !card.post.deleted && this.#page.reacts.has(card.post.channel) ? card : null;
  }

  #hover(target) {
    const card = this.#at(target);
    if (card && card === this.#card) return clearTimeout(this.#timer);
    if (card && target.closest("[data-act=like]")) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#open(card, true), HOVER);
    } else if (this.#card ? this.#byMouse : true) {
      clearTimeout(this.#timer);
      if (this.#card) this.#timer = setTimeout(() => this.close(), LEAVE);
    }
  }

  #press(event) {
    this.#isHeld = false;
    if (event.pointerType === "mouse" || !event.target.closest("[data-act=like]")) return;
    const card = this.#at(event.target);
    if (!card) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isHeld = true;
      this.#open(card);
    }, PRESS);
  }

  #click(event) {
    if (this.#isHeld && event.target.closest("[data-act=like]")) {
      this.#isHeld = false;
      event.preventDefault();
      event.stopPropagation();
    } else if (!event.target.closest(".picker, [data-act=reactions]")) {
      this.close();
    }
  }

  #key(event) {
    if (!this.#card) return;
    if (event.key === "Escape") {
      const isInside = this.#card.node.contains(document.activeElement);
      event.preventDefault();
      this.close(isInside);
    }
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    const choices = [...this.#picker.children];
    const at = choices.indexOf(document.activeElement);
    if (at < 0 || !(event.key in steps)) return;
    const way = getComputedStyle(this.#picker).direction === "rtl" ? -1 : 1;
    choices.at((at + way * steps[event.key]) % choices.length).focus();
    event.preventDefault();
  }
}
