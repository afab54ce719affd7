/* One post as the dashboard shows it, in the team's list and in the sample of the crowd. */

import { clockText } from "../clock.js";
import { isGone } from "../feed/fleeting.js";
import { compact, fill } from "../words.js";
import { allows } from "./allowed.js";
import { clone, part, setIcon, setText, show } from "./dom.js";
import { excerpt } from "./format.js";
import { showTally } from "./tally.js";

/** Makes and updates nodes of posts; `act(verb, post, button)` is called for note, reply and remove. */
export class PostNodes {
  #board;
  #data;
  #texts;
  #locale;
  #act;
  #readings;

  constructor({ board, data, texts, locale, act, readings }) {
    this.#board = board;
    this.#data = data;
    this.#texts = texts;
    this.#locale = locale;
    this.#act = act;
    this.#readings = readings;
  }

  create(template, post) {
    const node = clone(template);
    for (const button of node.querySelectorAll("[data-does]")) {
      button.addEventListener("click", () => this.#act(button.dataset.does, post, button));
    }
    return node;
  }

  /** A post of the team, with what the crowd did with it. */
  updateTeam(node, post) {
    this.#common(node, post);
    for (const name of ["replies", "shares", "likes", "views"]) {
      setText(node, { [name]: compact(post[name] ?? 0, this.#locale) });
    }
    setText(node, { kind: this.#texts.kinds[post.kind], name: post.by ?? post.name });
    show(part(node, "pinned"), Boolean(post.pinned) && !post.deleted);
    this.#readings.update(node, post);
  }

  /** A post of the crowd, with its emotion. */
  updateCrowd(node, post) {
    this.#common(node, post);
    const feeling = this.#texts.emotions[post.emotion];
    node.dataset.emotion = post.emotion ?? "";
    show(part(node, "emotion"), Boolean(feeling));
    if (feeling) setIcon(node, `${this.#data.sprite}#emotion-${post.emotion}`);
    const kind = post.persona ? this.#texts.persona_kinds[post.author_kind] : "";
    setText(node, { feeling: feeling ?? "", kind: kind ?? "" });
    part(node, "parent").classList.toggle("item__parent--team", Boolean(post.mentions_team));
    const marks = { kind, team: post.mentions_team && !post.parent_handle, reported: this.#board.room.isReported(post.id) };
    for (const [name, shown] of Object.entries(marks)) show(part(node, name), Boolean(shown));
    show(part(node, "marks"), Object.values(marks).some(Boolean));
  }

  #common(node, post) {
    setText(node, { name: post.name, handle: `@${post.handle}`, time: clockText(post.t) });
    setText(node, { text: post.deleted ? this.#texts.deleted : post.text || post.parent_text || "" });
    node.classList.toggle("item--deleted", Boolean(post.deleted));
    this.#photo(part(node, "photo"), post);
    show(part(node, "gone"), isGone(post, this.#board.time));
    const poll = post.deleted ? null : this.#board.room.pollOf(post);
    showTally(node, poll, { texts: this.#texts, locale: this.#locale, time: this.#board.time });
    const parent = part(node, "parent");
    show(parent, Boolean(post.parent_handle));
    if (post.parent_handle) setText(node, { parent: this.#parentText(post) });
    for (const button of node.querySelectorAll("[data-does]")) {
      const verb = { note: "observe", reply: "persona_post", remove: "remove_post" }[button.dataset.does];
      button.disabled = Boolean(post.deleted) || !allows(verb, this.#board.state, this.#data.may_steer);
    }
  }

  /** What was uploaded with it; what is drawn says nothing that its text does not. */
  #photo(image, { id, photo, media, deleted }) {
    show(image, Boolean(photo) && !deleted);
    if (image.hidden) return;
    const address = `/api/rooms/${this.#board.room.code}/posts/${id}/photo`;
    image.alt = media ?? "";
    if (image.getAttribute("src") !== address) image.src = address;
  }

  #parentText({ kind, parent_handle: handle, parent_text: text }) {
    const line = fill(this.#texts.parents[kind] ?? this.#texts.parents.reply, { handle: `@${handle}` });
    return kind === "quote" && text ? `${line} — ${excerpt(text, 80)}` : line;
  }
}
