/* Single keys for what is done most. They are off while one types, and can be switched off for good. */

const STORED = "dashboard-shortcuts";

/** `actions` maps keys (as in KeyboardEvent.key) to what they do. */
export class Shortcuts {
  #actions;
  #on = stored();
  #switch = document.getElementById("keys-on");

  constructor(actions) {
    this.#actions = actions;
    this.#switch.checked = this.#on;
    this.#switch.addEventListener("change", () => this.#set(this.#switch.checked));
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  #press(event) {
    if (!this.#on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, textarea, select, button, a, summary, [role=slider], [role=tab], dialog")) return;
    const action = this.#actions[event.key.toLowerCase()];
    if (!action || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    action();
  }

  #set(on) {
    this.#on = on;
    try {
      localStorage.setItem(STORED, on ? "on" : "off");
    } catch {
      // storage refused: it holds for this page only
    }
  }
}

function stored() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}
