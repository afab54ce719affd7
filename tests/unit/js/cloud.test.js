import { Cloud } from "/static/js/feed/cloud.js";
import { rest, same } from "/check.js";

const STRINGS = {
  loading: "loading",
  uses: { one: "{n} post", other: "{n} posts" },
  cloud: { compared: "compared {posts}", most: "most {posts}", nothing: "nothing {posts}", share: "in {share}", failed: "failed" },
};
const WORD = { text: "<b>Fumée</b>", q: "fumee", weight: 4, share: 0.25 };

const CLOUD =
  '<section><select data-part="minutes"><option>5</option><option>15</option></select>' +
  '<ul data-part="words"></ul><ul data-part="tags"></ul><p data-part="note"></p></section>';
const ONE_WORD = '<li><button type="button" data-act="search"></button></li>';

function template(markup) {
  const node = document.createElement("template");
  node.innerHTML = markup;
  return node;
}

/** `answers` are given one after the other; a function is called, and what it throws is what went wrong. */
function cloud(...answers) {
  const asked = [];
  const chosen = [];
  const ask = async (minutes) => {
    asked.push(minutes);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return typeof answer === "function" ? answer() : { words: [], tags: [], posts: 0, compared: true, ...answer };
  };
  const page = { cloudTemplate: template(CLOUD), cloudWord: template(ONE_WORD), strings: STRINGS, lang: "en" };
  const it = new Cloud(ask, page, (minutes) => chosen.push(minutes));
  document.body.append(it.node);
  const says = (part) => it.node.querySelector(`[data-part=${part}]`).textContent;
  return { it, asked, chosen, says };
}

const away = () => {
  throw new Error("away");
};

export default {
  async "nothing is asked while nobody wants it"() {
    const { it, asked } = cloud({});
    await it.beat(0);
    it.want(15);
    same(it.node.hidden, false);
    it.want(0);
    await it.beat(0);
    same([asked, it.node.hidden], [[], true]);
  },
  async "words are text, find what they say, and tell how much it is said"() {
    const { it, says } = cloud({ words: [WORD], tags: [{ ...WORD, text: "#feu", q: "#feu", share: 0.034 }], posts: 8 });
    it.want(15);
    await it.beat(0);
    const [word, tag] = it.node.querySelectorAll("button");
    same([word.textContent, word.dataset.act, word.dataset.q, word.dataset.weight, word.title], ["<b>Fumée</b>", "search", "fumee", "4", "in 25%"]);
    same([tag.textContent, tag.title, says("note")], ["#feu", "in 3.4%", "compared 8 posts"]);
  },
  async "it says what it could not compare, and that nothing stands out"() {
    const { it, says } = cloud({ words: [WORD], compared: false, posts: 1 }, { posts: 3 });
    it.want(15);
    await it.beat(0);
    same(says("note"), "most 1 post");
    await it.beat(30_001);
    same([says("note"), says("words")], ["nothing 3 posts", ""]);
  },
  async "it is asked for now and then, and at once for other minutes"() {
    const { it, asked } = cloud({ words: [WORD] });
    it.want(15);
    await it.beat(0);
    await it.beat(29_000);
    it.want(15);
    await it.beat(29_500);
    it.want(5);
    await it.beat(29_600);
    same(asked, [15, 5]);
  },
  async "what is there stays where the server cannot be reached"() {
    const { it, says } = cloud({ words: [WORD] }, away);
    it.want(15);
    await it.beat(0);
    await it.beat(31_000);
    same(says("words"), "<b>Fumée</b>");
    const other = cloud(away);
    other.it.want(15);
    await other.it.beat(0);
    same(other.says("note"), "failed");
  },
  async "nothing moves while one is at it"() {
    const { it, asked } = cloud({ words: [WORD] });
    it.want(15);
    await it.beat(0);
    it.node.querySelector("button").focus();
    await it.beat(40_000);
    same(asked.length, 1);
    it.node.querySelector("button").blur();
    await it.beat(40_000);
    same(asked.length, 2);
  },
  async "an answer to what is asked no more is not shown"() {
    let answer;
    const { it, says } = cloud(() => new Promise((resolve) => (answer = resolve)), { words: [] });
    it.want(15);
    void it.beat(0);
    await rest(0);
    it.forget();
    answer({ words: [WORD], tags: [], posts: 1, compared: true });
    await rest(0);
    same([says("words"), says("note")], ["", "loading"]);
  },
  "who chooses other minutes is heard"() {
    const { it, chosen } = cloud({});
    const select = it.node.querySelector("select");
    select.value = "5";
    select.dispatchEvent(new Event("change"));
    same(chosen, [5]);
  },
};
