// Who shows stories now: a row of rings, those with something unseen first; each opens the viewer.
import { fnv1a } from "./faces.js";
import { byAuthor, isStory } from "./fleeting.js";
import { Hands } from "./hands.js";
import { Lookout } from "./lookout.js";
import { initials } from "./text.js";
import { count, fill } from "../words.js";

const PAGE = 500; // newest stories that are looked through
const RINGS = 40;
const BEAT_MS = 5000; // between two questions to the server where frames left posts out
const REMEMBERED = 2000; // stories that one has seen

export class Stories {
  #row;
  #view;
  #archive;
  #page;
  #viewer;
  #lookout;
  #held = new Map(); // id -> story
  #seen;
  #isLoaded = false;
  #isChanged = true;
  #holds = new Set();

  /** `view` is the network's panel; `viewer` shows what is opened. */
  constructor(view, archive, viewer, page) {
    this.#view = view;
    this.#row = view.querySelector("[data-part=rings]");
    this.#archive = archive;
    this.#viewer = viewer;
    this.#page = page;
    this.#seen = new Set(JSON.parse(localStorage.getItem(this.#key) ?? "[]"));
    this.#lookout = new Lookout(
      { page: () => this.#newest(), accepts: isStory },
      (posts) => this.#take(posts),
    );
    new Hands(this.#row, { hold: (reason) => this.#holds.add(reason), release: (reason) => this.#holds.delete(reason) });
    view.addEventListener("click", (event) => this.#click(event));
    view.addEventListener("keydown", (event) => event.key === "Enter" && this.#openTile(event));
  }

  /** New posts of the room, oldest first. */
  arrive(posts, how) {
    this.#take(this.#lookout.take(posts, how));
  }

  /** The view comes into sight. */
  async enter() {
    this.#show();
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    const posts = await this.#newest().catch(() => null);
    if (posts) this.#take(posts);
    else this.#isLoaded = false; // the next time, perhaps
    this.#show();
  }

  /** To be called while the view is in sight. */
  beat() {
    void this.#lookout.beat(BEAT_MS);
    if (this.#isChanged && !this.#holds.size && !this.#viewer.isOpen) this.#show(); // the viewer returns the focus to a ring
  }

  drop(isGone) {
    for (const [id, post] of this.#held) if (isGone(post)) this.#forget(id);
    this.#viewer.drop(isGone);
  }

  patch(id, values) {
    const post = this.#held.get(id);
    if (post) Object.assign(post, values);
    if (post?.deleted) this.#forget(id);
    this.#viewer.patch(id, values);
  }

  /** The server tells another history. */
  again() {
    this.#held.clear();
    this.#seen.clear();
    localStorage.removeItem(this.#key);
    this.#isLoaded = false;
    this.#isChanged = true;
  }

  get #key() {
    return `stories:${this.#page.room.code}`;
  }

  #newest() {
    return this.#archive.page({ limit: PAGE }, { channel: "stories", begun: 1 });
  }

  #take(all) {
    const posts = this.#page.blocks?.allow(all) ?? all;
    const now = this.#page.now();
    for (const post of posts) {
      if (!isStory(post) || post.expires <= now || this.#held.has(post.id)) continue;
      this.#held.set(post.id, post);
      this.#isChanged = true;
    }
  }

  #forget(id) {
    this.#isChanged = this.#held.delete(id) || this.#isChanged;
  }

  get #authors() {
    return byAuthor(this.#held.values(), (id) => this.#seen.has(id));
  }

  // The row -------------------------------------------------------------------------------------------

  #show() {
    this.#isChanged = false;
    const focused = this.#row.contains(document.activeElement) ? document.activeElement.dataset.handle : null;
    const rings = this.#authors.slice(0, RINGS).map((author) => this.#ring(author));
    this.#row.replaceChildren(...rings);
    this.#row.closest("[data-part=ringBox]").hidden = rings.length === 0;
    if (!focused) return;
    const next = this.#row.querySelector(`[data-handle="${focused}"]`) ?? this.#row.querySelector("button");
    next?.focus({ preventScroll: true });
  }

  #ring({ handle, stories, isNew }) {
    const { portraits } = this.#page;
    const node = this.#page.ring.content.firstElementChild.cloneNode(true);
    const button = node.querySelector("button");
    const slot = (name) => node.querySelector(`[data-slot=${name}]`);
    const { name, verified } = stories.at(-1);
    button.dataset.handle = handle;
    slot("name").textContent = name;
    this.#mark(button, { stories, isNew });
    slot(verified ? "face" : "mark").remove();
    if (verified) {
      slot("mark").textContent = initials(name);
      slot("mark").style.setProperty("--hue", fnv1a(handle) % 360);
    } else {
      portraits.wear(slot("face"), handle);
    }
    return node;
  }

  /** Says on a ring whether there is something unseen: where it stands, whoever holds the row. */
  #mark(button, { stories, isNew }) {
    const { strings, lang } = this.#page;
    button.classList.toggle("story-ring--new", isNew);
    const said = count(strings.stories.shows, stories.length, lang);
    const state = fill(isNew ? strings.stories.unseen : strings.stories.seen, { stories: said });
    button.querySelector("[data-slot=state]").textContent = state;
  }

  // What one opens ------------------------------------------------------------------------------------

  #click(event) {
    const ring = event.target.closest("[data-handle]");
    if (ring) return this.#openRing(ring.dataset.handle);
    const isOnTile = event.target.closest(".post") && !event.target.closest("button, a, summary, .menu__list");
    if (isOnTile && String(getSelection()) === "") this.#openTile(event);
  }

  /** From the first story that one has not seen. */
  #openRing(handle) {
    const { stories } = this.#authors.find((author) => author.handle === handle) ?? { stories: [] };
    const first = stories.find(({ id }) => !this.#seen.has(id)) ?? stories[0];
    if (first) this.#open(first.id);
  }

  /** A story of the grid opens by itself, whatever else stands there as everywhere. */
  #openTile(event) {
    const tile = event.target.closest?.(".post");
    if (!tile || (event.type === "keydown" && event.target !== tile)) return;
    const id = Number(tile.dataset.post);
    if (!this.#held.has(id)) return;
    event.stopPropagation();
    event.preventDefault();
    this.#open(id);
  }

  #open(id) {
    const stories = this.#authors.flatMap((author) => author.stories);
    this.#viewer.open(stories, id, (post) => this.#see(post));
  }

  #see({ id, handle }) {
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    const button = this.#row.querySelector(`[data-handle="${handle}"]`);
    const author = button && this.#authors.find((one) => one.handle === handle);
    if (author) this.#mark(button, author);
    if (this.#seen.size > REMEMBERED) this.#seen.delete(this.#seen.values().next().value);
    localStorage.setItem(this.#key, JSON.stringify([...this.#seen]));
    this.#isChanged = true;
  }
}
