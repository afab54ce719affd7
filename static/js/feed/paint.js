// Marks in a card what it was found by.
import { asksFor, ranges } from "./marks.js";

/** `marks` are {words, begun}, folded as the server does. */
export function markCard({ node, post }, marks) {
  const handle = node.querySelector("[data-slot=handle]");
  if (asksFor(post.handle, marks)) paint(handle, [[0, handle.textContent.length]]);
  const text = node.querySelector("[data-slot=text]");
  paint(text, ranges(text.textContent, marks));
}

/** Puts <mark> around `spans` of an element's text, whatever elements stand in it. */
function paint(element, spans) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let at = 0; walker.nextNode(); at += walker.currentNode.length) nodes.push([walker.currentNode, at]);
  for (const [node, at] of nodes) {
    const within = spans.map(([start, end]) => [Math.max(0, start - at), Math.min(node.length, end - at)]);
    // From the end, so that what is still to be cut stays in `node`.
    for (const [start, end] of within.filter(([start, end]) => start < end).reverse()) {
      const mark = document.createElement("mark");
      const piece = node.splitText(start);
      piece.splitText(end - start);
      piece.replaceWith(mark);
      mark.append(piece);
    }
  }
}
