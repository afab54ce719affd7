/* After the end: how far the debrief is, and where to download it. */

import { fill } from "../words.js";
import { part, show } from "./dom.js";

export class DebriefPanel {
  #board;
  #texts;
  #root = document.getElementById("debrief-panel");

  constructor({ board, texts }) {
    this.#board = board;
    this.#texts = texts.debrief;
    board.on("debrief", () => this.#show());
    board.on("clock", () => this.#show());
  }

  #show() {
    show(this.#root, this.#board.state === "ended");
    const newest = this.#board.debrief.reduce((best, one) => (!best || one.pk > best.pk ? one : best), null);
    const finished = newest?.state === "ready";
    const failed = newest?.state === "failed";
    part(this.#root, "text").textContent = this.#text(newest, finished, failed);
    const progress = part(this.#root, "progress");
    show(progress, !finished && !failed);
    progress.value = newest?.progress ?? 0;
    const download = part(this.#root, "download");
    show(download, Boolean(newest?.pdf));
    if (newest?.pdf) download.href = newest.pdf;
    const annex = part(this.#root, "annex");
    show(annex, Boolean(newest?.xlsx));
    if (newest?.xlsx) annex.href = newest.xlsx;
    const again = part(this.#root, "again");
    if (again) show(again, finished || failed);
  }

  #text(newest, finished, failed) {
    if (finished) return this.#texts.done;
    if (failed) return newest.message || this.#texts.failed;
    return newest ? fill(this.#texts.making, { n: newest.progress ?? 0 }) : this.#texts.soon;
  }
}
