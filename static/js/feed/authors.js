// Who an account is: what anybody on the network can see of it.
import { clockText } from "../clock.js";
import { compact, fill } from "../words.js";
import { markOf } from "./matching.js";

const FIGURES = ["followers", "posts", "likes", "shares"];

export class Authors {
  #dialog;
  #archive;
  #page;
  #handle = "";

  constructor(dialog, archive, page) {
    this.#dialog = dialog;
    this.#archive = archive;
    this.#page = page;
    dialog.addEventListener("click", (event) => {
      const does = event.target.closest("[data-does]")?.dataset.does;
      if (does) this.#do(does);
    });
  }

  /** `author` is {handle, name, verified}, as a card shows it. */
  async open({ handle, name, verified }) {
    this.#handle = handle;
    this.#say({ name: name ?? `@${handle}`, handle: `@${handle}` });
    this.#part("verified").hidden = !verified;
    this.#part("figures").hidden = true;
    this.#tell(this.#page.strings.loading);
    this.#showMute();
    this.#dialog.showModal();
    try {
      const found = await this.#archive.author(handle);
      if (this.#handle === handle) this.#show(found);
    } catch {
      if (this.#handle === handle) this.#tell(this.#page.strings.watch.authorUnknown);
    }
  }

  #show(found) {
    const { lang } = this.#page;
    this.#tell("");
    for (const name of FIGURES) this.#part(name).textContent = compact(found[name], lang);
    this.#part("first").textContent = clockText(found.first.t);
    this.#part("figures").hidden = false;
  }

  #do(does) {
    const query = markOf("@", this.#handle);
    this.#dialog.close();
    if (does === "search") this.#page.search(`@${this.#handle}`);
    else if (does === "watch") this.#page.watching.add({ kind: "search", q: query, name: `@${this.#handle}`.slice(0, 30) });
    else if (does === "lists") this.#page.listPick.open({ handle: this.#handle });
    else if (does === "block-team") void this.#page.blocks.setForTeam(query, !this.#page.blocks.hasForTeam(query));
    else if (does === "block") void this.#page.blocks.set(query, !this.#page.blocks.has(query));
    else this.#page.mutes.set(query, !this.#page.mutes.has(query));
  }

  #showMute() {
    const { strings, mutes, blocks, accounts } = this.#page;
    const mark = markOf("@", this.#handle);
    this.#part("mute").textContent = mutes.has(mark) ? strings.watch.unmuteAuthor : strings.watch.muteAuthor;
    this.#part("block").textContent = blocks.has(mark) ? strings.watch.unblock : strings.watch.block;
    this.#dialog.querySelector("[data-does=mute]").hidden = accounts.holds(this.#handle);
    this.#dialog.querySelector("[data-does=lists]").hidden = !this.#page.lists.isOffered;
    this.#showTeamBlock(mark);
    this.#dialog.querySelector("[data-does=block]").hidden = accounts.holds(this.#handle) || !blocks.isOffered;
  }

  /** Where one speaks for the organisation, it can block too. */
  #showTeamBlock(mark) {
    const { strings, blocks, accounts } = this.#page;
    const isBlocked = blocks.hasForTeam(mark);
    const mayBlock = blocks.isOffered && !accounts.holds(this.#handle) && accounts.chosen && accounts.chosen.code !== "own";
    const text = isBlocked ? strings.watch.unblockAs : strings.watch.blockAs;
    this.#part("blockTeam").textContent = mayBlock ? fill(text, { account: accounts.chosen.name }) : "";
    this.#dialog.querySelector("[data-does=block-team]").hidden = !mayBlock;
  }

  #tell(text) {
    this.#part("status").textContent = text;
    this.#part("status").hidden = !text;
  }

  #say(texts) {
    for (const [name, text] of Object.entries(texts)) this.#part(name).textContent = text;
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }
}
