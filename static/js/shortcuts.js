/* Single keys for what is done most. They are off while one types, and can be switched off for good. */

export class Shortcuts {
  #actions;
  #stored;
  #passes;
  #on;

  /**
   * `actions` maps keys (as in KeyboardEvent.key, in small letters) to what they do. `stored` names the choice in
   * this browser's storage, `toggle` is the switch; keys pressed within `passes` (a selector) are left alone.
   */
  constructor(actions, { stored, toggle, passes }) {
    this.#actions = actions;
    this.#stored = stored;
    this.#passes = passes;
    this.#on = this.#read();
    toggle.checked = this.#on;
    toggle.addEventListener("change", () => this.#set(toggle.checked));
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  get on() {
    return this.#on;
  }

  #press(event) {
    if (!this.#on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest?.(this.#passes)) return;
    const action = this.#actions[event.key.toLowerCase()];
    if (!action || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    action();
  }

  #set(on) {
    this.#on = on;
    try {
      localStorage.setItem(this.#stored, on ? "on" : "off");
    } catch {
      // storage refused: it holds for this page only
    }
  }

  #read() {
    try {
      return localStorage.getItem(this.#stored) !== "off";
    } catch {
      return true;
    }
  }
}
