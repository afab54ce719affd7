/* All rooms at a glance: rate, mood, how many posts of the team; a click selects the room of the other panels. */

import { count } from "../words.js";
import { setText } from "./dom.js";
import { EMOTIONS, vectorOf } from "./emotions.js";
import { numberText, roundedMeasure } from "./format.js";

export class RoomsBar {
  #board;
  #texts;
  #locale;
  #cards;

  constructor({ board, texts, locale }) {
    this.#board = board;
    this.#texts = texts;
    this.#locale = locale;
    this.#cards = [...document.querySelectorAll("[data-room].rooms__card")];
    for (const card of this.#cards) card.addEventListener("click", () => board.select(card.dataset.room));
    board.on("rooms", () => this.#show());
  }

  #show() {
    for (const card of this.#cards) {
      const room = this.#board.roomOf(card.dataset.room);
      card.setAttribute("aria-pressed", String(room === this.#board.room));
      const rate = room.series.measured(room.series.end);
      const posts = count(this.#texts.team_posts, room.teamPosts.length, this.#locale);
      setText(card, { rate: rate === null ? "–" : numberText(roundedMeasure(rate), this.#locale), note: posts });
      const shares = vectorOf(room.mood?.shares);
      EMOTIONS.forEach((emotion, index) => {
        card.querySelector(`[data-emotion="${emotion}"]`).style.setProperty("--share", shares[index].toFixed(3));
      });
    }
  }
}
