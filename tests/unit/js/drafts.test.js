import { asksMe, deedsOf, isReady, lateness, stateOf, verdictsOn, waitsForMe } from "/static/js/feed/draftrules.js";
import { Drafts } from "/static/js/feed/drafts.js";
import { holds, same } from "/check.js";

const TARA = { id: 1, function: "community_manager" };
const LENA = { id: 2, function: "legal" };
const TOM = { id: 3, function: "spokesperson" };
const STAFF = { id: null, function: "" };
const BOTH = ["legal", "director"];

const draft = (more = {}) => ({
  draft: 4,
  version: 1,
  step: 1,
  state: "submitted",
  account: "tram",
  channel: "microblog",
  kind: "original",
  text: "We are sorry.",
  writer: 1,
  writer_name: "Tara",
  editor: 1,
  editor_name: "Tara",
  asked: BOTH,
  missing: BOTH,
  verdicts: [],
  begun: 5,
  since: 10,
  ...more,
});
const verdict = (more) => ({ who: 2, name: "Lena", function: "legal", verdict: "approve", note: "", t: 12, version: 1, ...more });

const CARD = `<article tabindex="-1">${["face", "mark", "account", "channelIcon", "channel", "by", "state", "context"]
  .concat(["contextHandle", "contextText", "text", "media", "picture", "description", "form", "sketch", "poll", "stopped", "asked", "wait", "waitText"])
  .map((slot) => `<b data-slot="${slot}"></b>`)
  .join("")}<button data-draft-act="approve"></button></article>`;
const ROW = `<p><b data-slot="who"></b><b data-slot="said"></b><b data-slot="note"></b></p>`;

function template(html) {
  const made = document.createElement("template");
  made.innerHTML = html; // of this file alone
  return made;
}

/** The drafts of a room as `me` sees them; `said` are the toasts. */
function drafts(me) {
  const panel = document.createElement("section");
  for (const name of ["list", "empty"]) panel.append(Object.assign(document.createElement("div"), { className: name }));
  for (const node of panel.children) node.dataset.part = node.className;
  const badge = document.createElement("b");
  const said = [];
  const words = { asksYou: "{name} asks", returnedToYou: "{name}: {note}", yoursIsReady: "ready", yoursIsOut: "out", stopped: "stopped: {reason}", reasons: { removed: "left", "": "?" } };
  const page = {
    me,
    lang: "en",
    functions: { legal: "Legal", director: "Director" },
    channels: {},
    icons: "",
    accounts: { byCode: () => ({ name: "Tram", handle: "tram", verified: true }) },
    strings: { drafts: { ...words, states: {}, by: "", byTwo: "", said: {}, person: "{title} ({names})", waits: "{time}" } },
    draftTemplate: template(CARD),
    askedTemplate: template(ROW),
    unseen: {},
    draftDeeds: { isBusy: () => false },
  };
  const made = new Drafts(page, panel, [badge], (text) => said.push(text));
  const order = () => [...panel.querySelectorAll("[data-draft]")].map((node) => Number(node.dataset.draft));
  return { made, said, order, badge, page };
}

