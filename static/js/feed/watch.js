// The Watch view: columns side by side, in an order of one's own; on a phone one at a time, with tabs.
import { sourcesOf } from "./columns.js";
import { BadQuery, finds, parse } from "./matching.js";
import { WatchColumn } from "./watchcolumn.js";

const MOST = 8; // columns, as the server takes them
const WORDS = 15; // minutes of which the words that stand out are shown, until one chooses otherwise

export class Watch {
  #view;
  #page;
  #deps;
  #kept;
  #ringing;
  #form;
  #sources;
  #columns = [];
  #isShown = false;
  #chosen = null; // the column that a phone shows
  #sight;

  /** `kept` holds the columns, `ringing` tells of news, `form` asks for a column. */
  constructor(view, { page, archive, makeCard, kept, ringing, form }) {
    this.#view = view;
    this.#page = page;
    this.#kept = kept;
    this.#ringing = ringing;
    this.#form = form;
    this.#deps = { page, archive, makeCard, changed: (column) => this.#changed(column), keep: (column, values) => this.#change(column, values) };
    this.#sources = sourcesOf(archive, { networks: page.networks }, (post) => page.accounts.holds(post.handle));
    this.#sight = new IntersectionObserver((entries) => this.#seen(entries), { root: this.#list, threshold: 0.6 });
    view.addEventListener("click", (event) => this.#click(event));
    page.lists.onChange((number, isFilledOtherwise) => this.#listChanged(number, isFilledOtherwise));
    document.addEventListener("visibilitychange", () => this.#look());
    this.#wireDrag();
    this.#build();
  }

  get cards() {
    return this.#columns.flatMap(({ cards }) => cards);
  }

  arrive(posts, how) {
    for (const column of this.#columns) column.arrive(posts, how);
  }

  patch(id, values) {
    for (const column of this.#columns) column.patch(id, values);
    if (values.text !== undefined) for (const column of this.#columns) column.look();
  }

  drop(isGone) {
    for (const column of this.#columns) column.drop(isGone);
  }

  beat(now) {
    for (const column of this.#columns) column.beat(now);
  }

  again() {
    for (const column of this.#columns) column.again();
    this.#ringing.show(this.#columns);
  }

  /** A list has another name now, is filled otherwise, or is gone: its columns follow it. */
  #listChanged(number, isFilledOtherwise) {
    for (const column of this.#columns.filter(({ spec }) => spec.list === number)) {
      if (isFilledOtherwise) column.refill();
      column.say(column.spec);
    }
  }

  /** The view comes into sight, or goes out of it. */
  enter(isShown) {
    this.#isShown = isShown;
    this.#look();
  }

  /** A new column at the end, in a colour that no other has; the view shows it. */
  add(spec) {
    if (this.#columns.length >= MOST) return this.#page.tell(this.#page.strings.watch.full, "bad");
    const column = this.#make({ colour: this.#freeColour(), rings: false, curve: true, words: 0, ...spec });
    if (!column) return;
    this.#columns.push(column);
    this.#chosen = column;
    this.#place();
    this.#keep();
    this.#page.views.show({ name: "watch" });
    column.node.scrollIntoView({ block: "nearest", inline: "end", behavior: "instant" });
    column.node.querySelector("summary").focus({ preventScroll: true });
  }

  // Columns -------------------------------------------------------------------------------------------

  get #list() {
    return this.#view.querySelector("[data-part=columns]");
  }

  #build() {
    this.#columns = this.#kept.columns.map((spec) => this.#make(spec)).filter(Boolean);
    this.#chosen = this.#columns[0] ?? null;
    this.#place();
  }

  #make(spec) {
    const source = this.#sourceOf(spec);
    return source && new WatchColumn(spec, source, this.#deps);
  }

  /** What belongs into a column; null where the room cannot know (a network that is not there). */
  #sourceOf({ kind, q, network, list }) {
    if (kind === "list") return this.#page.lists.sourceOf(list);
    if (kind !== "search") return this.#sources[kind === "network" ? `on-${network}` : kind] ?? null;
    try {
      const tree = parse(q);
      const { archive } = this.#deps;
      const volume = () => archive.volume(q);
      const words = (minutes) => archive.words({ q, minutes });
      return { tree, volume, words, page: async ({ before }) => (await archive.search(q, before)).posts, accepts: (post) => finds(tree, post) };
    } catch (error) {
      if (error instanceof BadQuery) return null;
      throw error;
    }
  }

  /** Puts the columns and their tabs into the page, in their order; those that stand where they belong stay. */
  #place() {
    this.#columns.forEach(({ node }, at) => {
      if (this.#list.children[at] !== node) this.#list.insertBefore(node, this.#list.children[at] ?? null);
    });
    for (const node of [...this.#list.children].slice(this.#columns.length)) node.remove();
    this.#sight.disconnect();
    for (const { node } of this.#columns) this.#sight.observe(node);
    this.#view.querySelector("[data-part=none]").hidden = this.#columns.length > 0;
    this.#view.querySelector("[data-part=add]").disabled = this.#columns.length >= MOST;
    this.#showTabs();
  }

  #showTabs() {
    const tabs = this.#columns.map((column) => {
      const tab = this.#page.watchTab.content.firstElementChild.cloneNode(true);
      tab.dataset.colour = column.spec.colour;
      tab.querySelector("[data-slot=name]").textContent = column.spec.name;
      if (column === this.#chosen) tab.setAttribute("aria-current", "true");
      tab.addEventListener("click", () => this.#choose(column));
      return tab;
    });
    this.#view.querySelector("[data-part=tabs]").replaceChildren(...tabs);
    for (const column of this.#columns) column.node.toggleAttribute("data-chosen", column === this.#chosen);
    this.#countTabs();
  }

  #choose(column) {
    this.#chosen = column;
    const tabs = this.#view.querySelector("[data-part=tabs]");
    this.#columns.forEach((other, at) => {
      other.node.toggleAttribute("data-chosen", other === column);
      if (other === column) tabs.children[at].setAttribute("aria-current", "true");
      else tabs.children[at].removeAttribute("aria-current");
    });
    tabs.children[this.#columns.indexOf(column)].scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
  }

  #countTabs() {
    const tabs = this.#view.querySelector("[data-part=tabs]").children;
    this.#columns.forEach(({ unseen }, at) => {
      const badge = tabs[at].querySelector("[data-slot=count]");
      badge.hidden = unseen === 0;
      badge.textContent = unseen > 99 ? "99+" : String(unseen);
    });
  }

  #freeColour() {
    const taken = new Set(this.#columns.map(({ spec }) => spec.colour));
    return this.#form.colours.find((colour) => !taken.has(colour)) ?? this.#form.colours[0];
  }

  #keep() {
    this.#kept.keep(this.#columns.map(({ spec }) => spec));
  }

  // What is new ---------------------------------------------------------------------------------------

  #changed(column) {
    if (column.spec.rings) this.#ringing.ring(column);
    this.#ringing.show(this.#columns);
    this.#countTabs();
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) target.toggleAttribute("data-in-sight", isIntersecting);
    this.#look();
  }

  #look() {
    const isLooking = this.#isShown && !document.hidden;
    for (const column of this.#columns) column.see(isLooking && column.node.hasAttribute("data-in-sight"));
    this.#ringing.show(this.#columns);
    this.#countTabs();
  }

  // What one does -------------------------------------------------------------------------------------

  #click(event) {
    const does = event.target.closest("[data-does]")?.dataset.does;
    if (!does) return;
    const column = this.#columns.find(({ node }) => node.contains(event.target));
    const deeds = {
      add: () => this.#form.open(null, (spec) => this.add(spec)),
      quick: () => this.add({ kind: event.target.closest("button").dataset.kind, name: event.target.closest("button").textContent.trim() }),
      first: () => this.#page.views.show({ name: "post", post: Number(event.target.closest("button").dataset.post) }),
      ring: () => this.#change(column, { rings: !column.spec.rings }),
      curve: () => this.#change(column, { curve: !column.spec.curve }),
      words: () => this.#change(column, { words: column.spec.words ? 0 : WORDS }),
      edit: () => this.#form.open(column.spec, (spec) => this.#change(column, spec)),
      left: () => this.#move(column, -1),
      right: () => this.#move(column, 1),
      remove: () => this.#remove(column),
    };
    deeds[does]();
    event.target.closest("details[data-menu]")?.removeAttribute("open");
  }

  /** Another name, colour or switch leaves the posts where they are; another question begins afresh. */
  #change(column, values) {
    const spec = { ...column.spec, ...values };
    const isSame = ["kind", "q", "network", "list"].every((name) => spec[name] === column.spec[name]);
    if (isSame) column.say(spec);
    else {
      const other = this.#make(spec);
      this.#columns[this.#columns.indexOf(column)] = other;
      if (this.#chosen === column) this.#chosen = other;
      column.node.remove();
    }
    this.#place();
    this.#ringing.show(this.#columns);
    this.#keep();
  }

  #move(column, step) {
    const at = this.#columns.indexOf(column);
    const to = at + step;
    if (to < 0 || to >= this.#columns.length) return column.node.querySelector("summary").focus();
    this.#columns.splice(at, 1);
    this.#columns.splice(to, 0, column);
    this.#place();
    this.#keep();
    column.node.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    column.node.querySelector("summary").focus({ preventScroll: true });
  }

  #remove(column) {
    const at = this.#columns.indexOf(column);
    this.#columns.splice(at, 1);
    column.node.remove();
    const next = this.#columns[at] ?? this.#columns[at - 1] ?? null;
    if (this.#chosen === column) this.#chosen = next;
    this.#place();
    this.#ringing.show(this.#columns);
    this.#keep();
    (next?.node.querySelector("summary") ?? this.#view.querySelector("[data-part=add]")).focus();
  }

  /** A column is taken by its head and dragged between others. */
  #wireDrag() {
    const list = this.#list;
    let dragged = null;
    list.addEventListener("dragstart", (event) => {
      if (!event.target.matches?.("[data-part=head]")) return;
      dragged = this.#columns.find(({ node }) => node.contains(event.target)) ?? null;
      if (!dragged) return;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", dragged.spec.name);
      dragged.node.classList.add("watch-col--dragged");
    });
    list.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const under = this.#columns.find(({ node }) => node !== dragged.node && node.contains(event.target));
      if (under) this.#dragOver(dragged, under, event.clientX);
    });
    list.addEventListener("drop", (event) => dragged && event.preventDefault());
    list.addEventListener("dragend", () => {
      dragged?.node.classList.remove("watch-col--dragged");
      if (dragged) this.#keep();
      dragged = null;
    });
  }

  #dragOver(dragged, under, x) {
    const { left, width } = under.node.getBoundingClientRect();
    const others = this.#columns.filter((column) => column !== dragged);
    const isPast = x > left + width / 2 === (getComputedStyle(under.node).direction === "ltr");
    const to = others.indexOf(under) + (isPast ? 1 : 0);
    if (this.#columns.indexOf(dragged) === to) return;
    others.splice(to, 0, dragged);
    this.#columns = others;
    this.#place();
  }
}
