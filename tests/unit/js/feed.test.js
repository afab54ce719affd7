import { Drip, dueTimes, parted } from "/static/js/feed/drip.js";
import { faceOf, fnv1a } from "/static/js/feed/faces.js";
import { Herald } from "/static/js/feed/herald.js";
import { gapFrom, merged, placeOf } from "/static/js/feed/gaps.js";
import { isHeaded, lacking } from "/static/js/feed/shapes.js";
import { headed, initials, lengthOf, pieces } from "/static/js/feed/text.js";
import { Unseen } from "/static/js/feed/unseen.js";
import { Writers } from "/static/js/feed/writers.js";
import { holds, rest, same } from "/check.js";

const posts = (...seqs) => seqs.map((seq) => ({ seq, id: seq }));
const seqs = (list) => list.map(({ seq }) => seq);
const kinds = (text) => pieces(text).map(({ kind, text: piece }) => `${kind}:${piece}`);

function writers() {
  const sent = [];
  const strings = {
    writing: { one: "{names} is writing as {account}", other: "{names} are writing as {account}" },
    answering: { one: "{names} is answering too", other: "{names} are answering too" },
  };
  return { sent, writers: new Writers({ send: (message) => sent.push(message), me: 1, strings, lang: "en" }) };
}
const TEAM = { code: "ministry", name: "The Ministry" };
const heard = (who, name, more = {}) => ({ type: "typing", who, name, account: "ministry", on: true, ...more });

/** A room with a mailbox, a newspaper and a microblog; `there` is what the archive holds, by network. */
function unseen(there = {}, code = "unseen") {
  const badges = ["mailbox", "press", "all"].map((kind) => {
    const node = document.createElement("b");
    node.dataset.unseen = kind;
    return node;
  });
  const networks = [
    { kind: "mailbox", addressed: true, counted: true },
    { kind: "press", addressed: false, counted: true },
    { kind: "microblog", addressed: false, counted: false },
  ];
  const archive = { page: async (_range, { channel }) => there[channel] ?? [] };
  const page = { networks, room: { code }, strings: { addressed: "{name} has written" }, herald: { count() {} } };
  const said = [];
  const made = new Unseen(badges, archive, page, (text) => said.push(text));
  return { made, said, told: () => badges.map((one) => (one.hidden ? "" : one.textContent)) };
}
const letter = (seq, more = {}) => ({ seq, id: seq, channel: "mailbox", kind: "original", name: "Maud", ...more });

