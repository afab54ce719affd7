// In which lists an account is: the dialog that a post's menu and a profile open.
import { fill } from "../words.js";

export class ListPick {
  #dialog;
  #page;
  #template;
  #handle = "";

  /** `page` brings lists and strings. */
  constructor(dialog, template, page) {
    this.#dialog = dialog;
    this.#template = template;
    this.#page = page;
    this.#part("list").addEventListener("change", (event) => void this.#choose(event.target));
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#make(event.target);
    });
    page.lists.onChange(() => dialog.open && this.#show());
  }

  open({ handle }) {
    this.#handle = handle;
    this.#dialog.querySelector("form").reset();
    this.#part("handle").textContent = `@${handle}`;
    this.#say("");
    this.#show();
    this.#dialog.showModal();
  }

  #show() {
    const { lists } = this.#page;
    const focused = document.activeElement?.value; // a list changed under one's hand: the hand stays
    const items = lists.all.map((list) => this.#item(list));
    this.#part("list").replaceChildren(...items);
    this.#part("list").hidden = !items.length;
    this.#part("none").hidden = items.length > 0;
    if (focused) this.#part("list").querySelector(`input[value="${CSS.escape(focused)}"]`)?.focus();
  }

  #item(list) {
    const { lists } = this.#page;
    const node = this.#template.content.firstElementChild.cloneNode(true);
    const box = node.querySelector("input");
    box.value = String(list.list);
    box.checked = lists.holds(list.list, this.#handle);
    node.querySelector("[data-slot=name]").textContent = list.name;
    node.querySelector("[data-slot=about]").textContent = lists.about(list);
    return node;
  }

  async #choose(box) {
    const { lists, strings } = this.#page;
    const [number, on] = [Number(box.value), box.checked];
    try {
      const { name } = await lists.fill(number, this.#handle, on);
      this.#say(fill(on ? strings.lists.added : strings.lists.takenOut, { handle: `@${this.#handle}`, name }));
    } catch (error) {
      box.checked = !on;
      this.#say(error.message || strings.failed, "bad");
    }
  }

  async #make(form) {
    const { lists, strings } = this.#page;
    const name = form.elements.name.value.trim();
    if (!name) return form.elements.name.focus();
    const button = form.querySelector("[type=submit]");
    button.disabled = true; // one list, however often it is pressed
    try {
      const { list } = await lists.save({ name, shared: form.elements.shared.checked });
      await lists.fill(list, this.#handle, true);
      form.reset();
      this.#say(fill(strings.lists.added, { handle: `@${this.#handle}`, name }));
    } catch (error) {
      this.#say(error.message || strings.failed, "bad");
    } finally {
      button.disabled = false;
    }
  }

  /** Beside what one pressed: the rest of the page is out of reach while the dialog is open. */
  #say(text, tone = "good") {
    this.#part("status").textContent = text;
    this.#part("status").dataset.tone = tone;
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }
}
