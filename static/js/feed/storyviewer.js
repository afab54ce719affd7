// Stories one by one, over everything else: by click, keys or swipe to the next, with the time that each has left.
import { fill } from "../words.js";
import { timeLeft } from "./fleeting.js";

const SWIPE = 40; // px

export class StoryViewer {
  #dialog;
  #makeCard;
  #page;
  #stories = [];
  #at = 0;
  #card = null;
  #onSee = () => {};
  #from = null; // where a finger or the mouse went down

  constructor(dialog, makeCard, page) {
    this.#dialog = dialog;
    this.#makeCard = makeCard;
    this.#page = page;
    dialog.addEventListener("click", (event) => this.#click(event));
    dialog.addEventListener("keydown", (event) => this.#key(event));
    dialog.addEventListener("close", () => this.#empty());
    const stage = this.#part("stage");
    stage.addEventListener("pointerdown", (event) => (this.#from = event));
    stage.addEventListener("pointerup", (event) => this.#swipe(event));
    stage.addEventListener("dragstart", (event) => event.preventDefault()); // a picture that is dragged ends no swipe
  }

  get isOpen() {
    return this.#dialog.open;
  }

  /** Shows `stories`, in order, from the one with this id; onSee(post) is told of each that is shown. */
  open(stories, id, onSee) {
    this.#stories = stories;
    this.#onSee = onSee;
    if (!this.isOpen) this.#dialog.showModal();
    this.#show(Math.max(0, stories.findIndex((post) => post.id === id)));
    this.#part("next").focus({ preventScroll: true });
  }

  close() {
    if (this.isOpen) this.#dialog.close();
  }

  tick(now) {
    if (!this.#card) return;
    this.#card.tick(now);
    const left = timeLeft(this.#card.post, now, this.#page.strings);
    if (this.#part("left").textContent !== left) this.#part("left").textContent = left;
  }

  patch(id, values) {
    if (this.#card?.post.id !== id) return;
    Object.assign(this.#card.post, values);
    this.#card.refresh();
  }

  /** What is gone is shown no more: the next one comes in its place. */
  drop(isGone) {
    if (!this.isOpen) return;
    const current = this.#stories[this.#at];
    const isLost = isGone(current);
    const before = this.#stories.slice(0, this.#at).filter((post) => !isGone(post)).length;
    this.#stories = this.#stories.filter((post) => !isGone(post));
    if (!isLost) return void (this.#at = before);
    const { gone } = this.#page.strings.stories;
    if (before < this.#stories.length) this.#show(before, gone);
    else {
      this.close();
      this.#page.tell(gone);
    }
  }

  #step(by) {
    const to = this.#at + by;
    if (to >= this.#stories.length) return this.close();
    if (to >= 0) this.#show(to);
  }

  /** `note` says why another story stands there than the one that was being looked at. */
  #show(at, note = "") {
    this.#at = at;
    const post = this.#stories[at];
    this.#card = this.#makeCard(post);
    this.#part("stage").replaceChildren(this.#card.node);
    const own = this.#stories.filter(({ handle }) => handle === post.handle);
    const place = own.indexOf(post);
    const marks = own.map((_story, index) => this.#mark(index <= place));
    this.#part("marks").replaceChildren(...marks);
    const said = { name: post.name, n: place + 1, total: own.length };
    const title = fill(this.#page.strings.stories.title, said);
    this.#part("title").textContent = title;
    this.#part("note").textContent = note;
    this.#part("spoken").textContent = `${note} ${title}. ${post.text}`.trim();
    this.#part("previous").disabled = at === 0;
    this.tick(this.#page.now());
    this.#onSee(post);
  }

  #mark(isDone) {
    const mark = document.createElement("li");
    mark.className = isDone ? "story-view__mark story-view__mark--done" : "story-view__mark";
    return mark;
  }

  #empty() {
    this.#card = null;
    this.#stories = [];
    this.#part("stage").replaceChildren();
  }

  #click(event) {
    if (event.target.closest("[data-part=next]")) return this.#step(1);
    if (event.target.closest("[data-part=previous]")) return this.#step(-1);
    if (event.target.closest("[data-part=close]")) return this.close();
    if (event.target.closest("button, a, summary, .menu__list")) return; // what one does to a post
    event.stopPropagation(); // a post opens its conversation: not here
    const stage = this.#part("stage");
    if (!stage.contains(event.target)) return event.target === this.#dialog ? this.close() : undefined;
    if (this.#from === null) return; // that was a swipe
    const { left, width } = stage.getBoundingClientRect();
    const isStart = event.clientX - left < width / 3;
    this.#step(isStart === this.#isLeftToRight ? -1 : 1);
  }

  #swipe(event) {
    const from = this.#from;
    if (!from || event.target.closest("button")) return;
    const [x, y] = [event.clientX - from.clientX, event.clientY - from.clientY];
    if (Math.abs(x) < SWIPE || Math.abs(x) < Math.abs(y)) return;
    this.#from = null;
    this.#step(x < 0 === this.#isLeftToRight ? 1 : -1);
  }

  #key(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1 };
    if (!steps[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#step(this.#isLeftToRight ? steps[event.key] : -steps[event.key]);
  }

  get #isLeftToRight() {
    return getComputedStyle(this.#dialog).direction === "ltr";
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }
}
