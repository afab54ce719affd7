// Short notices at the foot of the page. `tone` is "good" or "bad"; a bad one stays twice as long.
const SHOWN_MS = 5000;

export function toast(text, tone = "good") {
  const node = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  node.dataset.tone = tone;
  node.querySelector("[data-slot=text]").textContent = text;
  node.querySelector("button").addEventListener("click", () => node.remove());
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), tone === "bad" ? 2 * SHOWN_MS : SHOWN_MS);
}
