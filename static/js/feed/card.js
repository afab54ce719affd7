// A post on the screen: a clone of the page's template, filled with text nodes only.
import { clockText } from "../clock.js";
import { ago, compact, fill } from "../words.js";
import { isNear, left, standing } from "../asking.js";
import { fnv1a } from "./faces.js";
import { isGone, timeLeft } from "./fleeting.js";
import { shownOf } from "./forms.js";
import { drawIcon } from "./icons.js";
import { fillPicture, showPicture } from "./picture.js";
import { Chips, dress } from "./reactions.js";
import { authorOf, isHeaded, isPlainShare, lacking, restored, shaped } from "./shapes.js";
import { headed, initials, pieces } from "./text.js";

const cards = new WeakMap();

/** The card that `element` is in, or undefined. */
export function cardOf(element) {
  return cards.get(element.closest?.(".post"));
}

export class PostCard {
  #page;
  #slots = {};
  #ago = "";
  #chips = null; // how many gave which reaction, where the network has these
  #asks = ""; // how its request stands, as it is written
  #poll = null; // how people voted, where it asks them
  #edited = null; // when the text was changed that stands here

  /** `page` knows template, lang, strings, portraits, channels (kind -> name), icons, likes, reacts (networks
   *  with reactions), reactionTemplate and, of what was deleted while it was open, the ids (`gone`). */
  constructor(post, page) {
    this.post = post;
    this.#page = page;
    this.node = shaped(page.template, lacking(post, page.reacts));
    for (const slot of this.node.querySelectorAll("[data-slot]")) this.#slots[slot.dataset.slot] = slot;
    cards.set(this.node, this);
    this.#fillOnce();
    this.refresh();
  }

  /** The post that a like, a reply or a share of this card is meant for: a share stands for its original, but a
   *  screenshot for itself: what it shows may be gone. */
  get target() {
    return this.#isPlainShare && this.post.parent != null ? this.post.parent : this.post.id;
  }

  get author() {
    return authorOf(this.post);
  }