export default {
  "a draft is shown as what it is with those who are there now"() {
    same(stateOf(draft()), "submitted");
    same(stateOf(draft({ missing: [] })), "approved", "who was still asked has left");
    same(stateOf(draft({ state: "approved", missing: ["legal"] })), "submitted", "somebody who must approve came");
    same(stateOf(draft({ state: "returned" })), "returned");
  },
  "it may go out when nobody's approval is missing"() {
    holds(!isReady(draft()));
    holds(!isReady(draft({ state: "open", missing: ["legal"] })));
    holds(isReady(draft({ state: "approved", missing: [] })));
    holds(isReady(draft({ state: "open", asked: [], missing: [] })), "nobody has to approve it");
  },
  "it waits for those who are asked, for whom it came back to, and for its writer when it may go out"() {
    holds(waitsForMe(draft(), LENA) && asksMe(draft(), LENA));
    holds(!waitsForMe(draft(), TARA) && !waitsForMe(draft(), TOM) && !waitsForMe(draft(), STAFF));
    holds(!waitsForMe(draft({ missing: ["director"] }), LENA), "she has said yes");
    holds(waitsForMe(draft({ state: "returned" }), TARA) && !waitsForMe(draft({ state: "returned" }), LENA));
    holds(waitsForMe(draft({ state: "returned", editor: 3 }), TOM), "he wrote the words that came back");
    holds(waitsForMe(draft({ state: "approved", missing: [] }), TARA));
  },
  "one is offered what one may do, and nothing else"() {
    same(deedsOf(draft(), LENA), ["drop", "edit", "return", "approve"]);
    same(deedsOf(draft(), TARA), ["drop", "edit"]);
    same(deedsOf(draft({ state: "returned" }), TARA), ["drop", "edit", "submit"]);
    same(deedsOf(draft({ state: "approved", missing: [] }), TOM), ["drop", "edit", "publish"]);
    same(deedsOf(draft({ state: "approved", missing: [] }), LENA), ["drop", "edit", "return", "publish"]);
    same(deedsOf(draft({ kind: "share" }), TARA), ["drop"], "a share has no words to change");
    same(deedsOf(draft(), STAFF), []);
  },
  "what may go out is given a time where its network publishes by itself, and that is taken back"() {
    const free = draft({ state: "open", asked: [], missing: [] });
    same(deedsOf(free, TOM, true), ["drop", "edit", "schedule", "publish"]);
    same(deedsOf(draft(), TOM, true), ["drop", "edit"], "it waits for others");
    const timed = draft({ state: "scheduled", due: 300, missing: [] });
    same(deedsOf(timed, TOM, true), ["drop", "edit", "unschedule", "publish"]);
    same(deedsOf(timed, LENA, true), ["drop", "edit", "return", "unschedule", "publish"]);
    holds(!waitsForMe(timed, TARA), "nobody need do anything");
    const late = draft({ state: "scheduled", due: 300, missing: ["legal"] });
    holds(asksMe(late, LENA), "she came after it was given its time");
    same(deedsOf(late, LENA, true), ["drop", "edit", "return", "unschedule", "submit", "approve"]);
    const stopped = draft({ state: "stopped", stopped: "gone", missing: [] });
    holds(waitsForMe(stopped, TARA));
    same(deedsOf(stopped, TOM, true), ["drop", "edit", "schedule", "publish"]);
  },
  "a text that did not go out is told to the whole team, with the reason, once"() {
    const { made, said } = drafts(TOM);
    made.apply({ drafts: [draft({ state: "scheduled", due: 300, missing: [] })] });
    made.apply({ drafts: [draft({ step: 2, state: "stopped", stopped: "removed", missing: [] })] });
    made.apply({ drafts: [draft({ step: 3, state: "stopped", stopped: "removed", missing: [] })] });
    same(said, ["stopped: left"]);
  },
  "who waits for two minutes is told in amber, for four in red"() {
    same([0, 119, 120, 239, 240].map(lateness), ["fine", "fine", "slow", "slow", "late"]);
  },
  "of each function the last word on these words counts, and an old note stays in sight"() {
    const old = verdict({ verdict: "return", note: "No." });
    const rows = verdictsOn(draft({ version: 2, verdicts: [old, verdict({ who: 5, name: "Dora", function: "director", version: 2 })] }));
    same(rows, [
      { function: "legal", said: "waiting", name: "", note: "No." },
      { function: "director", said: "approve", name: "Dora", note: "" },
    ]);
  },
  "who is asked is told once for each text, and not of one's own"() {
    const { made, said, badge } = drafts(LENA);
    made.apply({ drafts: [draft({ state: "open" })] });
    same([said.length, badge.hidden], [0, true]);
    made.apply({ drafts: [draft({ step: 2 })] });
    made.apply({ drafts: [draft({ step: 2 })] });
    same([said, badge.textContent], [["Tara asks"], "1"]);
    made.apply({ drafts: [draft({ step: 3, version: 2, editor: 2, editor_name: "Lena" })] });
    same(said.length, 1, "she wrote these words herself");
    made.apply({ drafts: [draft({ step: 4, version: 3 })] });
    same(said, ["Tara asks", "Tara asks"]);
  },
  "the writer hears what became of it"() {
    const { made, said } = drafts(TARA);
    made.snapshot({ drafts: [draft()], approval: {}, seated: {} });
    made.apply({ drafts: [draft({ step: 2, state: "returned", verdicts: [verdict({ verdict: "return", note: "No." })] })] });
    made.apply({ drafts: [draft({ step: 3 })] });
    made.apply({ drafts: [draft({ step: 4, state: "approved", missing: [] })] });
    made.apply({ drafts: [draft({ step: 5, state: "published", missing: [] })] });
    same(said, ["Lena: No.", "ready", "out"]);
    same(made.all, []);
  },
  "news that comes late changes nothing"() {
    const { made } = drafts(TOM);
    made.apply({ drafts: [draft({ step: 5, text: "The newer." })] });
    made.apply({ drafts: [draft({ step: 4, text: "The older." })] });
    same(made.get(4).text, "The newer.");
    made.apply({ drafts: [draft({ step: 7, state: "dropped" })] });
    made.apply({ drafts: [draft({ step: 6 })] });
    same(made.all, [], "it is gone, and stays so");
  },
  "a state of the room is all that there is, and what is my turn stands first"() {
    const { made, order, page } = drafts(LENA);
    made.apply({ drafts: [draft({ draft: 1 })] });
    const here = [draft({ draft: 2, state: "open" }), draft({ draft: 3 })];
    made.snapshot({ drafts: here, approval: { legal: ["director"] }, seated: { director: ["Dora", "Dan"] } });
    same(order(), [3, 2]);
    same([made.asked, made.listed(["director"])], [["director"], "Director (Dora, Dan)"]);
    same(page.unseen.drafts, 1);
    made.apply({ drafts: [], approval: {}, seated: {} });
    same([order(), made.asked], [[3, 2], []], "only the rules changed");
  },
};
