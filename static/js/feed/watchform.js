// The dialog that asks for a column: what it shows, its name, its colour, and whether it rings.

export class WatchForm {
  #dialog;
  #archive;
  #strings;
  #lists;
  #done = null;
  #before = null;

  /** `lists` are those that a column may show. */
  constructor(dialog, archive, strings, lists) {
    this.#dialog = dialog;
    this.#lists = lists;
    this.#archive = archive;
    this.#strings = strings;
    this.#field("kind").addEventListener("change", () => this.#showFields());
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
  }

  get colours() {
    return [...this.#dialog.querySelectorAll("[name=colour]")].map(({ value }) => value);
  }

  /** Asks for a new column (`spec` null), or for another form of one; done(spec) gets it. */
  open(spec, done) {
    this.#before = spec;
    this.#done = done;
    this.#offerLists();
    this.#dialog.querySelector("form").reset();
    this.#part("title").textContent = spec ? this.#strings.watch.editTitle : this.#strings.watch.addTitle;
    if (spec) this.#fill(spec);
    this.#part("colours").hidden = !spec; // a new one gets a colour that no other has
    this.#fault("");
    this.#showFields();
    this.#dialog.showModal();
  }

  /** Those that there are now; a column that shows another one (it is gone) begins as a search again. */
  #offerLists() {
    const options = this.#lists.all.map(({ list, name }) => new Option(name, `list-${list}`));
    this.#part("lists").replaceChildren(...options);
    this.#part("lists").hidden = !options.length;
  }

  #fill({ name, kind, q = "", network, list, colour, rings }) {
    const chosen = { network: `on-${network}`, list: this.#lists.get(list) ? `list-${list}` : "search" };
    this.#field("name").value = name;
    this.#field("kind").value = chosen[kind] ?? kind;
    this.#field("q").value = q;
    this.#field("rings").checked = rings;
    this.#dialog.querySelector(`[name=colour][value=${colour}]`).checked = true;
  }

  #showFields() {
    this.#part("search").hidden = this.#field("kind").value !== "search";
    this.#field("q").required = !this.#part("search").hidden;
  }

  /** The server says what is wrong with a query, in the reader's language. */
  async #submit() {
    const spec = this.#read();
    if (spec.q !== undefined && spec.q !== this.#before?.q) {
      const fault = await this.#archive.search(spec.q).then(() => "", (error) => error.told ?? this.#strings.watch.notChecked);
      if (fault) return this.#fault(fault);
    }
    this.#dialog.close();
    this.#done(spec);
  }

  #read() {
    const chosen = this.#field("kind").selectedOptions[0];
    const [, isOf, of] = /^(on|list)-(.+)$/u.exec(chosen.value) ?? [];
    const kind = { on: "network", list: "list" }[isOf] ?? chosen.value;
    const q = kind === "search" ? this.#field("q").value.trim() : undefined;
    const network = kind === "network" ? of : undefined;
    const list = kind === "list" ? Number(of) : undefined;
    const name = this.#field("name").value.trim() || Array.from(q ?? chosen.textContent.trim()).slice(0, 30).join("");
    const spec = { name, kind, q, network, list, rings: this.#field("rings").checked };
    if (this.#before) spec.colour = this.#dialog.querySelector("[name=colour]:checked").value;
    return spec;
  }

  #fault(text) {
    this.#part("fault").textContent = text;
    this.#part("fault").hidden = !text;
    if (text) this.#field("q").focus();
  }

  #field(name) {
    return this.#dialog.querySelector(`[name=${name}]`);
  }

  #part(name) {
    return this.#dialog.querySelector(`[data-part=${name}]`);
  }
}
