/* A poll as the dashboard shows it under its post: how the votes stand, as bars and in figures. */

import { clockText } from "../clock.js";
import { percents } from "../feed/pollbox.js";
import { count, fill } from "../words.js";
import { clone, part, setText, show } from "./dom.js";

/** Shows `poll` ({options, votes, closes, over}; nothing where there is none) in the part "tally" of `node`, at
 *  `time` (s of exercise). */
export function showTally(node, poll, { texts, locale, time }) {
  const box = part(node, "tally");
  show(box, Boolean(poll));
  if (!poll) return;
  const list = part(box, "options");
  while (list.children.length < poll.options.length) list.append(clone("tally-option-template"));
  const format = new Intl.NumberFormat(locale, { style: "percent" });
  const most = Math.max(1, ...poll.votes);
  percents(poll.votes).forEach((share, place) => {
    const row = list.children[place];
    setText(row, { text: poll.options[place], share: format.format(share / 100) });
    row.style.setProperty("--share", `${share}%`);
    row.classList.toggle("poll__option--first", poll.votes[place] === most);
  });
  const all = poll.votes.reduce((sum, one) => sum + one, 0);
  const isOver = poll.over || poll.closes <= time;
  const state = isOver ? texts.polls.over : fill(texts.polls.left, { time: clockText(poll.closes - time) });
  setText(box, { votes: `${count(texts.polls.votes, all, locale, new Intl.NumberFormat(locale).format(all))} · ${state}` });
}
