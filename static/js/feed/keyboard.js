// The room by single keys: what works anywhere on the page. What a key does to a post is the post's own (deeds.js).
import { Shortcuts } from "../shortcuts.js";

const PASSES = "input:not([type=radio]), textarea, select, dialog";

/** `does` has compose(), newest() and search(). Returns the shortcuts, which know whether they are on. */
export function roomKeys({ dialog, stored }, { compose, newest, search }) {
  const actions = {
    n: compose,
    ".": newest,
    "/": search,
    j: () => stepFrom(document.activeElement, 1),
    k: () => stepFrom(document.activeElement, -1),
    "?": () => dialog.showModal(),
  };
  return new Shortcuts(actions, { stored, toggle: dialog.querySelector("[role=switch]"), passes: PASSES });
}

/** To the next post, or the one before; from elsewhere to the first that is in sight. */
function stepFrom(element, step) {
  const post = element?.closest?.(".post[tabindex]");
  if (post) return (step > 0 ? post.nextElementSibling : post.previousElementSibling)?.focus();
  const posts = [...document.querySelectorAll("[data-view]:not([hidden]) .post[tabindex]")];
  posts.find((node) => node.getBoundingClientRect().top >= 0)?.focus();
}
