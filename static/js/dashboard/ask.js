/* A question that one answers with yes or by going away. */

import { setText } from "./dom.js";

const dialog = () => document.getElementById("ask-dialog");

/** Resolves to true when the answer is yes. */
export function ask({ title, text, yes }) {
  const box = dialog();
  setText(box, { title, text, yes });
  box.returnValue = "";
  box.showModal();
  return new Promise((resolve) => {
    box.addEventListener("close", () => resolve(box.returnValue === "yes"), { once: true });
  });
}
