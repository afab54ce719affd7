import { asksFor, fold, ranges } from "/static/js/feed/marks.js";
import { same } from "/check.js";

const mark = (words, begun = false) => ({ words: words.split(" "), begun });
const marked = (text, ...marks) => ranges(text, marks).map(([start, end]) => text.slice(start, end));

export default {
  "a word is marked wherever it stands, whatever its case and accents"() {
    same(marked("École, l'ÉCOLE: ecoles", mark("ecole")), ["École", "ÉCOLE"]);
  },
  "a phrase is marked as one, over what stands between its words"() {
    same(marked("Stay — at home! stay home", mark("stay at home")), ["Stay — at home"]);
  },
  "a word that is only begun marks the whole word"() {
    same(marked("évacuez, evacuation; vacances", mark("evac", true)), ["évacuez", "evacuation"]);
    same(marked("at home at hospital", mark("at ho", true)), ["at home", "at hospital"]);
  },
  "a hashtag is marked with its sign, and as a word without it"() {
    same(marked("#Pont le pont a#pont", mark("#pont")), ["#Pont"]);
    same(marked("#Pont_1 #pont", mark("#pont_1")), ["#Pont_1"]);
    same(marked("#Pont", mark("pont")), ["Pont"]);
  },
  "what overlaps is marked once"() {
    same(marked("a b c d", mark("a b"), mark("b c"), mark("a")), ["a b c"]);
  },
  "nothing is marked where nothing is asked for"() {
    same([marked("a b"), marked("", mark("a")), marked("a", mark("@a")), marked("x", mark("a b"))], [[], [], [], []]);
  },
  "letters that are two are written apart, as the server does"() {
    same(["Œdème", "Straße", "Ⅻ", "ÅØ"].map(fold), ["oedeme", "strasse", "xii", "ao"]);
  },
  "an account that was asked for is known by its handle"() {
    same([asksFor("Anna_B", [mark("@anna_b")]), asksFor("Anna_B", [mark("anna_b")])], [true, false]);
    same(asksFor("Anna_B", [mark("@ann", true)]), true);
  },
};
