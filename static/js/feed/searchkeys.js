// The keyboard's ways into the search (/, see keyboard.js) and out of it (Escape).

export class SearchKeys {
  #search;
  #views;

  constructor(search, views) {
    this.#search = search;
    this.#views = views;
    // Before others hear of it: Escape closes an open menu first, and only that.
    document.addEventListener("keydown", (event) => this.#key(event), { capture: true });
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key !== "Escape" || document.querySelector("#post-menu:not([hidden]), details[open]")) return;
    if (this.#close(event.target)) event.preventDefault();
  }

  open() {
    const field = document.getElementById("search-feed");
    if (field.checkVisibility()) return field.focus();
    if (this.#views.current.name !== "search") this.#views.show({ name: "search" });
    this.#search.focus();
  }

  /** Leaves the results, or a field elsewhere; whether there was one to leave. */
  #close(target) {
    if (this.#views.current.name === "search") {
      this.#views.leaveSearch();
      return true;
    }
    if (!target.closest?.("[data-search]")) return false;
    target.value = "";
    target.blur();
    return true;
  }
}
