// The words of a post, cut where hashtags and mentions begin and end. PURE.
const MARKS = /(?<![\p{L}\p{N}_])(?:([#@])([\p{L}\p{N}_]{1,60})|https?:\/\/[^\s<>"«»]+)/gu;
const LONGEST_TITLE = 200; // characters
const KINDS = { "#": "tag", "@": "mention" };

/** Pieces of `text` in order, none empty: {kind: "text", "tag", "mention" or "link", text}. Joined they are `text`. */
export function pieces(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    if (match[1] === "#" && /^\p{N}+$/u.test(match[2])) continue; // "#1" is a number, no tag
    if (match.index > end) found.push({ kind: "text", text: text.slice(end, match.index) });
    found.push({ kind: KINDS[match[1]] ?? "link", text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) found.push({ kind: "text", text: text.slice(end) });
  return found;
}

/** The headline of a text whose first line stands alone, and what follows; "Subject:" is no part of it. */
export function headed(text) {
  const [first, ...rest] = text.split("\n");
  const body = rest.join("\n").trim();
  if (!body || lengthOf(first) > LONGEST_TITLE) return { title: "", body: text };
  return { title: first.replace(/^(objet|subject)\s*:\s*/iu, ""), body };
}

/** Length as the server counts it: in characters (code points), not in UTF-16 units. */
export function lengthOf(text) {
  return Array.from(text.trim()).length;
}

/** Up to two initials of a name, for accounts that show a mark instead of a face. */
export function initials(name) {
  const words = name.split(/[\s'’-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map((word) => Array.from(word)[0].toUpperCase()).join("");
}