export default {
  "what came on a network that one did not look at is counted, until one looks"() {
    localStorage.clear();
    const { made, said, told } = unseen();
    made.arrive([letter(4), letter(5, { channel: "press" }), letter(6, { channel: "microblog" })]);
    same(told(), ["1", "1", "2"]);
    made.look("on-mailbox");
    same(told(), ["", "1", "1"]);
    made.arrive([letter(7)]);
    same(told(), ["", "1", "1"], "one is looking at it");
    made.look("feed");
    made.arrive([letter(8), letter(8)]);
    same(told(), ["1", "1", "2"], "each once");
    same(said, ["Maud has written", "Maud has written"], "but not what one was looking at");
  },
  "drafts that wait are counted with the networks where one way leads to both"() {
    localStorage.clear();
    const { made, told } = unseen();
    made.arrive([letter(4)]);
    made.drafts = 2;
    same(told(), ["1", "", "3"]);
    made.drafts = 0;
    same(told(), ["1", "", "1"]);
  },
  "what one's team wrote, and what people say under an article, is no news"() {
    localStorage.clear();
    const { made, told } = unseen();
    made.arrive([letter(1, { team: true }), letter(2, { mine: true }), letter(3, { channel: "press", kind: "reply" })]);
    same(told(), ["", "", ""]);
    made.arrive([letter(4, { kind: "reply" })]);
    same(told(), ["1", "", "1"], "whoever answers a letter is waiting for somebody to read it");
  },
  async "what came while the page was closed is counted, what was seen before is not"() {
    localStorage.clear();
    const before = unseen();
    before.made.look("on-mailbox");
    before.made.arrive([letter(9)]);
    const { made, told } = unseen({ mailbox: [letter(12), letter(9), letter(3)] });
    await made.recall();
    same(told(), ["1", "", "1"]);
    made.forget();
    await made.recall();
    same(told(), ["3", "", "3"], "another history: nothing of it was seen");
  },
  "a first line that stands alone is a headline, without its Subject:"() {
    same(headed("Objet\u202f: Antenne dans 5 minutes\nBonsoir."), { title: "Antenne dans 5 minutes", body: "Bonsoir." });
    same(headed("FLASH\n\nShots.\nMore."), { title: "FLASH", body: "Shots.\nMore." });
    same(headed("One line alone"), { title: "", body: "One line alone" });
    same(headed(`${"x".repeat(201)}\nrest`).title, "");
  },
  "one tells others that one writes at once, then now and then, and when one stops"() {
    const { sent, writers: mine } = writers();
    for (const at of [0, 100, 2900, 3000, 3100]) mine.type("ministry", null, at);
    mine.type("ministry", 7, 3200);
    mine.rest();
    mine.rest();
    same(sent, [
      { type: "typing", account: "ministry", on: true },
      { type: "typing", account: "ministry", on: true },
      { type: "typing", account: "ministry", parent: 7, on: true },
      { type: "typing", account: "ministry", parent: 7, on: false },
    ]);
  },
  "who writes from the same account is told, oneself and others' accounts are not"() {
    const { writers: mine } = writers();
    same(mine.beside(TEAM, null), null);
    mine.heard(heard(1, "Me"), 0);
    mine.heard(heard(2, "Tom", { account: "own" }), 0);
    same(mine.beside(TEAM, null), null);
    mine.heard(heard(3, "Tara"), 0);
    mine.heard(heard(4, "Tim"), 0);
    same(mine.beside(TEAM, null), { text: "Tara and Tim are writing as The Ministry", isClash: false });
    same(mine.beside({ code: "own", name: "Me" }, null), null);
  },
  "who answers the same post is told first, from whichever account"() {
    const { writers: mine } = writers();
    mine.heard(heard(3, "Tara"), 0);
    mine.heard(heard(4, "Tim", { account: "own", parent: 7 }), 0);
    same(mine.beside(TEAM, 7), { text: "Tim is answering too", isClash: true });
    same(mine.beside(TEAM, 8), { text: "Tara is writing as The Ministry", isClash: false });
  },
  "who stops, or is heard of no more, is forgotten"() {
    const { writers: mine } = writers();
    let changes = 0;
    mine.onChange(() => (changes += 1));
    mine.heard(heard(3, "Tara"), 0);
    mine.heard(heard(3, "Tara", { on: false }), 10);
    same(mine.beside(TEAM, null), null);
    mine.heard(heard(4, "Tim"), 20);
    mine.tick(8019);
    same(mine.beside(TEAM, null)?.text, "Tim is writing as The Ministry");
    mine.tick(8021);
    same(mine.beside(TEAM, null), null);
    same(changes, 4);
  },
  "hashtags and mentions are cut out of the text"() {
    same(kinds("Yes, @Tom_1: #Été2024!"), ["text:Yes, ", "mention:@Tom_1", "text:: ", "tag:#Été2024", "text:!"]);
  },
  "the pieces of a text make the text again"() {
    const hostile = "<script>#a</script> a@b.c ##x @@y #1 #é\n\n\u202e🏳️‍🌈#🎉 #" + "x".repeat(200);
    same(pieces(hostile).map(({ text }) => text).join(""), hostile);
  },
  "an address or a number is neither mention nor tag"() {
    same(kinds("a@b.c is #1"), ["text:a@b.c is #1"]);
  },
  "an address is a piece of its own, with what it holds of marks"() {
    same(kinds("see https://aod.example/k3#top now"), ["text:see ", "link:https://aod.example/k3#top", "text: now"]);
    same(kinds("https:// and http://"), ["text:https:// and http://"]);
  },
  "an empty text has no pieces"() {
    same(pieces(""), []);
  },
  "lengths are counted in characters, not in halves of them"() {
    same([lengthOf("été"), lengthOf("🎉🎉"), lengthOf("  a  ")], [3, 2, 1]);
  },
  "initials come from the first and the last word"() {
    same(["Valdor Transit", "Mairie d’Amance", "Agora", "🎉", "l'école"].map(initials), ["VT", "MA", "A", "", "LÉ"]);
  },
  "faces are those that the server computes"() {
    same([faceOf("Emma_Legrand42"), faceOf("EMMA_legrand42")], [171, 171]);
    same(fnv1a("a"), 0xe40c292c); // Fowler, Noll, Vo: published test vector
  },
  "two lists of posts become one, newest first, each post once"() {
    same(seqs(merged(posts(5, 3), posts(4, 3, 9, 9))), [9, 5, 4, 3]);
  },
  "the first hole in the numbers is found from where one looks"() {
    same([gapFrom([9, 8, 5, 4, 1], 0), gapFrom([9, 8, 5, 4, 1], 2), gapFrom([3, 2, 1], 0), gapFrom([], 0)], [1, 3, -1, -1]);
    same(gapFrom([9, 8, 5], 0, 1), -1);
  },
  "a post finds its place among the others"() {
    same([10, 8, 6, 1].map((seq) => placeOf([9, 7, 5], seq)), [0, 1, 2, 3]);
  },
  "the posts of a frame are due evenly over its second"() {
    same(dueTimes(4, 1000), [0, 250, 500, 750]);
  },
  async "posts drip in order, and all of them"() {
    const shown = [];
    const drip = new Drip((ripe) => shown.push(...ripe));
    drip.add([1, 2, 3, 4, 5], 200);
    await rest(50);
    holds(shown.length < 5, "all at once");
    await rest(400);
    same(shown, [1, 2, 3, 4, 5]);
  },
  async "what has not dripped yet can be taken back"() {
    const shown = [];
    const drip = new Drip((ripe) => shown.push(...ripe));
    drip.add([1, 2, 3, 4], 100000);
    await rest(60);
    same([shown, drip.drain()], [[1], [2, 3, 4]]);
  },
  async "news is counted in the title, and said and rung once however much comes"() {
    document.body.innerHTML = `<div id="toasts"></div><div id="news"></div><p id="spoken"></p>
      <template id="toast-template"><div><span data-slot="text"></span><button></button></div></template>`;
    document.title = "North";
    const [spoken, place] = ["spoken", "news"].map((id) => document.getElementById(id));
    const alerted = { one: "{n} new alert", other: "{n} new alerts" };
    let rings = 0;
    const herald = new Herald(spoken, place, { ring: () => (rings += 1) }, { strings: { alerted }, lang: "en" });
    herald.count("watched", 2);
    herald.count("mentions", 98);
    same(document.title, "(99+) North");
    herald.count("mentions", 0);
    same(document.title, "(2) North");
    for (let number = 1; number <= 6; number += 1) herald.tell(`alert ${number}`);
    await rest(30);
    same([document.getElementById("toasts").textContent, place.textContent], ["alert 1", "alert 4alert 5alert 6"]);
    same([spoken.textContent, rings], ["", 1]);
  },
  "on a slow machine the oldest pass by, but nothing that is needed"() {
    const ripe = Array.from({ length: 10 }, (_nothing, post) => ({ post, needed: post < 2 }));
    const { passed, shown, left } = parted(ripe);
    const numbers = (items) => items.map(({ post }) => post);
    same([passed, shown, left].map(numbers), [[2, 3], [0, 1], [4, 5, 6, 7, 8, 9]]);
  },
  "a plain post lacks every part that it will never need"() {
    const plain = { kind: "original", channel: "microblog", text: "Hello" };
    const all = ["context", "replying", "quoted", "stars", "form", "contact", "title", "asking", "media", "left"];
    same(lacking(plain, new Set(["page"])), [...all, "channel", "reactions", "react"]);
    const rich = { ...plain, kind: "reply", channel: "page", picture: "still", request: { due: 9 } };
    same(lacking(rich, new Set(["page"])).includes("media"), false);
    same(lacking(rich, new Set(["page"])).includes("react"), false);
  },
  "a screenshot keeps the frame of what it shows, and letters keep their subject"() {
    const shot = { kind: "share", screenshot: true, channel: "microblog" };
    same(lacking(shot, new Set()).includes("quoted"), false);
    holds(isHeaded({ channel: "mailbox", kind: "original" }) && !isHeaded({ channel: "mailbox", kind: "reply" }));
  },
};
