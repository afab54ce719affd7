import { byAuthor, isGone, isStory, timeLeft } from "/static/js/feed/fleeting.js";
import { gapFrom } from "/static/js/feed/gaps.js";
import { StoryViewer } from "/static/js/feed/storyviewer.js";
import { Shelf } from "/static/js/feed/shelf.js";
import { Stories } from "/static/js/feed/stories.js";
import { Wall } from "/static/js/feed/wall.js";
import { holds, rest, same } from "/check.js";

const strings = {
  ago: { now: "now", s: "{n} s", min: "{n} min", h: "{n} h" },
  stories: {
    left: "{time} left",
    gone: "This story is gone.",
    title: "Stories of {name}, {n} of {total}",
    shows: { one: "{n} story", other: "{n} stories" },
    unseen: "{stories}, new",
    seen: "{stories}, seen",
  },
};
const story = (seq, handle = "anna", more = {}) => ({
  id: seq, seq, handle, name: handle.toUpperCase(), text: `Text ${seq}`, kind: "original", expires: 100, ...more,
});
const card = (post) => {
  const node = document.createElement("article");
  node.className = "post";
  node.dataset.post = post.id;
  return { post, node, tick: () => {}, refresh: () => {} };
};
const parts = (root, names) => {
  for (const name of names) {
    const node = document.createElement(["next", "previous", "close"].includes(name) ? "button" : "div");
    node.dataset.part = name;
    root.append(node);
  }
  return root;
};

/** A viewer over three stories, and what the page was told. */
function viewer(now = 0) {
  const told = [];
  const dialog = document.createElement("dialog");
  parts(dialog, ["marks", "title", "left", "note", "spoken", "stage", "next", "previous", "close"]);
  document.body.append(dialog);
  const page = { strings, now: () => now, tell: (text) => told.push(text) };
  const made = new StoryViewer(dialog, card, page);
  const seen = [];
  const open = (posts, id) => made.open(posts, id, (post) => seen.push(post.id));
  const said = (name) => dialog.querySelector(`[data-part=${name}]`).textContent;
  const key = (name) => dialog.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
  const press = (name) => dialog.querySelector(`[data-part=${name}]`).click();
  return { made, dialog, told, seen, open, said, key, press, shown: () => Number(dialog.querySelector(".post")?.dataset.post) };
}

/** The row of rings over what the archive holds. */
async function row(there, code) {
  localStorage.removeItem(`stories:${code}`);
  const view = document.createElement("section");
  const box = document.createElement("nav");
  box.dataset.part = "ringBox";
  parts(box, ["rings"]);
  view.append(box);
  document.body.append(view);
  const ring = document.createElement("template");
  ring.innerHTML =
    "<li><button><img data-slot=face><span data-slot=mark></span><b data-slot=name></b><i data-slot=state></i></button></li>";
  const opened = [];
  const archive = { page: async () => there };
  const page = { room: { code }, strings, lang: "en", ring, now: () => 0, portraits: { wear: () => {} } };
  const showing = { open: (posts, id, onSee) => opened.push({ ids: posts.map((post) => post.id), id, onSee }), drop: () => {}, patch: () => {} };
  const made = new Stories(view, archive, showing, page);
  await made.enter();
  const rings = () => [...view.querySelectorAll("button")].map((one) => `${one.dataset.handle}: ${one.querySelector("i").textContent}`);
  return { made, view, opened, rings };
}

