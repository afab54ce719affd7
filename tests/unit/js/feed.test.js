import { sourcesOf } from "/static/js/feed/columns.js";
import { Drip, dueTimes, parted } from "/static/js/feed/drip.js";
import { faceOf, fnv1a } from "/static/js/feed/faces.js";
import { Groups } from "/static/js/feed/groups.js";
import { Herald } from "/static/js/feed/herald.js";
import { gapFrom, merged, placeOf } from "/static/js/feed/gaps.js";
import { Kept } from "/static/js/feed/kept.js";
import { Portraits } from "/static/js/feed/portraits.js";
import { isHeaded, lacking, restored, shaped } from "/static/js/feed/shapes.js";
import { Shelf } from "/static/js/feed/shelf.js";
import { headed, initials, lengthOf, pieces } from "/static/js/feed/text.js";
import { Trends } from "/static/js/feed/trends.js";
import { Unseen } from "/static/js/feed/unseen.js";
import { Writers } from "/static/js/feed/writers.js";
import { holds, rest, same, until } from "/check.js";

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
    await until(() => shown.length === 5);
    same(shown, [1, 2, 3, 4, 5]);
  },
  async "a frame shows what was prepared before it, and nothing that came due in between"() {
    const seen = [];
    const drip = new Drip((ripe) => seen.push(...ripe.map((post) => `show ${post}`)), {
      prepare(ripe) {
        seen.push(...ripe.map((post) => `prepare ${post}`));
        const began = performance.now();
        while (performance.now() === began); // the clock of a page is coarse
        if (seen.length === 1) drip.add([2], 0);
      },
    });
    drip.add([1], 0);
    await until(() => seen.length === 4);
    same(seen, ["prepare 1", "show 1", "prepare 2", "show 2"]);
  },
  "a card that was prepared is put in once; one that was not put in is forgotten"() {
    document.body.innerHTML = '<div id="column"><div data-part="spacer"></div><div data-part="list"></div></div>';
    const made = [];
    const shelf = new Shelf(document.getElementById("column"), (post) => {
      made.push(post.id);
      return { post, node: document.createElement("article") };
    });
    shelf.prepare(posts(1, 2));
    shelf.insert(posts(1));
    same([made, shelf.seqs], [[1, 2], [1]]);
    shelf.prepare([]);
    shelf.cutBottom(1);
    shelf.insert(posts(2, 1));
    same([made, shelf.seqs, shelf.list.children.length], [[1, 2, 2, 1], [2, 1], 2]);
  },
  async "what has not dripped yet can be taken back"() {
    const shown = [];
    const drip = new Drip((ripe) => shown.push(...ripe));
    drip.add([1, 2, 3, 4], 100000);
    await until(() => shown.length);
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
  "of what is kept the newest stay, in whatever order they came"() {
    const kept = new Kept(3);
    kept.add(posts(7, 9));
    kept.add(posts(8, 2, 5));
    same([seqs(kept.inOrder()), kept.has(5), kept.get(9)], [[7, 8, 9], false, { seq: 9, id: 9 }]);
    same([kept.drop(({ seq }) => seq < 9), kept.delete(7), kept.delete(9), kept.size], [2, false, true, 0]);
  },
  async "a face is drawn once, and a class from then on; another account's replaces it whole"() {
    const square = encodeURIComponent("<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><rect width='8' height='8'/></svg>");
    const portraits = new Portraits(`data:image/svg+xml,${square}#{n}`);
    const [first, later] = [document.body.appendChild(document.createElement("span")), document.body.appendChild(document.createElement("span"))];
    const dressed = () => getComputedStyle(later).backgroundImage.slice(0, 15);
    portraits.wear(first, "anna");
    holds(first.style.backgroundImage.includes(`#${faceOf("anna")}`), "the drawing comes first");
    portraits.wear(later, "ben");
    for (let turn = 0; turn < 100 && later.style.backgroundImage; turn += 1) {
      await rest(20);
      portraits.wear(later, "anna");
    }
    same([later.className, later.style.backgroundImage, dressed()], [`face__picture face__picture--${faceOf("anna")}`, "", 'url("data:image']);
    portraits.wear(later, "zoe");
    same([later.className, dressed()], [`face__picture face__picture--${faceOf("zoe")}`, 'url("data:image']);
    first.remove();
    later.remove();
  },
  "a plain post lacks every part that it will never need"() {
    const plain = { kind: "original", channel: "microblog", text: "Hello" };
    const all = ["context", "replying", "quoted", "stars", "form", "contact", "title", "asking", "media", "left"];
    const late = ["muted", "hidden", "pinned", "label", "edited", "withheld"];
    const words = ["replyWord", "shareWord", "likeWord"];
    const always = [...late, ...all, "channel", "group", "reactions", "react"];
    same(lacking(plain, new Set(["page"])), [...always, "verified", "mark", ...words]);
    same(lacking({ ...plain, verified: true }, new Set(["page"])), [...always, "face", ...words]);
    const share = { ...plain, kind: "share", parent_handle: "ada", parent_verified: true };
    same(lacking(share, new Set()).includes("verified"), false);
    const rich = { ...plain, kind: "reply", channel: "page", picture: "still", request: { due: 9 } };
    same(lacking(rich, new Set(["page"])).includes("media"), false);
    same(lacking(rich, new Set(["page"])).includes("react"), false);
    same(lacking({ ...rich, group: "neighbours" }, new Set(["page"])).includes("group"), false);
    same(words.filter((name) => lacking(rich, new Set()).includes(name)), []);
    same(words.filter((name) => lacking({ ...plain, channel: "video" }, new Set(["video"])).includes(name)), []);
  },
  "what befalls a post comes back where it stands in the template"() {
    const template = document.createElement("template");
    template.innerHTML =
      '<article class="post"><p class="a" data-slot="muted" hidden></p><p class="b" data-slot="hidden" hidden></p>' +
      '<span class="face"></span><div class="body"><header class="head"><i class="time"></i><b class="edited" data-slot="edited"></b>' +
      '<span class="channel" data-slot="channel"></span></header><p class="label" data-slot="label"></p></div></article>';
    const shape = (names) => shaped(template, names);
    const whole = template.content.firstElementChild.outerHTML;
    const names = ["muted", "hidden", "edited", "label"];
    for (const order of [names, names.toReversed()]) {
      const node = shape(names);
      for (const name of order) same(restored(node, template, name).dataset.slot, name);
      same(node.outerHTML, whole);
    }
    const bare = shape([...names, "channel"]);
    restored(bare, template, "edited");
    same([...bare.querySelector("header").children].map((child) => child.className), ["time", "edited"]);
    same(shape(names).querySelector("[data-slot=edited]"), null); // the shape itself stays as it was cut
  },
  "a trend's row stays, and says what it says now"() {
    const row = document.createElement("template");
    row.innerHTML = '<li><button data-act="search"><i data-slot="tag"></i><i data-slot="uses"></i><b data-slot="rising"></b></button></li>';
    const panel = document.createElement("div");
    panel.innerHTML = '<ul data-part="list"></ul><p data-part="empty"></p>';
    const trends = new Trends([panel], { trend: row, lang: "en", strings: { uses: { one: "{n} post", other: "{n} posts" } } });
    const said = () => [...panel.querySelectorAll("li")].map((node) => [node.querySelector("button").dataset.q, node.textContent, node.querySelector("b").hidden]);
    trends.show([{ tag: "a", uses: 1, rising: true }, { tag: "#b", uses: 2, rising: false }]);
    same(said(), [["#a", "#a1 post", false], ["#b", "#b2 posts", true]]);
    const first = panel.querySelector("li");
    trends.show([{ tag: "c", uses: 3, rising: false }]);
    same([said(), panel.querySelector("li") === first], [[["#c", "#c3 posts", true]], true]);
    trends.show([]);
    same([said(), panel.querySelector("p").hidden], [[], false]);
  },
  "what stands in a group stands in its column, and not on the page"() {
    const networks = [{ kind: "microblog" }, { kind: "page" }];
    const parted = sourcesOf({}, { networks, groups: [{ code: "neighbours" }] }, () => false);
    const [there, here] = [{ channel: "page", kind: "original", group: "neighbours" }, { channel: "page", kind: "original" }];
    const columns = (post, sources) => Object.keys(sources).filter((name) => sources[name].accepts(post));
    same(columns(there, parted), ["feed", "group-neighbours"]);
    same(columns(here, parted), ["feed", "on-page"]);
    same(columns({ ...there, kind: "share" }, parted), ["feed"]);
    same([parted["on-page"].filter, parted["group-neighbours"].filter], [{ channel: "page", outside: 1 }, { group: "neighbours" }]);
    const whole = sourcesOf({}, { networks }, () => false); // a column that watches the network
    same([columns(there, whole), whole["on-page"].filter], [["feed", "on-page"], { channel: "page" }]);
  },
  "how groups stand is written wherever they are shown, for the account that one speaks as"() {
    document.body.insertAdjacentHTML("beforeend", `<div data-group="neighbours"><i data-part="members"></i><i data-part="posts"></i>
      <i data-part="newest"></i><i data-part="mine" hidden></i><button data-join="neighbours"></button><button data-write-in="neighbours" hidden></button></div>`);
    const forms = (one, other) => ({ one, other });
    const strings = {
      ago: { now: "now", s: "{n} s", min: "{n} min", h: "{n} h" },
      groups: { members: forms("{n} member", "{n} members"), posts: forms("{n} post", "{n} posts"), quiet: "quiet", now: "active now", newest: "active {ago} ago", join: "Join", leave: "Leave" },
    };
    let chosen = { code: "own" };
    let speak;
    const accounts = { get chosen() { return chosen; }, onChoice: (tell) => (speak = tell) };
    const page = { groups: [{ code: "neighbours", name: "Neighbours" }], strings, lang: "en", me: { id: 7 }, accounts, now: () => 100 };
    const groups = new Groups(page);
    const node = document.querySelector("[data-group=neighbours]");
    const told = () => [...node.querySelectorAll("[data-part]:not([hidden]), button:not([hidden])")].map((one) => one.textContent).filter(Boolean);
    groups.show([{ group: "neighbours", posts: 0, members: 1 }]);
    same(told(), ["1 member", "quiet", "Join"]);
    groups.show([{ group: "neighbours", posts: 1200, newest: 58, members: 24000, joined: ["ministry"] }]);
    same(told(), ["24K members", "1.2K posts", "active 42 s ago", "Join"]);
    chosen = { code: "ministry" };
    speak();
    same([told().at(-1), node.querySelector("[data-part=mine]").hidden, node.querySelector("[data-write-in]").hidden], ["Leave", false, false]);
    groups.tick(59);
    same(told()[2], "active now");
    same([groups.name("neighbours"), groups.name("elsewhere")], ["Neighbours", undefined]);
    node.remove();
  },
  "a screenshot keeps the frame of what it shows, and letters keep their subject"() {
    const shot = { kind: "share", screenshot: true, channel: "microblog" };
    same(lacking(shot, new Set()).includes("quoted"), false);
    holds(isHeaded({ channel: "mailbox", kind: "original" }) && !isHeaded({ channel: "mailbox", kind: "reply" }));
  },
};
