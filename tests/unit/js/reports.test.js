import { Pins } from "/static/js/feed/pins.js";
import { Reports } from "/static/js/feed/reports.js";
import { Room } from "/static/js/dashboard/room.js";
import { holds, same } from "/check.js";

const SLOTS = ["title", "state", "reason", "channel", "channelIcon", "text", "answer", "by", "show"];
const strings = {
  deleted: "gone",
  ago: { now: "now", s: "{n} s", min: "{n} min", h: "{n} h" },
  drafts: { somebody: "Somebody" },
  reports: {
    states: { received: "received", review: "under review", removed: "removed", labelled: "labelled", left: "left" },
    reasons: { leak: "Leak", rumour: "Rumour" },
    by: "by {name}, {when}",
    answers: { received: "got it", review: "looking", author: "by its author", removed: { leak: "leaks" }, labelled: "warns" },
    news: { removed: "{network} removed {handle}", labelled: "{network} warns of {handle}", author: "{handle} took it down" },
    again: { received: "already" },
  },
};
const report = (more = {}) => ({
  report: 1,
  post: 70,
  handle: "Ben",
  name: "Ben",
  channel: "microblog",
  text: "<b>On the roof</b>",
  gone: false,
  reason: "leak",
  who_name: "Tom",
  t: 5,
  state: "received",
  since: 5,
  step: 1,
  by_author: false,
  ...more,
});

function template(html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  return made;
}

function made() {
  const panel = document.createElement("section");
  panel.innerHTML = `<div data-part="list"></div><p data-part="empty"></p>`;
  const badge = document.createElement("b");
  const said = [];
  const reportTemplate = template(`<article>${SLOTS.map((slot) => `<b data-slot="${slot}"></b>`).join("")}</article>`);
  const page = { strings, icons: "/i.svg", channels: { microblog: "Pulse" }, unseen: {}, reportTemplate };
  const reports = new Reports(page, panel, [badge], (text) => said.push(text));
  const text = (name) => panel.querySelector(`[data-slot=${name}]`).textContent;
  return { reports, panel, badge, said, page, text };
}

export default {
  "a report is shown as it is, hostile text as text"() {
    const { reports, panel, text } = made();
    reports.snapshot({ reports: [report()] });
    same([text("state"), text("reason"), text("answer")], ["received", "Leak", "got it"]);
    same(text("text"), "<b>On the roof</b>");
    reports.tick(17);
    same(text("by"), "by Tom, 12 s");
    holds(panel.querySelector("[data-part=empty]").hidden);
    same(reports.of(70).report, 1);
    same(reports.of(71), undefined);
  },

  "an answer is told once, and counted until somebody looks"() {
    const { reports, badge, said, page } = made();
    reports.snapshot({ reports: [report()] });
    const answer = { reports: [report({ step: 3, state: "removed", gone: true, text: "" })] };
    for (let times = 0; times < 2; times += 1) reports.apply(answer);
    same(said, ["Pulse removed @Ben"]);
    same([badge.textContent, badge.hidden, page.unseen.reports], ["1", false, 1]);
    reports.enter(true);
    holds(badge.hidden);
  },

  "an older view of a report changes nothing"() {
    const { reports, said, text } = made();
    reports.apply({ reports: [report({ step: 2, state: "review" })] });
    reports.apply({ reports: [report()] });
    same(text("state"), "under review");
    same(said, []);
  },

  "what was answered before one came is no news"() {
    const { reports, badge, said } = made();
    reports.snapshot({ reports: [report({ step: 3, state: "labelled" }), report({ report: 2, post: 71 })] });
    same(said, []);
    holds(badge.hidden);
    reports.snapshot({ reports: [report({ report: 2, post: 71 })] });
    same(reports.of(70), undefined);
  },

  "a post that its author took down is told so"() {
    const { reports, said, text } = made();
    reports.apply({ reports: [report({ step: 2, state: "removed", by_author: true, gone: true, text: "" })] });
    same([text("answer"), text("text"), said[0]], ["by its author", "gone", "@Ben took it down"]);
  },

  "the dashboard puts what waits first, then the newest"() {
    const room = new Room({ code: "north", name: "North" });
    room.report({ reports: [report({ state: "left", step: 3 }), report({ report: 2, post: 71 }), report({ report: 3, post: 72 })] });
    room.report({ reports: [report({ report: 3, post: 72, state: "removed", step: 2 }), report()] });
    same(room.reports.map(({ report: number, state }) => [number, state]), [[2, "received"], [3, "removed"], [1, "left"]]);
    holds(room.isReported(71));
    holds(!room.isReported(7));
  },

  "what is pinned stands on its network and among all"() {
    const places = ["", "page"].map((kind) => {
      const place = document.createElement("section");
      place.dataset.pins = kind;
      place.innerHTML = `<div data-part="pinned"></div>`;
      return place;
    });
    const cards = [];
    const pins = new Pins(places, (post) => {
      const card = { post, node: document.createElement("p"), refresh: () => cards.push(post.likes) };
      return card;
    });
    pins.show([{ id: 1, channel: "microblog" }, { id: 2, channel: "page" }]);
    same(places.map((place) => place.querySelectorAll("p").length), [2, 1]);
    pins.patch(2, { likes: 5 });
    same(cards, [5, 5]);
    pins.show([{ id: 1, channel: "microblog" }]);
    same(places.map((place) => place.hidden), [false, true]);
  },
};