export default {
  "a story is gone from the very moment on, and what has no time never"() {
    same([isGone(story(1), 99.9), isGone(story(1), 100), isGone({ expires: undefined }, 1e9)], [false, true, false]);
  },
  "what answers a story and what was deleted are no stories to look at"() {
    same([story(1), story(1, "a", { kind: "reply" }), story(1, "a", { deleted: true }), { kind: "quote" }].map(isStory), [true, false, false, false]);
  },
  "the time left is told in whole minutes, and in seconds at the end"() {
    same([0, 9, 39, 41, 99.5].map((now) => timeLeft(story(1), now, strings)), ["2 min left", "2 min left", "1 min left", "59 s left", "5 s left"]);
  },
  "whoever shows something unseen comes first, then whoever was last; stories stand in their order"() {
    const posts = [story(5, "anna"), story(2, "ben"), story(9, "carl"), story(1, "anna"), story(3, "dora")];
    const rows = byAuthor(posts, (id) => id === 9 || id === 3);
    same(rows.map(({ handle }) => handle), ["anna", "ben", "carl", "dora"]);
    same(rows[0].stories.map(({ id }) => id), [1, 5]);
  },
  "below numbers under which nothing can be had no gap is seen, but the next one is"() {
    same([gapFrom([9, 7, 6, 3], 0), gapFrom([9, 7, 6, 3], 0, 3, new Set([9])), gapFrom([9, 7], 0, 1, new Set([9]))], [0, 2, -1]);
  },
  "one goes from story to story by button and by key, and out at the end"() {
    const { made, dialog, open, key, press, said, seen, shown } = viewer();
    open([story(1), story(2), story(3, "ben")], 2);
    same([shown(), said("title"), said("left")], [2, "Stories of ANNA, 2 of 2", "2 min left"]);
    press("previous");
    same([shown(), dialog.querySelector("[data-part=previous]").disabled], [1, true]);
    key("ArrowLeft");
    same(shown(), 1, "there is none before");
    key("ArrowRight");
    press("next");
    same([shown(), said("spoken"), seen.join()], [3, "Stories of BEN, 1 of 1. Text 3", "2,1,2,3"]);
    key("ArrowRight");
    holds(!made.isOpen);
  },
  "from right to left the keys are the other way round"() {
    const { dialog, open, key, shown } = viewer();
    dialog.dir = "rtl";
    open([story(1), story(2)], 1);
    key("ArrowLeft");
    same(shown(), 2);
    dialog.close();
  },
  "a swipe goes on, a swipe the other way back, and a short one nowhere"() {
    const { made, dialog, open, shown } = viewer();
    open([story(1), story(2)], 1);
    const stage = dialog.querySelector("[data-part=stage]");
    const swipe = (from, to) => {
      stage.dispatchEvent(new PointerEvent("pointerdown", { clientX: from, clientY: 5, bubbles: true }));
      stage.dispatchEvent(new PointerEvent("pointerup", { clientX: to, clientY: 5, bubbles: true }));
    };
    swipe(200, 190);
    same(shown(), 1);
    swipe(200, 100);
    same(shown(), 2);
    swipe(100, 200);
    same(shown(), 1);
    made.close();
  },
  "a story that goes while one looks at it makes way for the next, and the last one closes the viewer"() {
    const { made, open, said, shown, told } = viewer();
    open([story(1), story(2), story(3)], 2);
    made.drop(({ id }) => id === 1);
    same([shown(), said("note")], [2, ""], "another one went");
    made.drop(({ id }) => id === 2);
    same([shown(), said("note"), told.length], [3, "This story is gone.", 0]);
    made.drop(() => true);
    same([made.isOpen, told], [false, ["This story is gone."]]);
  },
  "what goes leaves its column without moving what one reads, and the focus to its neighbour"() {
    const column = parts(document.createElement("section"), ["spacer", "list"]);
    document.body.prepend(column);
    const shelf = new Shelf(column, (post) => {
      const made = card(post);
      made.node.tabIndex = 0;
      made.node.style.cssText = "display: block; height: 400px";
      return made;
    });
    shelf.insert([1, 2, 3, 4, 5, 6].map((seq) => story(seq)));
    scrollTo({ top: 1000, behavior: "instant" });
    const top = (id) => Math.round(shelf.find(id).node.getBoundingClientRect().top);
    shelf.find(2).node.focus({ preventScroll: true });
    const before = top(3);
    holds(shelf.drop(({ id }) => id === 5 || id === 2));
    same([shelf.seqs, top(3) - before, document.activeElement.dataset.post], [[6, 4, 3, 1], 0, "1"]);
    holds(!shelf.drop(() => false));
    column.remove();
  },
  async "rings tell who shows how much, and whether one has seen it"() {
    const { made, opened, rings, view } = await row([story(1), story(2), story(3, "ben")], "rings");
    same(rings(), ["ben: 1 story, new", "anna: 2 stories, new"]);
    view.querySelector("[data-handle=ben]").click();
    same(opened.map(({ ids, id }) => [ids.join(), id]), [["3,1,2", 3]]);
    opened[0].onSee(story(3, "ben"));
    made.beat();
    same(rings(), ["anna: 2 stories, new", "ben: 1 story, seen"]);
  },
  async "a ring opens at the first story that one has not seen"() {
    const { opened, view } = await row([story(1), story(2)], "first");
    view.querySelector("[data-handle=anna]").click();
    opened[0].onSee(story(1));
    view.querySelector("[data-handle=anna]").click();
    same(opened.map(({ id }) => id), [1, 2]);
  },
  async "what is gone has no ring, and what comes has one"() {
    const { made, rings, view } = await row([story(1)], "gone");
    made.arrive([story(4, "ben"), story(5, "carl", { expires: undefined }), story(6, "dora", { kind: "reply" })], {});
    made.beat();
    same(rings(), ["ben: 1 story, new", "anna: 1 story, new"]);
    made.drop(() => true);
    made.beat();
    same([rings().length, view.querySelector("nav").hidden], [0, true]);
  },
  async "the symbol stands above the others until another is named or it is deleted"() {
    const view = document.createElement("section");
    const box = parts(document.createElement("div"), ["symbolPost"]);
    box.dataset.part = "symbol";
    box.hidden = true;
    view.append(box);
    const wall = new Wall(view, { thread: async (id) => [story(id), story(99)] }, card);
    const shown = () => (box.hidden ? "" : box.querySelector(".post").dataset.post);
    await wall.name(7);
    same(shown(), "7");
    await wall.name(8);
    same([shown(), box.querySelectorAll(".post").length], ["8", 1]);
    wall.patch(8, { deleted: true });
    await rest(0);
    same(shown(), "");
  },
};
