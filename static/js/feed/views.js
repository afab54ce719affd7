// What stands in the middle column: a tab, a search or a conversation; the browser's Back works between them.

export class Views {
  #root;
  #onShow;
  #current = null;
  #scrolls = new Map();
  #beforeSearch = { name: "feed" };

  /** Panels are the [data-view] of `root`; onShow(view, before) may fill them. A view is {name, q?, post?, list?}. */
  constructor(root, onShow) {
    this.#root = root;
    this.#onShow = onShow;
    history.scrollRestoration = "manual";
    addEventListener("popstate", (event) => this.#enter(event.state?.view ?? { name: "feed" }));
  }

  get current() {
    return this.#current;
  }

  start() {
    this.#enter(history.state?.view ?? { name: "feed" });
  }

  show(view) {
    if (JSON.stringify(view) === JSON.stringify(this.#current)) return;
    history.pushState({ view, inside: true }, "");
    this.#enter(view);
  }

  /** Back to where one came from, or to the feed. */
  back() {
    if (history.state?.inside) history.back();
    else this.show({ name: "feed" });
  }

  /** Back to the tab from which one began to search, however many searches and conversations ago. */
  leaveSearch() {
    this.show(this.#beforeSearch);
  }

  #enter(view) {
    const before = this.#current;
    if (before && before.name !== "search" && before.name !== "post") this.#beforeSearch = before;
    if (before) this.#scrolls.set(before.name, window.scrollY);
    this.#current = view;
    this.#root.parentElement.dataset.showing = view.name; // :has() of a hidden panel would be asked again with each post
    for (const panel of this.#root.querySelectorAll("[data-view]")) panel.hidden = panel.dataset.view !== view.name;
    for (const tab of document.querySelectorAll("[data-shows]")) {
      if (tab.dataset.shows === view.name) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    this.#onShow(view, before);
    const isBack = view.name === "search" && before?.name === "post"; // what was found is still there
    const keepsPlace = (view.name !== "post" && view.name !== "search") || isBack;
    window.scrollTo({ top: keepsPlace ? (this.#scrolls.get(view.name) ?? 0) : 0, behavior: "instant" });
  }
}
