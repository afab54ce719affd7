import { Likes } from "/static/js/feed/likes.js";
import { Chips, dress, moved, ordered } from "/static/js/feed/reactions.js";
import { holds, same } from "/check.js";

const CHIP = `<button class="reaction" data-act="react"><svg class="emotion__shape"><use></use></svg><span class="reaction__count"></span></button>`;

function page() {
  const reactionTemplate = document.createElement("template");
  reactionTemplate.innerHTML = CHIP;
  const strings = { reactions: ["Like", "Fear", "Anger", "Mockery", "Sadness"], reaction: "{name}: {n}", like: "Like" };
  return { reactionTemplate, strings, lang: "en", icons: "" };
}

function chips() {
  const node = document.createElement("div");
  document.body.append(node);
  const made = new Chips(node, page());
  const said = () => [...node.children].map((button) => button.getAttribute("aria-label"));
  return { node, said, show: (counts, mine = null) => made.show(counts, mine) };
}

export default {
  "the most frequent reaction comes first, and equals in their own order"() {
    same(ordered([3, 0, 9, 3, 1]), [2, 0, 3, 4, 1]);
    same(ordered([0, 0, 0, 0, 0]), [0, 1, 2, 3, 4]);
  },
  "a change of mind moves one, and no count falls below nothing"() {
    same(moved([2, 0, 1, 0, 0], 2, 4), [2, 0, 0, 0, 1]);
    same(moved([2, 0, 1, 0, 0], null, 0), [3, 0, 1, 0, 0]);
    same(moved([0, 0, 0, 0, 0], 3, null), [0, 0, 0, 0, 0]);
  },
  "each count is a button that says its name and whether it is one's own"() {
    const { node, said, show } = chips();
    show([1, 0, 12, 0, 0], 2);
    same(said(), ["Anger: 12", "Like: 1", "Fear: 0", "Mockery: 0", "Sadness: 0"]);
    same([...node.children].map((button) => button.getAttribute("aria-pressed")).slice(0, 2), ["true", "false"]);
    same(node.children[0].title, "Anger");
    holds(node.children[0].querySelector("use").getAttribute("href").endsWith("#emotion-anger"));
  },
  "all five stand there from the first, so that nothing moves when somebody reacts"() {
    const { node, show } = chips();
    show([0, 0, 0, 0, 0]);
    same([node.children.length, node.hidden, node.textContent], [5, false, ""]);
    show([0, 1, 0, 0, 0]);
    same([node.children.length, node.textContent, node.children[0].title], [5, "1", "Fear"]);
    same(node.querySelectorAll(".reaction--none").length, 4);
  },
  "the order follows the counts, but never under somebody's hand"() {
    const { node, said, show } = chips();
    show([5, 0, 2, 0, 0]);
    const [first] = node.children;
    first.focus();
    show([5, 0, 8, 0, 0]);
    same(said().slice(0, 2), ["Like: 5", "Anger: 8"]);
    first.blur();
    show([5, 0, 8, 0, 1]);
    same(said().slice(0, 3), ["Anger: 8", "Like: 5", "Sadness: 1"]);
  },
  "the like button wears the reaction that one gave, and the heart again without one"() {
    const button = document.createElement("button");
    button.innerHTML = `<svg class="icon"></svg><span class="deed__word">Like</span>`;
    dress(button, 4, page());
    dress(button, 4, page());
    same([button.dataset.emotion, button.getAttribute("aria-label"), button.getAttribute("aria-pressed")], ["sadness", "Sadness", "true"]);
    same([button.querySelectorAll(".emotion__shape").length, button.textContent], [1, "Sadness"]);
    dress(button, 0, page());
    same([button.dataset.emotion ?? "", button.getAttribute("aria-pressed")], ["", "true"]);
    dress(button, null, page());
    same([button.querySelectorAll(".emotion__shape").length, button.getAttribute("aria-pressed")], [0, "false"]);
  },
  "what one gave is remembered, and likes kept before there were reactions are likes"() {
    localStorage.setItem("liked:one", "[7, 9]");
    const likes = new Likes("one");
    same([likes.of(7), likes.of(8)], [0, null]);
    likes.set(7, 3);
    likes.set(9, null);
    const again = new Likes("one");
    same([again.of(7), again.has(9), again.has(7)], [3, false, true]);
    again.clear();
    same(new Likes("one").of(7), null);
  },
};
