// Whether somebody has a hand on the column: a mouse that moves over it, or the keyboard's focus in it.
const POINTER_REST = 2500; // ms after which a mouse that stopped over the column no longer holds it

export class Hands {
  #hold;
  #release;
  #rest = 0;
  #place = "";

  /** hold(reason) and release(reason) are called with "pointer" and "focus". */
  constructor(list, { hold, release }) {
    this.#hold = hold;
    this.#release = release;
    for (const kind of ["pointermove", "pointerdown"]) {
      list.addEventListener(kind, (event) => this.#touch(event), { passive: true });
    }
    list.addEventListener("pointerleave", () => release("pointer"));
    list.addEventListener("focusin", () => list.querySelector(":focus-visible") && hold("focus"));
    list.addEventListener("focusout", () => release("focus"));
  }

  /** A hand on the mouse holds the column; a mouse under which the column moves does not. */
  #touch(event) {
    const place = `${event.clientX} ${event.clientY}`;
    if (event.type === "pointermove" && place === this.#place) return;
    this.#place = place;
    this.#hold("pointer");
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#release("pointer"), POINTER_REST);
  }
}
