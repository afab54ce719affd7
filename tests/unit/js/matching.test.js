import { BadQuery, finds, fold, holds, ofPost, parse, sought } from "/static/js/feed/matching.js";
import { same } from "/check.js";

const cases = await (await fetch("/matching.json")).json();

function answer({ q, text = "", handle = "" }) {
  try {
    return holds(parse(q), ofPost(text, handle));
  } catch (error) {
    if (error instanceof BadQuery) return error.fault;
    throw error;
  }
}

export default {
  "every case of the table is answered as the server answers it"() {
    const wrong = cases.filter((one) => answer(one) !== (one.fault ?? one.found));
    same(wrong.map(({ q, text }) => [q, text]), []);
    same(cases.length > 120, true);
  },
  "a share and what was deleted are not found"() {
    const post = { kind: "original", deleted: false, text: "Fire!", handle: "anna" };
    const found = [post, { ...post, kind: "share" }, { ...post, deleted: true }, { ...post, kind: "reply" }];
    same(found.map((one) => finds(parse("fire"), one)), [true, false, false, true]);
  },
  "only what must be there is sought, folded, with its sign"() {
    same(sought(parse('"École a" (#Feu OR b-cd*) -d -(e f)')).map(({ words, begun }) => [words, begun]), [
      [["ecole", "a"], false],
      [["#feu"], false],
      [["b", "cd"], true],
    ]);
  },
  "what is folded twice is folded once"() {
    same(["Œdème", "Straße", "ẞ", "Ⅻ", "Σας", "Ꭰꭰ", "İı"].map((text) => fold(fold(text)) === fold(text)), Array(7).fill(true));
  },
};
