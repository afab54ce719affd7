// Short notices at the foot of the page. `tone` is "good" or "bad"; a bad one stays twice as long. In `place` other
// than the usual one screen readers are not told of it: whoever shows it there says it.
const SHOWN_MS = 5000;

export function toast(text, tone = "good", place = document.getElementById("toasts")) {
  const node = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  node.dataset.tone = tone;
  node.querySelector("[data-slot=text]").textContent = text;
  node.querySelector("button").addEventListener("click", () => node.remove());
  place.append(node);
  setTimeout(() => node.remove(), tone === "bad" ? 2 * SHOWN_MS : SHOWN_MS);
}
