// A query of the search, read and answered in the browser: the grammar and the words of feed/query.py, to the
// letter. What one finds the other finds: tests/unit/js/matching.json is asked of both. PURE.

const LONGEST = 200; // characters of a query
const MOST_TERMS = 20;
const SHORTEST_BEGINNING = 2; // letters before a *

const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000"; // as Python has it
const AROUND = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "gu");
const QUOTES = /[“”„«»]/gu;
const PIECE = new RegExp(`[()]|"[^"]*"\\*?|(?<without>-+(?=[^${SPACE})\\-]))|[^${SPACE}()"]+`, "gu");
const OPERATORS = { AND: "and", ET: "and", OR: "or", OU: "or", NOT: "not", SAUF: "not" };
const ACCENTS = /[\u0300-\u036f]+/gu;
const APART = { œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ı: "i", ß: "ss" };
const JOINED = /[œæøłđıß]/gu;
const WORD = /[\p{L}\p{N}]{1,60}/gu;
const TAG = /(?<![\p{L}\p{N}_])#([\p{L}\p{N}_]{1,60})/gu;
const NAME = /[\p{L}\p{N}_]+/gu;

/** A query that asks nothing; `fault` says why, in the words of feed.query. */
export class BadQuery extends Error {
  constructor(fault) {
    super(fault);
    this.fault = fault;
  }
}

/** Without case and accents, letters that are two written apart: what is equal here is equal for the server. */
export function fold(text) {
  const plain = text.normalize("NFKD").replace(ACCENTS, "");
  // Letter by letter, through the capital: a sigma at the end of a word is a sigma.
  const small = Array.from(plain, (letter) => letter.toUpperCase().toLowerCase()).join("");
  return small.replace(JOINED, (letter) => APART[letter]);
}

/** "@handle" or "#tag" as it is looked for. */
export function markOf(sign, name) {
  const letters = Array.from((fold(name).match(NAME) ?? []).join(""));
  return sign + letters.slice(0, 60).join("");
}

/** What a post is found by: {words, in their order, and marks: "@handle" of its author and its "#tags"}. */
export function ofPost(text, handle) {
  const plain = fold(text);
  const tags = Array.from(plain.matchAll(TAG), ([, tag]) => `#${tag}`);
  return { words: plain.match(WORD) ?? [], marks: [markOf("@", handle), ...tags] };
}

/** The tree of a query: {words, begun}, {every: [], without: []} or {either: []}. Throws BadQuery. */
export function parse(typed) {
  const text = typed.replace(AROUND, "").replace(QUOTES, '"');
  if (Array.from(text).length > LONGEST) throw new BadQuery("too_long");
  if (text.split('"').length % 2 === 0) throw new BadQuery("quotes");
  const pieces = Array.from(text.matchAll(PIECE), pieceOf).filter((piece) => piece !== null);
  const terms = pieces.filter((piece) => typeof piece !== "string").length;
  if (!terms) throw new BadQuery("empty");
  if (terms > MOST_TERMS) throw new BadQuery("too_many");
  return new Reader(pieces).whole();
}

/** The terms that posts are found by, not those that they must lack. */
export function sought(node) {
  return node.words ? [node] : (node.every ?? node.either).flatMap(sought);
}

/** Whether a post, as `ofPost` tells it, is what the tree asks for. */
export function holds(node, said) {
  if (node.either) return node.either.some((part) => holds(part, said));
  if (node.every) return node.every.every((part) => holds(part, said)) && !node.without.some((part) => holds(part, said));
  const places = "#@".includes(node.words[0][0]) ? said.marks : said.words;
  return places.some((_word, at) => stands(node, places, at));
}

/** Whether the search would find this post: not a share, whose words are another's, nor what was deleted. */
export function finds(node, post) {
  return post.kind !== "share" && !post.deleted && holds(node, ofPost(post.text, post.handle));
}

function stands({ words, begun }, places, at) {
  const last = words.length - 1;
  return words.every((word, index) => {
    const there = places[at + index];
    return begun && index === last ? Boolean(there?.startsWith(word)) : there === word;
  });
}

function pieceOf({ 0: piece, groups }) {
  if (piece === "(" || piece === ")") return piece;
  if (groups.without) return "not"; // before a word; a dash by itself is punctuation
  return Object.hasOwn(OPERATORS, piece) ? OPERATORS[piece] : termOf(piece);
}

function termOf(piece) {
  const begun = piece.endsWith("*");
  const isMark = "#@".includes(piece[0]) && piece.match(NAME);
  const words = isMark ? [markOf(piece[0], piece.slice(1))] : (fold(piece).match(WORD) ?? []);
  if (!words.length) return null;
  const letters = Array.from(words.at(-1).replace(/^[#@]+/u, "")).length;
  if (begun && letters < SHORTEST_BEGINNING) throw new BadQuery("beginning");
  return { words: [...words], begun };
}

/** Reads pieces from left to right: either of (every one of (a term, or a query in parentheses)). */
class Reader {
  #ahead;

  constructor(pieces) {
    this.#ahead = pieces.toReversed();
  }

  whole() {
    const found = kept(this.#either());
    if (this.#ahead.length) throw new BadQuery("parentheses");
    return found;
  }

  get #next() {
    return this.#ahead.at(-1);
  }

  #either() {
    const parts = [this.#every()];
    while (this.#next === "or") {
      this.#ahead.pop();
      parts.push(this.#every());
    }
    return parts.length === 1 ? parts[0] : { either: parts.map(kept) };
  }

  #every() {
    const parts = [this.#one()];
    while (this.#next !== undefined && this.#next !== "or" && this.#next !== ")") {
      if (this.#next === "and") this.#ahead.pop();
      parts.push(this.#one());
    }
    if (parts.length === 1) return parts[0];
    const every = parts.filter((part) => !part.not);
    if (!every.length) throw new BadQuery("only_without");
    return { every, without: parts.filter((part) => part.not).map((part) => part.not) };
  }

  #one() {
    const piece = this.#ahead.pop();
    if (piece === "not") {
      const part = this.#one();
      return part.not ?? { not: part };
    }
    if (piece === "(") return this.#inside();
    if (piece === undefined || typeof piece === "string") {
      throw new BadQuery(piece === ")" ? "parentheses" : "incomplete");
    }
    return piece;
  }

  #inside() {
    if (this.#next === ")") throw new BadQuery("incomplete");
    const found = this.#either();
    if (this.#next !== ")") throw new BadQuery("parentheses");
    this.#ahead.pop();
    return found;
  }
}

/** Whatever is left out of everything would be nearly everything: that answers no question. */
function kept(part) {
  if (part.not) throw new BadQuery("only_without");
  return part;
}
