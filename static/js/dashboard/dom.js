/* Cloning templates and keeping lists of nodes in step with lists of data. Text is always textContent. */

/** The first element of the page's `<template id>`, cloned. */
export function clone(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** The element of `root` with data-part="name" (or root itself). */
export function part(root, name) {
  return root.matches?.(`[data-part="${name}"]`) ? root : root.querySelector(`[data-part="${name}"]`);
}

/** Put texts into parts; only what differs is touched, so that nothing is laid out again for nothing. */
export function setText(root, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const node = part(root, name);
    if (node && node.textContent !== String(text)) node.textContent = text;
  }
}

/** Point the part "use" of an icon at a symbol; only when it changes, for each change builds the icon anew. */
export function setIcon(root, href) {
  const use = part(root, "use");
  if (use.getAttribute("href") !== href) use.setAttribute("href", href);
}

export function show(node, visible) {
  if (node && node.hidden === visible) node.hidden = !visible;
}

export function readJson(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

/** A list of nodes, one per key, kept in the order of the items: nodes move, focus and hover stay. */
export class KeyedList {
  #container;
  #nodes = new Map();
  #key;
  #create;
  #update;

  constructor(container, { key, create, update }) {
    this.#container = container;
    this.#key = key;
    this.#create = create;
    this.#update = update;
  }

  show(items) {
    const wanted = new Set(items.map(this.#key));
    for (const [key, node] of this.#nodes) {
      if (wanted.has(key)) continue;
      node.remove();
      this.#nodes.delete(key);
    }
    let next = this.#container.firstElementChild;
    for (const item of items) {
      const node = this.#nodeOf(item);
      if (node === next) next = next.nextElementSibling;
      else this.#container.insertBefore(node, next);
      this.#update(node, item);
    }
  }

  node(key) {
    return this.#nodes.get(key);
  }

  #nodeOf(item) {
    const key = this.#key(item);
    if (!this.#nodes.has(key)) this.#nodes.set(key, this.#create(item));
    return this.#nodes.get(key);
  }
}

/** Tabs by the WAI-ARIA pattern: arrows move between them, aria-controls names the panels. */
export function wireTabs(list) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const choose = (tab) => {
    for (const one of tabs) {
      const chosen = one === tab;
      one.setAttribute("aria-selected", String(chosen));
      one.tabIndex = chosen ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !chosen;
    }
  };
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab);
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
  return choose;
}

/** Open a <dialog>; a click beside it or on [data-close] closes it. */
export function wireDialog(dialog) {
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
  });
  return dialog;
}
