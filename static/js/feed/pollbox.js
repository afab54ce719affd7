// A poll on a card: an answer a line, with its part of the votes as a bar and in figures.
import { clockText } from "../clock.js";
import { count, fill } from "../words.js";

/** The parts of `votes` in whole per cent. */
export function percents(votes) {
  const all = votes.reduce((sum, one) => sum + one, 0);
  return votes.map((one) => (all ? Math.round((100 * one) / all) : 0));
}

export class PollBox {
  #page;
  #poll;
  #rows;
  #foot;
  #mine = null;
  #mayVote = false;
  #now = 0;

  constructor(poll, page, { box, option }) {
    this.#page = page;
    this.#poll = poll;
    this.node = box.content.firstElementChild.cloneNode(true);
    this.node.dataset.poll = poll.id;
    this.#foot = this.node.querySelector("[data-part=foot]");
    this.#rows = poll.options.map((text, place) => {
      const row = option.content.firstElementChild.cloneNode(true);
      const part = (name) => row.querySelector(`[data-part=${name}]`);
      part("choice").dataset.pollOption = place;
      part("text").textContent = text;
      return { row, choice: part("choice"), share: part("share"), mine: part("mine") };
    });
    this.node.querySelector("[data-part=options]").replaceChildren(...this.#rows.map(({ row }) => row));
    this.#now = page.now();
  }

  /** As it stands now; `mine` is the place of the answer that one voted for, null where one did not. */
  show(poll, mine, mayVote) {
    this.#poll = poll;
    this.#mine = mine;
    this.#mayVote = mayVote;
    const most = Math.max(1, ...poll.votes);
    percents(poll.votes).forEach((share, place) => {
      const { row, choice, share: figure, mine: mark } = this.#rows[place];
      row.style.setProperty("--share", `${share}%`);
      row.classList.toggle("poll__option--first", poll.votes[place] === most);
      figure.textContent = new Intl.NumberFormat(this.#page.lang, { style: "percent" }).format(share / 100);
      choice.setAttribute("aria-pressed", String(mine === place));
      mark.hidden = mine !== place;
    });
    this.#refresh();
  }

  /** `now` is exercise time (s). */
  tick(now) {
    this.#now = now;
    this.#refresh();
  }

  #refresh() {
    const { votes, closes, over } = this.#poll;
    const { strings, lang } = this.#page;
    const isOver = over || closes <= this.#now;
    const all = votes.reduce((sum, one) => sum + one, 0);
    const state = isOver ? strings.polls.over : fill(strings.polls.left, { time: clockText(closes - this.#now) });
    const text = `${count(strings.polls.votes, all, lang, new Intl.NumberFormat(lang).format(all))} · ${state}`;
    if (this.#foot.textContent !== text) this.#foot.textContent = text;
    const isShut = String(isOver || this.#mine !== null || !this.#mayVote);
    for (const { choice } of this.#rows) {
      if (choice.getAttribute("aria-disabled") !== isShut) choice.setAttribute("aria-disabled", isShut);
    }
  }
}
