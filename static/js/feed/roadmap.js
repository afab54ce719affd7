// The drawn map: a pin for each alert, a list beside it that says the same, and veils over hidden areas.
import { ago, fill } from "../words.js";

const KEPT = 150; // newest alerts that are remembered
const SHOWN = 40; // of them, in the list
const FADES = [180, 600, 1500]; // s of exercise after which a pin is paler
const GONE = 2700; // and after which it is no longer there

/** How faded an alert of that age (s) is, 0 to 3; null where it has gone. PURE. */
export function fadeOf(age) {
  return age > GONE ? null : FADES.filter((limit) => age > limit).length;
}

export class RoadMap {
  #root;
  #page;
  #archive;
  #posts = new Map(); // id -> post with a pin
  #nodes = new Map(); // id -> {pin, item, ago, fade}
  #isHidden;

  /** isHidden(post) tells whether the operator hides it. */
  constructor(root, page, archive, isHidden) {
    this.#root = root;
    this.#page = page;
    this.#archive = archive;
    this.#isHidden = isHidden;
  }

  /** Fetches the newest alerts; what came meanwhile stays. */
  async open() {
    const posts = await this.#archive.page({ limit: 200 }, { channel: "traffic", begun: 1 }).catch(() => []);
    this.arrive(posts.reverse());
  }

  arrive(posts) {
    for (const post of posts) if (post.pin && !post.deleted) this.#posts.set(post.id, post);
    for (const id of [...this.#posts.keys()].sort((one, other) => one - other)) {
      if (this.#posts.size <= KEPT) break;
      this.#posts.delete(id);
    }
  }

  /** Something about a post changed. */
  patch(id, values) {
    if (values.deleted) this.#posts.delete(id);
  }

  /** The codes of areas that are hidden: they are veiled, and the places in them. */
  veil(areas) {
    for (const veil of this.#root.querySelectorAll("[data-veil]")) {
      veil.toggleAttribute("data-on", areas.has(veil.dataset.veil));
    }
  }

  clear() {
    this.#posts.clear();
    this.show(0);
  }

  /** Brings pins and list up to `now` (s of exercise). */
  show(now) {
    const seen = [...this.#posts.values()]
      .filter((post) => !this.#isHidden(post) && fadeOf(now - post.t) !== null)
      .sort((one, other) => other.seq - one.seq);
    const wanted = new Set(seen.map(({ id }) => id));
    for (const [id, nodes] of this.#nodes) if (!wanted.has(id)) this.#drop(id, nodes);
    for (const post of seen) this.#nodes.has(post.id) || this.#add(post);
    this.#order(seen.slice(0, SHOWN));
    for (const post of seen) this.#age(post, now);
    this.#part("none").hidden = seen.length > 0;
  }

  #add(post) {
    const { place: strings } = this.#page.strings;
    const kind = strings.alerts[post.pin.alert];
    const pin = this.#clone("pin", post);
    pin.title = fill(strings.pin, { kind, place: post.pin.name });
    pin.style.setProperty("--x", `${post.pin.x}%`);
    pin.style.setProperty("--y", `${post.pin.y}%`);
    const item = this.#clone("alert", post);
    item.querySelector("[data-part=kind]").textContent = kind;
    item.querySelector("[data-part=place]").textContent = post.pin.name;
    this.#part("pins").append(pin);
    this.#nodes.set(post.id, { pin, item, ago: item.querySelector("[data-part=ago]") });
  }

  #clone(name, post) {
    const node = document.getElementById(`${name}-template`).content.firstElementChild.cloneNode(true);
    node.dataset.alert = post.pin.alert;
    node.querySelector("use").setAttribute("href", `${this.#page.icons}#alert-${post.pin.alert}`);
    const button = node.matches("button") ? node : node.querySelector("button");
    button.addEventListener("click", () => this.#page.views.show({ name: "post", post: post.id }));
    return node;
  }

  /** Nodes that stand where they should are left alone: focus stays. */
  #order(posts) {
    const list = this.#part("alerts");
    let next = list.firstElementChild;
    for (const { id } of posts) {
      const { item } = this.#nodes.get(id);
      if (item === next) next = next.nextElementSibling;
      else list.insertBefore(item, next);
    }
    while (next) {
      const after = next.nextElementSibling;
      next.remove();
      next = after;
    }
  }

  #age(post, now) {
    const nodes = this.#nodes.get(post.id);
    const age = Math.max(0, now - post.t);
    const text = ago(age, this.#page.strings.ago);
    if (nodes.ago.textContent !== text) nodes.ago.textContent = text;
    const fade = String(fadeOf(age));
    if (nodes.pin.dataset.fade !== fade) nodes.pin.dataset.fade = fade;
  }

  #drop(id, { pin, item }) {
    pin.remove();
    item.remove();
    this.#nodes.delete(id);
  }

  #part(name) {
    return this.#root.querySelector(`[data-part=${name}]`);
  }
}
