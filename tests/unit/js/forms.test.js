import { infographicOf, infographicText, isInfographic, isRelease, releaseOf, releaseText, shownOf } from "/static/js/feed/forms.js";
import { isEntry, LiveBlogs } from "/static/js/feed/liveblogs.js";
import { same } from "/check.js";

const release = {
  headline: "Line B is closed",
  place: "Saint-Amance, 29 November",
  body: "Buses run.\n\n“We are sorry.”",
  contact: "Anne, 0800 11",
};
const text = "Line B is closed\n\nSaint-Amance, 29 November — Buses run.\n\n“We are sorry.”\n\nAnne, 0800 11";
const infographic = { title: "What to do", items: [{ label: "48 h", text: "Symptoms come" }, { label: "Keep away", text: "" }] };

function blogs(pages = []) {
  const root = document.createElement("div");
  const template = document.createElement("template");
  const section = document.createElement("section");
  for (const [slot, tag] of [["title", "h2"], ["list", "div"], ["more", "button"]]) {
    const part = document.createElement(tag);
    part.dataset.slot = slot;
    section.append(part);
  }
  template.content.append(section);
  const makeCard = (post) => ({ post, node: Object.assign(document.createElement("article"), { textContent: post.text }), tick() {}, refresh() {} });
  const page = { strings: { earlier: { one: "{n} earlier", other: "{n} earlier" } }, lang: "en" };
  return { root, made: new LiveBlogs(root, template, { page: async () => pages }, makeCard, page) };
}
const entry = (id, story = 1) => ({ id, seq: id, story, channel: "press", kind: "original", text: `Title ${id}\nText ${id}` });
const shown = (root) => [...root.querySelectorAll("article")].filter((node) => !node.hidden).map((node) => node.textContent.split("\n")[0]);

export default {
  "a press release becomes a text and its fields again"() {
    same(releaseText(release), text);
    same(releaseOf(text), release);
    same(releaseText(releaseOf(text)), text);
  },
  "blanks and empty lines that would part it otherwise are taken out"() {
    const typed = { ...release, headline: "  Line B\nis closed ", contact: "Anne,\n\n 0800 11 " };
    same(releaseText(typed), text.replace("Anne, 0800 11", "Anne,\n0800 11"));
    same(releaseText({ ...release, place: "  " }).includes("—"), false);
  },
  "a form in which nothing was written has no text, whatever place and date say"() {
    same(releaseText({ headline: " ", place: "Here, today", body: "\n", contact: "" }), "");
    same(infographicText({ title: " ", items: [{ label: "", text: "lost" }] }), "");
  },
  "a text that somebody shortened still fills the fields that it can"() {
    same(releaseOf("Only this"), { headline: "Only this", place: "", body: "", contact: "" });
    same(releaseOf("A\n\nB"), { headline: "A", place: "", body: "B", contact: "" });
    same(releaseOf(`A\n\n${"x".repeat(90)} — B\n\nC`).place, "");
  },
  "a release needs headline, text and contact; an infographic a title and a label for each line"() {
    same([isRelease(release), isRelease({ ...release, contact: " " }), isRelease({ ...release, place: "" })], [true, false, true]);
    same(isInfographic(infographic), true);
    same(isInfographic({ ...infographic, title: "" }), false);
    same(isInfographic({ title: "T", items: [] }), false);
    same(isInfographic({ title: "T", items: [{ label: "A", text: "" }, { label: " ", text: "b" }] }), false);
  },
  "an infographic becomes a text and its fields again"() {
    const said = "What to do\n\n48 h\nSymptoms come\n\nKeep away";
    same(infographicText(infographic), said);
    same(infographicOf(said), infographic);
    same(infographicOf("T\n\na\n\nb\n\nc\n\nd\n\ne\n\nf").items.length, 5);
  },
  "a card shows of a release its parts, of an infographic its title alone"() {
    same(shownOf("release", text), {
      title: "Line B is closed",
      body: "Saint-Amance, 29 November — Buses run.\n\n“We are sorry.”",
      contact: "Anne, 0800 11",
    });
    same(shownOf("infographic", "T\n\nA\nb").body, "T");
  },
  "articles of one story stand under the headline of the first, the newest first, the old ones folded"() {
    const { root, made } = blogs();
    made.arrive([entry(2), entry(1), entry(3)]);
    made.arrive([entry(3), entry(4)]);
    same(root.querySelector("h2").textContent, "Title 1");
    same(shown(root), ["Title 4", "Title 3", "Title 2"]);
    same(root.querySelector("button").textContent, "1 earlier");
    root.querySelector("button").click();
    same(shown(root), ["Title 4", "Title 3", "Title 2", "Title 1"]);
    same(root.querySelector("button").hidden, true);
  },
  async "each story has a place of its own, and what was told before is found"() {
    const { root, made } = blogs([entry(9, 9), entry(2)]);
    await made.recall();
    same(root.children.length, 2);
    made.forget();
    same(root.children.length, 0);
  },
  "only articles of a story are gathered"() {
    same([entry(1), { ...entry(1), kind: "reply" }, { ...entry(1), channel: "page" }, { ...entry(1), story: undefined }].map(isEntry), [
      true, false, false, false,
    ]);
    const { root, made } = blogs();
    made.arrive([{ ...entry(1), story: undefined }]);
    same(root.children.length, 0);
  },
};
