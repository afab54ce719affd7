// The dialogs of a list: its name and whether the team has it, who is in it, and whether it goes.
import { toast } from "../toasts.js";
import { fill } from "../words.js";
import { fnv1a } from "./faces.js";
import { initials } from "./text.js";

export class ListForm {
  #dialog;
  #page;
  #before = null;
  #done = null;

  /** `page` brings lists and strings. */
  constructor(dialog, page) {
    this.#dialog = dialog;
    this.#page = page;
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit(event.target);
    });
  }

  /** Asks for a new list (`list` null), or for another name of one; done(list) gets it. */
  open(list, done) {
    const { strings } = this.#page;
    const form = this.#dialog.querySelector("form");
    this.#before = list;
    this.#done = done;
    form.reset();
    if (list) form.elements.name.value = list.name;
    if (list) form.elements.shared.checked = list.shared;
    this.#part("title").textContent = list ? strings.lists.editTitle : strings.lists.addTitle;
    this.#fault("");
    this.#dialog.showModal();
  }

  async #submit(form) {
    const { lists, strings } = this.#page;
    const name = form.elements.name.value.trim();
    if (!name) {
      this.#fault(strings.lists.nameless);
      return form.elements.name.focus();
    }
    const button = form.querySelector("[type=submit]");
    button.disabled = true; // one list, however often it is pressed
    try {
      const list = await lists.save({ list: this.#before?.list, name, shared: form.elements.shared.checked });
      this.#dialog.close();
      this.#done?.(list);
    } catch (error) {
      this.#fault(error.message || strings.failed);
    } finally {
      button.disabled = false;
    }
  }

  #fault(text) {
    this.#part("fault").textContent = text;
    this.#part("fault").hidden = !text;
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }
}

/** Who is in a list: one puts accounts in by their name, and takes them out. */
export class ListMembers {
  #dialog;
  #page;
  #template;
  #number = 0;

  constructor(dialog, template, page) {
    this.#dialog = dialog;
    this.#template = template;
    this.#page = page;
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#add(event.target);
    });
    this.#part("list").addEventListener("click", (event) => {
      const button = event.target.closest("[data-handle]");
      if (button?.dataset.does === "out") void this.#takeOut(button);
      else if (button) this.#show(button.dataset);
    });
    page.lists.onChange((number) => dialog.open && number === this.#number && this.#fill());
  }

  open(number) {
    this.#number = number;
    this.#dialog.querySelector("form").reset();
    this.#fault("");
    this.#fill();
    this.#dialog.showModal();
  }

  #fill() {
    const list = this.#page.lists.get(this.#number);
    if (!list) return this.#dialog.close(); // deleted, or no longer shared
    const items = list.accounts.map((account) => this.#item(account));
    this.#part("title").textContent = fill(this.#page.strings.lists.members, { name: list.name });
    this.#part("list").replaceChildren(...items);
    this.#part("list").hidden = !items.length;
    this.#part("none").hidden = items.length > 0;
  }

  #item(account) {
    const { handle, name, verified } = account;
    const node = this.#template.content.firstElementChild.cloneNode(true);
    const [who, out] = node.querySelectorAll("button");
    for (const button of [who, out]) button.dataset.handle = handle;
    this.#wearFace(node, account);
    node.querySelector("[data-slot=name]").textContent = name;
    node.querySelector("[data-slot=handle]").textContent = `@${handle}`;
    node.querySelector("[data-slot=verified]").toggleAttribute("hidden", !verified);
    out.setAttribute("aria-label", fill(this.#page.strings.lists.takeOut, { handle: `@${handle}` }));
    return node;
  }

  #wearFace(node, { handle, name, verified }) {
    const [face, mark] = ["face", "mark"].map((slot) => node.querySelector(`[data-slot=${slot}]`));
    (verified ? face : mark).remove();
    if (!verified) return this.#page.portraits.wear(face, handle);
    mark.textContent = initials(name);
    mark.style.setProperty("--hue", fnv1a(handle) % 360);
  }

  #show({ handle }) {
    const account = this.#page.lists.get(this.#number)?.accounts.find((one) => one.handle === handle);
    this.#dialog.close();
    if (account) void this.#page.authors.open(account);
  }

  async #add(form) {
    const handle = form.elements.handle.value.trim().replace(/^@+/u, "");
    if (!handle) return form.elements.handle.focus();
    this.#fault("");
    try {
      await this.#page.lists.fill(this.#number, handle, true);
      form.reset();
    } catch (error) {
      this.#fault(error.code === "bad_fields" ? this.#page.strings.lists.noHandle : error.message);
    }
    form.elements.handle.focus();
  }

  async #takeOut(button) {
    const at = [...this.#part("list").children].indexOf(button.closest("li"));
    try {
      await this.#page.lists.fill(this.#number, button.dataset.handle, false);
    } catch (error) {
      return toast(error.message || this.#page.strings.failed, "bad");
    }
    const left = this.#part("list").querySelectorAll("[data-does=out]");
    (left[Math.min(at, left.length - 1)] ?? this.#dialog.querySelector("[name=handle]")).focus();
  }

  #fault(text) {
    this.#part("fault").textContent = text;
    this.#part("fault").hidden = !text;
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }
}
