// The forms of the composer: a press release and an infographic, filled in field by field, sent as one text.
import { infographicOf, infographicText, isInfographic, isRelease, MOST_ITEMS, releaseOf, releaseText } from "./forms.js";

const SKETCHED_MS = 400; // without a key, after which the picture is drawn anew

export class Papers {
  #root;
  #page;
  #onChange;
  #form = "";
  #timer = 0;
  #drawn = "";

  /** `root` is the composer's dialog. `page` knows api, release ({place}) and strings. onChange() is told of buttons. */
  constructor(root, page, onChange) {
    this.#root = root;
    this.#page = page;
    this.#onChange = onChange;
    this.#part("addItem").addEventListener("click", () => this.#add({ label: "", text: "" }, true));
    this.#list.addEventListener("click", (event) => this.#remove(event.target.closest("[data-does=remove-item]")));
    this.#part("sketch").addEventListener("error", () => (this.#part("sketched").hidden = true));
    this.#part("sketch").addEventListener("load", () => (this.#part("sketched").hidden = !this.#drawn));
    root.addEventListener("keydown", (event) => this.#enter(event));
    this.write("");
  }

  /** "" (none), "release" or "infographic". */
  get form() {
    return this.#form;
  }

  get colour() {
    return this.#form === "infographic" ? this.#root.querySelector("[name=colour]:checked").value : "";
  }

  set colour(colour) {
    const radio = this.#root.querySelector(`[name=colour][value="${CSS.escape(colour)}"]`);
    if (radio) radio.checked = true;
  }

  /** What is filled in, as the text of a post. */
  get text() {
    return this.#form === "release" ? releaseText(this.#release) : infographicText(this.#infographic);
  }

  get isComplete() {
    return this.#form === "release" ? isRelease(this.#release) : isInfographic(this.#infographic);
  }

  show(form) {
    this.#form = form;
    for (const fields of this.#root.querySelectorAll("[data-paper]")) fields.hidden = fields.dataset.paper !== form;
    for (const radio of this.#root.querySelectorAll("[name=form]")) radio.checked = radio.value === form;
  }

  /** Fills the fields of the form in sight from a text; "" empties them. */
  write(text) {
    if (this.#form === "release") this.#fillRelease(text ? releaseOf(text) : this.#blankRelease);
    else if (this.#form === "infographic") this.#fillInfographic(text ? infographicOf(text) : { title: "", items: [] });
    else {
      this.#fillRelease(this.#blankRelease);
      this.#fillInfographic({ title: "", items: [] });
    }
  }

  focus() {
    this.#root.querySelector(`[data-paper="${this.#form}"] :is(input, textarea)`)?.focus();
  }

  /** Draws what the infographic will look like on `channel`, a moment after the last change. */
  sketch(channel) {
    clearTimeout(this.#timer);
    if (this.#form !== "infographic") return;
    this.#timer = setTimeout(() => this.#draw(channel), SKETCHED_MS);
  }

  #draw(channel) {
    this.#part("sketched").hidden ||= !this.isComplete;
    if (!this.isComplete) return (this.#drawn = "");
    const address = sketchAddress(this.#page.api, { text: this.text, colour: this.colour, channel });
    if (address !== this.#drawn) this.#part("sketch").src = this.#drawn = address;
  }

  /** Enter leads to the next field: a form that is half filled in must not go out by it. */
  #enter(event) {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !event.target.matches("[data-paper] input")) return;
    event.preventDefault();
    const fields = [...this.#root.querySelectorAll(`[data-paper="${this.#form}"] :is(input:not([type=radio]), textarea)`)];
    fields[fields.indexOf(event.target) + 1]?.focus();
  }

  get #blankRelease() {
    return { headline: "", place: this.#page.release?.place ?? "", body: "", contact: "" };
  }

  get #release() {
    const value = (name) => this.#root.querySelector(`[name=${name}]`).value;
    return { headline: value("headline"), place: value("place"), body: value("body"), contact: value("contact") };
  }

  #fillRelease(fields) {
    for (const [name, text] of Object.entries(fields)) this.#root.querySelector(`[name=${name}]`).value = text;
  }

  get #infographic() {
    const items = [...this.#list.children].map((row) => ({
      label: row.querySelector("[name=label]").value,
      text: row.querySelector("[name=line]").value,
    }));
    return { title: this.#root.querySelector("[name=title]").value, items };
  }

  #fillInfographic({ title, items }) {
    this.#root.querySelector("[name=title]").value = title;
    this.#list.replaceChildren();
    for (const item of items.length ? items : [{ label: "", text: "" }, { label: "", text: "" }]) this.#add(item, false);
  }

  get #list() {
    return this.#part("items");
  }

  #add({ label, text }, isAsked) {
    if (this.#list.children.length >= MOST_ITEMS) return;
    const row = document.getElementById("infographic-item-template").content.firstElementChild.cloneNode(true);
    row.querySelector("[name=label]").value = label;
    row.querySelector("[name=line]").value = text;
    this.#list.append(row);
    this.#number();
    if (!isAsked) return;
    row.querySelector("[name=label]").focus();
    this.#onChange();
  }

  #remove(button) {
    if (!button) return;
    const row = button.closest("li");
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    this.#number();
    (next?.querySelector("[name=label]") ?? this.#part("addItem")).focus();
    this.#onChange();
  }

  #number() {
    [...this.#list.children].forEach((row, place) => {
      row.querySelector("[data-slot=number]").textContent = String(place + 1);
      row.querySelector("[data-does=remove-item]").hidden = this.#list.children.length < 2;
    });
    this.#part("addItem").hidden = this.#list.children.length >= MOST_ITEMS;
  }

  #part(name) {
    return this.#root.querySelector(`[data-part=${name}]`);
  }
}

/** Where the server draws what a text would be as an infographic. `api` is the address of the room's API. */
export function sketchAddress(api, { text, colour, channel }) {
  return `${api}infographic.svg?${new URLSearchParams({ text, colour, channel })}`;
}
