// Polls: how they stand, what one voted for, and the bars on every card that shows one.
import { newKey } from "../keys.js";
import { toast } from "../toasts.js";
import { PollBox } from "./pollbox.js";

const total = (votes) => votes.reduce((sum, one) => sum + one, 0);

export class Polls {
  #page;
  #templates;
  #held = new Map(); // id -> the newest that is known of it
  #boxes = new Map(); // id -> weak references to what shows it: cards come and go
  #mine = new Map(); // id -> the answer that one voted for
  #busy = new Set();

  /** `page` brings socket, me, now() and strings; `templates` are those of a poll and of an answer. */
  constructor(page, templates) {
    this.#page = page;
    this.#templates = templates;
    document.addEventListener("click", (event) => {
      const choice = event.target.closest("[data-poll-option]");
      if (choice) void this.#vote(Number(choice.closest("[data-poll]").dataset.poll), Number(choice.dataset.pollOption));
    });
  }

  /** What one voted for in this room: [[id, answer]]. */
  snapshot(voted) {
    this.#mine = new Map(voted);
    for (const id of this.#boxes.keys()) this.#show(id);
  }

  forget() {
    this.#held.clear();
    this.#mine.clear();
  }

  /** What shows the poll of a post. */
  box(poll) {
    this.#take(poll);
    const box = new PollBox(this.#held.get(poll.id), this.#page, this.#templates);
    const boxes = this.#boxes.get(poll.id) ?? [];
    this.#boxes.set(poll.id, [...boxes.filter((one) => one.deref()), new WeakRef(box)]);
    box.show(this.#held.get(poll.id), this.#mine.get(poll.id) ?? null, this.#mayVote);
    return box;
  }

  /** People voted: {id, votes, over}. */
  count(news) {
    const held = this.#held.get(news.id);
    if (!held) return;
    this.#take({ ...held, ...news });
    this.#show(news.id);
  }

  /** Votes are only ever added: what has more of them is newer. */
  #take(poll) {
    const held = this.#held.get(poll.id);
    const isOld = held && (total(held.votes) > total(poll.votes) || (held.over && !poll.over));
    if (!isOld) this.#held.set(poll.id, poll);
  }

  get #mayVote() {
    return this.#page.me.id !== null;
  }

  #show(id) {
    const boxes = (this.#boxes.get(id) ?? []).map((one) => one.deref()).filter(Boolean);
    for (const box of boxes) box.show(this.#held.get(id), this.#mine.get(id) ?? null, this.#mayVote && !this.#busy.has(id));
  }

  async #vote(id, option) {
    const { strings, socket } = this.#page;
    const poll = this.#held.get(id);
    if (!poll || poll.over || poll.closes <= this.#page.now() || !this.#mayVote) return;
    if (this.#mine.has(id) || this.#busy.has(id)) return;
    this.#busy.add(id);
    this.#show(id);
    try {
      const { voted, again } = await socket.request({ type: "vote", key: newKey(), post: id, option });
      this.#mine.set(id, voted);
      toast(again ? strings.polls.again : strings.polls.voted);
    } catch (error) {
      toast(error.message || strings.polls.failed, "bad");
    } finally {
      this.#busy.delete(id);
      this.#show(id);
    }
  }
}
