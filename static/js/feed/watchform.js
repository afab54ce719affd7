// The dialog that asks for a column: what it shows, its name, its colour, and whether it rings.

export class WatchForm {
  #dialog;
  #archive;
  #strings;
  #done = null;
  #before = null;

  constructor(dialog, archive, strings) {
    this.#dialog = dialog;
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
    this.#dialog.querySelector("form").reset();
    this.#part("title").textContent = spec ? this.#strings.watch.editTitle : this.#strings.watch.addTitle;
    if (spec) this.#fill(spec);
    this.#part("colours").hidden = !spec; // a new one gets a colour that no other has
    this.#fault("");
    this.#showFields();
    this.#dialog.showModal();
  }

  #fill({ name, kind, q = "", network, colour, rings }) {
    this.#field("name").value = name;
    this.#field("kind").value = kind === "network" ? `on-${network}` : kind;
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
    const kind = chosen.value.startsWith("on-") ? "network" : chosen.value;
    const q = kind === "search" ? this.#field("q").value.trim() : undefined;
    const network = kind === "network" ? chosen.value.slice(3) : undefined;
    const name = this.#field("name").value.trim() || Array.from(q ?? chosen.textContent.trim()).slice(0, 30).join("");
    const spec = { name, kind, q, network, rings: this.#field("rings").checked };
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
