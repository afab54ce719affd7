// The place of the exercise: its map, its safety check, what the team asks of their operators. None of it is there
// where the scenario has no such network.
import { Appeals } from "./appeals.js";
import { cardOf } from "./card.js";
import { RoadMap } from "./roadmap.js";
import { SafetyCheck } from "./safety.js";

export class Place {
  #map = null;
  #safety = null;
  #appeals = null;
  #hidden = new Set(); // places of which nobody is shown anything
  #places = new Map(); // id of a post on the map -> its place
  #now;
  #onBack;
  #isStaff;

  /** now() is the exercise's time (s); onBack() is told when alerts came back that were hidden. */
  constructor(page, archive, { now, onBack }) {
    this.#now = now;
    this.#onBack = onBack;
    this.#isStaff = page.me.id === null;
    const [map, safety, dialog] = ["map", "safety", "appeal"].map((id) => document.getElementById(id));
    if (map) this.#map = new RoadMap(map, page, archive, (post) => this.#hides(post));
    if (safety) this.#safety = new SafetyCheck(safety, page, archive);
    if (dialog) this.#appeals = new Appeals(page, dialog, document.querySelectorAll("[data-appeals]"));
  }

  /** A view comes into sight. */
  enter(name) {
    if (name === "on-traffic") void this.#map?.open().then(() => this.tick());
  }

  arrive(posts) {
    for (const { id, pin } of posts) if (pin) this.#places.set(id, pin.place);
    this.#map?.arrive(posts);
  }

  patch(id, values) {
    this.#map?.patch(id, values);
  }

  /** A room's state, or an `appeals` frame: all requests, the hidden places, the safety check. */
  apply({ appeals = [], veiled = [], safety = null, type }) {
    this.#appeals?.show(appeals, type === "appeals");
    this.#safety?.show(safety);
    const came = [...this.#hidden].some((place) => !veiled.includes(place));
    this.#hidden = new Set(veiled);
    this.#map?.veil(this.#veiled(appeals));
    for (const node of document.querySelectorAll(".post")) this.dress(cardOf(node));
    if (came) this.#comeBack();
    this.tick();
  }

  /** The check's counts move with the crowd. */
  count(safety) {
    this.#safety?.show(safety);
  }

  tick() {
    this.#map?.show(this.#now());
  }

  forget() {
    this.#hidden.clear();
    this.#places.clear();
    this.#appeals?.forget();
    this.#map?.clear();
  }

  /** Takes a post of a hidden area out of sight, and what is quoted of one; staff see both, marked. */
  dress(card) {
    if (!card) return card;
    const { post } = card;
    if (post.pin) this.#places.set(post.id, post.pin.place);
    const isOnMap = post.channel === "traffic";
    if (this.#isStaff) {
      card.tellWithheld(isOnMap && this.#isWithheld(post));
      return card;
    }
    const aboutHidden = this.#covers(this.#places.get(post.parent));
    card.veil(isOnMap && (this.#hides(post) || aboutHidden), !isOnMap && aboutHidden);
    return card;
  }

  #comeBack() {
    this.#onBack();
    void this.#map?.open().then(() => this.tick());
  }

  #veiled(appeals) {
    const stands = appeals.filter(({ kind, state }) => kind === "hide" && state === "agreed");
    return new Set(stands.map(({ area }) => area));
  }

  /** As the places stand now; of an answer whose alert is not here, as it stood when it came. */
  #isWithheld({ pin, parent, withheld }) {
    const place = pin?.place ?? this.#places.get(parent);
    return place === undefined ? Boolean(withheld) && this.#hidden.size > 0 : this.#hidden.has(place);
  }

  #hides(post) {
    return this.#covers(post.pin?.place);
  }

  #covers(place) {
    return !this.#isStaff && place !== undefined && this.#hidden.has(place);
  }
}
