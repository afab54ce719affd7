// The lists of accounts as one sees them: all of them in a view, and one as a feed.
import { toast } from "../toasts.js";
import { fill } from "../words.js";
import { Lookout } from "./lookout.js";

const BEAT_MS = 5000; // between two questions to the server while frames leave posts out
const AT_TOP = 8; // px

/** What the open list gathers, for the stream that shows it; another list may be opened in its place. */
export class ListFeed {
  number = 0;
  contiguous = false;
  isOurs = () => false;
  #lists;

  constructor(lists) {
    this.#lists = lists;
  }

  page(range) {
    return this.#lists.sourceOf(this.number).page(range);
  }

  accepts = (post) => this.#lists.sourceOf(this.number).accepts(post);
}

export class ListView {
  #all;
  #one;
  #page;
  #columns;
  #feed;
  #parts;
  #lookout;
  #isStale = false; // the list is filled otherwise than what stands there

  /** `all` is the view of the lists, `one` that of one; `columns` has the stream of the latter. `parts` brings
   *  template, form, members (the dialogs) and drop (the one that asks before a list goes). */
  constructor(all, one, columns, page, parts) {
    this.#all = all;
    this.#one = one;
    this.#page = page;
    this.#columns = columns;
    this.#feed = page.listFeed;
    this.#parts = parts;
    this.#lookout = this.#lookoutFor(0);
    for (const view of [all, one]) view.addEventListener("click", (event) => this.#click(event));
    parts.drop.querySelector("form").addEventListener("submit", () => void this.#drop());
    page.lists.onChange((number, isFilledOtherwise) => this.#changed(number, isFilledOtherwise));
    this.#showAll();
  }

  /** One opens a list, before its stream comes into sight. */
  enter(number) {
    const isOther = number !== this.#feed.number;
    this.#feed.number = number;
    if (isOther) this.#lookout = this.#lookoutFor(number);
    if (isOther || this.#isStale) this.#columns.get("list").clear();
    this.#isStale = false;
    this.#showOne();
  }

  /** New posts of the room: what frames left out is asked for while the list is in sight. */
  arrive(posts, how) {
    this.#lookout.take(posts, how);
  }

  /** To be called while the list is in sight. Who reads on further down is not torn away. */
  beat() {
    if (this.#isStale && scrollY <= AT_TOP) {
      this.#isStale = false;
      this.#columns.reload("list");
    }
    if (this.#columns.get("list").cards.length) void this.#lookout.beat(BEAT_MS);
  }

  #lookoutFor(number) {
    return new Lookout(this.#page.lists.sourceOf(number), (posts) => {
      if (number === this.#feed.number) this.#columns.get("list").arrive(posts.toReversed(), { late: true });
    });
  }

  #changed(number, isFilledOtherwise) {
    this.#showAll();
    if (number !== this.#feed.number) return;
    this.#showOne();
    this.#isStale ||= isFilledOtherwise;
  }

  #showAll() {
    const { lists } = this.#page;
    const items = lists.all.map((list) => {
      const node = this.#parts.template.content.firstElementChild.cloneNode(true);
      node.querySelector("button").dataset.list = String(list.list);
      node.querySelector("[data-slot=name]").textContent = list.name;
      node.querySelector("[data-slot=about]").textContent = lists.about(list);
      node.toggleAttribute("data-shared", list.shared);
      return node;
    });
    this.#part(this.#all, "list").replaceChildren(...items);
    this.#part(this.#all, "empty").hidden = items.length > 0;
  }

  #showOne() {
    const { lists, strings } = this.#page;
    const list = lists.get(this.#feed.number);
    this.#part(this.#one, "name").textContent = list?.name ?? strings.lists.list;
    this.#part(this.#one, "about").textContent = list ? lists.about(list) : strings.lists.gone;
    for (const name of ["members", "watch"]) this.#part(this.#one, name).hidden = !list;
    this.#part(this.#one, "menu").hidden = !list || !lists.mayArrange(list);
  }

  #click(event) {
    const button = event.target.closest("[data-does]");
    if (!button) return;
    const { views, watching, lists } = this.#page;
    const list = lists.get(this.#feed.number);
    const deeds = {
      new: () => this.#parts.form.open(null, (made) => views.show({ name: "list", list: made.list })),
      open: () => views.show({ name: "list", list: Number(button.dataset.list) }),
      members: () => this.#parts.members.open(list.list),
      watch: () => watching.add({ kind: "list", list: list.list, name: list.name }),
      edit: () => this.#parts.form.open(list),
      drop: () => this.#parts.drop.showModal(),
    };
    deeds[button.dataset.does]?.();
    button.closest("details[data-menu]")?.removeAttribute("open");
  }

  async #drop() {
    const { lists, strings, views } = this.#page;
    const list = lists.get(this.#feed.number);
    try {
      await lists.drop(this.#feed.number);
      views.show({ name: "lists" });
      toast(fill(strings.lists.dropped, { name: list.name }));
    } catch (error) {
      toast(error.message || strings.failed, "bad");
    }
  }

  #part(view, name) {
    return view.querySelector(`[data-part=${name}]`);
  }
}