  get #isPlainShare() {
    return isPlainShare(this.post);
  }

  /** Writes what may change: text, counters, likes, deletion. */
  refresh() {
    const { post } = this;
    if (post.kind === "share" && this.#page.gone?.has(post.parent)) post.deleted = true; // it had no words of its own
    if (post.edited != null && post.edited !== this.#edited && !post.deleted) this.#tellEdited();
    this.node.classList.toggle("post--deleted", post.deleted);
    this.reveal("label", post.labelled);
    this.#refreshHidden();
    this.reveal("pinned", post.pinned && !post.deleted);
    if (post.deleted) this.#tellDeleted();
    for (const name of ["replies", "shares", "likes", "views"]) {
      this.#slots[name].textContent = post[name] > 0 ? compact(post[name], this.#page.lang) : "";
    }
    this.node.classList.toggle("post--unviewed", !(post.views > 0));
    this.#refreshLike();
  }

  /** Writes how long ago the post was made, when that reads differently now. `now` is exercise time (s). */
  tick(now) {
    if (this.post.expires != null) this.#tellTimeLeft(now);
    if (this.post.request && this.#slots.asking && !this.post.deleted) this.#tellAsked(this.post.request, now);
    this.#poll?.tick(now);
    const text = ago(Math.max(0, now - this.post.t), this.#page.strings.ago);
    if (text === this.#ago) return;
    this.#ago = text;
    this.#slots.time.textContent = text;
  }

  /** How long a story is to be seen; for staff, who see it afterwards too, that it is gone. */
  #tellTimeLeft(now) {
    const { strings } = this.#page;
    const isOver = isGone(this.post, now);
    const text = isOver ? strings.stories.expired : timeLeft(this.post, now, strings);
    if (this.#slots.leftText.textContent === text) return;
    this.#slots.leftText.textContent = text;
    this.node.classList.toggle("post--gone", isOver);
  }

  /** Out of sight while an operator hides it (`all`), or without what it quotes. */
  veil(all, quoted) {
    if (this.node.hidden !== all) this.node.hidden = all;
    if (this.#slots.quoted?.isConnected && this.#slots.quotedText.textContent) this.#slots.quoted.hidden = quoted;
  }

  /** For staff, who see it all the same: whether an operator hides it from trainees. */
  tellWithheld(on) {
    this.reveal("withheld", on);
  }

  /** Shows a part that few posts ever have, or hides it again; the part, if it is there. */
  reveal(name, on) {
    if (on) this.#slots[name] ??= restored(this.node, this.#page.template, name);
    if (this.#slots[name]) this.#slots[name].hidden = !on;
    return this.#slots[name];
  }

  #fillOnce() {
    const { post } = this;
    this.node.dataset.post = post.id;
    this.node.dataset.kind = post.kind;
    this.node.dataset.channel = post.channel;
    this.node.dataset.seq = post.seq;
    this.node.classList.toggle("post--team", post.team);
    this.node.classList.toggle("post--mention", post.mentions_team && !post.team);
    if (post.form) this.node.dataset.form = post.form;
    this.#say("group", this.#page.groupName?.(post.group));
    this.#say("form", this.#page.strings.forms[post.form] ?? (post.story != null && this.#page.strings.live));
    this.#fillAuthor();
    this.#fillChannel();
    this.#fillContext();
    this.#fillStars();
    this.#fillReactions();
    this.#fillPoll();
    if (post.expires != null) this.#slots.left.hidden = false;
    this.#fillWords();
  }

  /** The text; on some networks its first line is a headline, or says what a message is about. */
  #fillWords() {
    const { post } = this;
    const isShot = post.screenshot && post.kind === "share";
    const text = isShot ? "" : this.#isPlainShare ? (post.parent_text ?? post.text) : post.text;
    const { title, body, contact } = post.form ? shownOf(post.form, text) : isHeaded(post) ? headed(text) : { body: text };
    this.#say("title", title);
    this.#say("contact", contact);
    this.#fillText(this.#slots.text, body);
  }

  /** A request for comment: the time that is left, or what became of it. `now` is exercise time (s). */
  #tellAsked(request, now) {
    const state = standing(request, now);
    const text = fill(this.#page.strings.asking[state], { time: clockText(left(request, now)) });
    if (text === this.#asks) return;
    this.#asks = text;
    this.#slots.askingText.textContent = text;
    this.#slots.asking.dataset.state = isNear(request, now) ? "near" : state;
  }

  #fillAuthor() {
    const { handle, name, verified } = this.author;
    this.#slots.name.textContent = name ?? `@${handle}`;
    this.#slots.handle.textContent = name ? `@${handle}` : "";
    this.#face(handle, name, verified);
  }

  #face(handle, name, isMark) {
    if (isMark) {
      this.#slots.mark.textContent = initials(name);
      this.#slots.mark.style.setProperty("--hue", fnv1a(handle) % 360);
    } else {
      this.#page.portraits.wear(this.#slots.face, handle);
    }
  }

  #fillStars() {
    const { stars } = this.post;
    if (!stars) return;
    this.#slots.stars.hidden = false;
    this.#slots.stars.setAttribute("aria-label", fill(this.#page.strings.stars, { n: stars }));
    this.#slots.stars.style.setProperty("--given", `${stars * 20}%`);
  }

  #fillReactions() {
    const { reactions, react, likes } = this.#slots;
    if (!react) return;
    this.node.classList.add("post--reacts");
    likes.hidden = true; // the chips say more
    if (this.post.reactions) this.#chips = new Chips(reactions, this.#page);
    else reactions.remove();
  }

  /** Of what a post quotes the poll stands with it. */
  #fillPoll() {
    const { poll, kind } = this.post;
    if (!poll) return;
    this.#poll = this.#page.polls.box(poll);
    if (kind === "quote") this.#slots.quoted.append(this.#poll.node);
    else this.#slots.text.after(this.#poll.node);
  }

  #fillChannel() {
    const { post } = this;
    if (!this.#slots.channel) return;
    this.#slots.channel.hidden = false;
    this.#slots.channelName.textContent = this.#page.channels[post.channel] ?? post.channel;
    drawIcon(this.#slots.channelIcon, this.#page.icons, post.channel);
  }

  #fillContext() {
    const { post } = this;
    const { strings } = this.#page;
    const isReply = post.kind === "reply" && post.parent_handle;
    this.#say("context", this.#isPlainShare && fill(strings.shared, { name: post.name }));
    this.#say("replying", isReply && fill(strings.replying, { handle: `@${post.parent_handle}` }));
    this.#fillRequest(post.request);
    fillPicture(this.#slots, post, this.#page.api);
    this.#say("quoted", (post.kind === "quote" || post.screenshot) && post.parent_text);
    if (post.screenshot && post.parent_text) this.#showScreenshot();
    if ((post.kind === "quote" || post.screenshot) && post.parent_handle) {
      this.#slots.quotedName.textContent = post.parent_name;
      this.#slots.quotedHandle.textContent = `@${post.parent_handle}`;
    }
  }

  /** What was shown stands in a frame of its own, with its picture. */
  #showScreenshot() {
    this.#slots.quoted.classList.add("screenshot");
    this.#slots.shot.hidden = false;
    if (this.#slots.media) this.#slots.shot.after(this.#slots.media);
  }

  #fillRequest(request) {
    if (!request) return;
    this.#slots.asking.hidden = false;
    this.#slots.askingOutlet.textContent = request.outlet ?? "";
  }

  /** Shows a part with its text, or does without it: most posts have none of these. */
  #say(slot, text) {
    if (!text) return this.#slots[slot]?.remove();
    this.#slots[slot].hidden = false;
    this.#slots[`${slot}Text`].textContent = text;
  }

  #fillText(slot, text) {
    slot.replaceChildren(...pieces(text).map((piece) => this.#piece(piece)));
  }

  #piece({ kind, text }) {
    if (kind === "text") return document.createTextNode(text);
    if (kind === "link") return this.#link(text);
    const node = document.createElement("button");
    node.type = "button";
    node.className = "post__mark";
    node.dataset.act = "search";
    node.dataset.q = text;
    node.textContent = text;
    return node;
  }

  /** An address as networks show it. It leads nowhere: nothing in an exercise leads outside. */
  #link(address) {
    const node = document.createElement("span");
    node.className = "post__link";
    node.textContent = address.replace(/^https?:\/\//, "");
    node.title = this.#page.strings.no_link;
    return node;
  }

  /** The text as it is now; a share goes on saying what was shared. */
  #tellEdited() {
    const { post } = this;
    this.#edited = post.edited;
    this.reveal("edited", true);
    this.node.classList.toggle("post--mention", post.mentions_team && !post.team);
    if (post.form) this.#fillWords();
    else if (post.kind !== "share") this.#fillText(this.#slots.text, post.text);
    if (post.form === "infographic") showPicture(this.#slots, post, this.#page.api);
  }

  #tellDeleted() {
    this.reveal("edited", false);
    this.#slots.text.textContent = this.#page.strings.deleted;
    for (const name of ["asking", "stars", "title", "contact", "form", "media", "quoted"]) this.#slots[name]?.remove();
    this.#poll?.node.remove();
  }

  /** Of what the team hid one sees that it did, and may show it again; its author sees it as before. */
  #refreshHidden() {
    const { post } = this;
    const isHidden = Boolean(post.hidden) && !post.deleted && !this.#page.accounts?.holds(post.handle);
    if (!isHidden && this.node.classList.contains("post--hidden")) this.#fillText(this.#slots.text, post.text);
    this.node.classList.toggle("post--hidden", isHidden);
    this.reveal("hidden", isHidden);
  }

  #refreshLike() {
    const mine = this.#page.likes.of(this.target);
    if (this.#page.reacts.has(this.post.channel)) dress(this.#slots.like, mine, this.#page);
    else this.#slots.like.setAttribute("aria-pressed", String(mine !== null));
    if (this.post.reactions) this.#chips?.show(this.post.reactions, mine);
  }
}
