import { allows } from "/static/js/dashboard/allowed.js";
import { phaseAt } from "/static/js/dashboard/bar.js";
import { Board } from "/static/js/dashboard/board.js";
import { circlesOf } from "/static/js/dashboard/circles.js";
import { CauseMemory, changes, sumTerms } from "/static/js/dashboard/causes.js";
import { freshest, matches } from "/static/js/dashboard/crowd.js";
import { Dial } from "/static/js/dashboard/dial.js";
import { KeyedList } from "/static/js/dashboard/dom.js";
import { sharesOf, strongest } from "/static/js/dashboard/emotions.js";
import { excerpt, readOffset, roundedMeasure, signedText } from "/static/js/dashboard/format.js";
import { groupInjects } from "/static/js/dashboard/injects.js";
import { jumpIdeas } from "/static/js/dashboard/jump.js";
import { marksOf } from "/static/js/dashboard/mood.js";
import { sortPeople } from "/static/js/dashboard/people.js";
import { layOut, runs, shareLines } from "/static/js/dashboard/plot.js";
import { worstOf } from "/static/js/dashboard/preflight.js";
import { Room } from "/static/js/dashboard/room.js";
import { angleOf, arcPath, niceTop, spread, timeTicks, valueAt } from "/static/js/dashboard/scale.js";
import { measuredRate, merge, Series, smoothRates } from "/static/js/dashboard/series.js";
import { holds, same } from "/check.js";

const CALM = { like: 0.2, fear: 0.2, anger: 0.2, mockery: 0.2, sadness: 0.2 };
const CLOCK = { version: 3, t: 10, speed: 1, running: false, state: "paused" };
const point = (t, posts = 10, span = 1) => ({ t, span, posts, shares: [0.2, 0.2, 0.2, 0.2, 0.2], volume: 3000 });
const post = (id, more = {}) => ({ id, seq: id, t: id, kind: "original", text: `post ${id}`, handle: "kim", ...more });

function snapshot(room, more = {}) {
  return { room, name: room, seq: 0, rev: 0, total: 0, trends: [], posts: [], oldest: 1, injects: [], ...more };
}

function welcome(rooms, more = {}) {
  return { type: "welcome", epoch: "e1", clock: CLOCK, you: {}, rooms, people: [], log: [], ...more };
}

function windowFrame(number, seq, more = {}) {
  const mood = { shares: CALM, volume: 3000, counts: {}, causes: [] };
  const frame = { type: "window", room: "north", windows: [number, number], seq, rev: 0, clock: CLOCK, posts: [] };
  return { ...frame, left_out: 0, total: seq[1], touched: [], mood, ...more };
}

/** A board of two rooms whose listeners are called when `flush` is. */
function board() {
  const waiting = [];
  const rooms = [{ code: "north", name: "North" }, { code: "south", name: "South" }];
  const made = new Board(rooms, (work) => waiting.push(work));
  return { made, flush: () => waiting.splice(0).forEach((work) => work()) };
}

export default {
  "moments are read as people type them"() {
    same(["12", "12:30", "1:02:30", " 0:05 "].map(readOffset), [720, 750, 3750, 5]);
    same(["", "soon", "12:75", "1:2:3:4", "-5", "12.5"].map(readOffset), [null, null, null, null, null, null]);
  },
  "a measure has no more places than it deserves"() {
    same([37, 432, 9870, 10040].map(roundedMeasure), [37, 430, 9900, 10000]);
  },
  "changes carry a sign, and nothing rounds to minus zero"() {
    same([6.4, -2.2, -0.3, 0].map((n) => signedText(n, "en")), ["+6", "−2", "0", "0"]);
  },
  "an excerpt ends with a word"() {
    same(excerpt("short", 10), "short");
    same(excerpt("one two three four", 12), "one two…");
  },
  "the strongest emotion and the shares of counted posts"() {
    same(strongest([0.1, 0.4, 0.3, 0.1, 0.1]), 1);
    same(sharesOf({ fear: 3, anger: 1 }), [0, 0.75, 0.25, 0, 0]);
    same(sharesOf({}), null);
  },
  "the rate is measured over the last minute of exercise"() {
    const busy = Array.from({ length: 100 }, (_, t) => point(t, t < 40 ? 100 : 10));
    same(measuredRate(busy, 100), 3000);
    same(measuredRate([], 100), null);
  },
  "at ten times the speed one frame of ten windows measures the same"() {
    same(measuredRate([point(0, 100, 10), point(10, 100, 10)], 20), 3000);
  },
  "a window that came twice counts once"() {
    const series = new Series();
    same([series.push(point(0)), series.push(point(1)), series.push(point(1))], [true, true, false]);
    same(series.points.length, 2);
  },
  "hours of windows do not grow without end, and lose no post"() {
    const series = new Series();
    for (let t = 0; t < 7200; t += 1) series.push(point(t, 7));
    holds(series.points.length < 1300, `${series.points.length} points`);
    same(series.points.reduce((sum, one) => sum + one.posts, 0), 7200 * 7);
    same(series.end, 7200);
  },
  "history goes before what came live, and its unfinished bucket is left to the live frames"() {
    const series = new Series();
    series.push(point(23));
    const bucket = (t) => ({ t, counts: { fear: 50 }, shares: CALM, volume: 3000 });
    series.load([bucket(0), bucket(10), bucket(20)], 24, true);
    same(series.points.map((one) => [one.t, one.span, one.posts]), [[0, 10, 50], [10, 10, 50], [23, 1, 10]]);
  },
  "while the exercise stands, history goes up to where it stands"() {
    const series = new Series();
    series.load([{ t: 0, counts: { fear: 50 }, shares: CALM, volume: 3000 }], 7, false);
    same(series.points.map((one) => [one.t, one.span, one.posts]), [[0, 7, 50]]);
    same(series.push(point(7)), true);
  },
  "the point under the pointer is found"() {
    const series = new Series();
    [0, 1, 2, 60].forEach((t) => series.push(point(t)));
    same([0.5, 2.9, 30, 60.2, 500].map((t) => series.at(t).t), [0, 2, 2, 60, 60]);
    same(new Series().at(5), null);
  },
  "fine points gathered by ten seconds keep posts and weigh shares by time"() {
    const two = [{ ...point(0, 4), shares: [1, 0, 0, 0, 0] }, { ...point(1, 6, 3), shares: [0, 1, 0, 0, 0] }];
    same(merge(two), [{ t: 0, span: 4, shares: [0.25, 0.75, 0, 0, 0], volume: 3000, posts: 10 }]);
  },
  "a steady stream draws a steady rate"() {
    const rates = smoothRates(Array.from({ length: 40 }, (_, t) => point(t, 33)), 12);
    holds(rates.every((rate) => rate === 9900));
  },
  "a long hole in time breaks the line"() {
    same(runs([point(0), point(1), point(100), point(101)]), [[0, 1], [2, 3]]);
    same(runs([]), []);
  },
  "time runs from left to right, and back from the pointer"() {
    const plan = layOut({ width: 800, height: 300 }, 120, 300, 400);
    same([plan.from, plan.to, plan.x(100), plan.x(400), plan.timeAt(680)], [100, 400, 46, 680, 400]);
    same(layOut({ width: 800, height: 300 }, 120, 300, 30).to, 300, "in the beginning there is room ahead");
  },
  "lines of the grid leave room to be read"() {
    same(shareLines(0.5, 60).map((share) => share.toFixed(2)), ["0.00", "0.25", "0.50"]);
    same(shareLines(0.3, 200).length, 4);
    same(shareLines(1, 10), [0, 1]);
  },
  "the top of a scale is round and not below the value"() {
    same([0, 7, 10000, 10200, 130].map(niceTop), [1, 8, 10000, 12500, 150]);
  },
  "ticks stand at round moments, few enough to be read"() {
    same(timeTicks(100, 400, 5), [120, 180, 240, 300, 360]);
    same(timeTicks(0, 3600, 5), [0, 900, 1800, 2700, 3600]);
  },
  "labels are moved apart, in order, and stay inside"() {
    const placed = spread([10, 11, 12, 200], 16, 0, 210);
    holds(placed[1] - placed[0] >= 16 && placed[2] - placed[1] >= 16 && placed[3] <= 210);
    same(spread([100, 100], 10, 0, 100), [90, 100]);
  },
  "the dial's ends and middle are where one points"() {
    same([angleOf(0, 10000), angleOf(5000, 10000), angleOf(99999, 10000)], [-135, 0, 135]);
    same([valueAt(0, -50, 10000, 100), valueAt(50, 0, 10000, 100)], [5000, 8300]);
    same([valueAt(-5, 50, 10000, 100), valueAt(5, 50, 10000, 100)], [0, 10000]);
  },
  "a long arc is drawn the long way round"() {
    holds(arcPath(0, 0, 10, -135, 135).includes(" 0 1 1 "));
    holds(arcPath(0, 0, 10, -135, 0).includes(" 0 0 1 "));
  },
  "causes of the same name are added up and told by emotion"() {
    const terms = [["inject", "gunfire", [0, 0, 0.03, 0, 0], 5], ["inject", "gunfire", [0, 0, 0.03, 0, 0], 5]];
    const told = changes(sumTerms([...terms, ["answer", "answer:7", [0, 0, -0.02, 0, 0], 0]]));
    same(told.map(({ emotion, change }) => [emotion, Math.round(change)]), [["anger", 4]]);
    same(told[0].causes.map(({ name, change }) => [name, Math.round(change)]), [["inject", 6], ["answer", -2]]);
  },
  "small causes are gathered, so that what is told sums to the change"() {
    const small = Array.from({ length: 8 }, (_, i) => ["inject", `i${i}`, [0, 0.004, 0, 0, 0], 0]);
    const [{ change, causes }] = changes(sumTerms([...small, ["phase", "start", [0, 0.02, 0, 0, 0], 0]]));
    same(causes.map((cause) => cause.name), ["phase", "other"]);
    same(Math.round(causes.reduce((sum, cause) => sum + cause.change, 0) * 10), Math.round(change * 10));
  },
  "causes are forgotten after two minutes"() {
    const memory = new CauseMemory();
    memory.add(10, [["inject", "gunfire", [0, 0, 0.05, 0, 0], 0]]);
    memory.add(100, [["silence", "", [0, 0.05, 0, 0, 0], 0]]);
    same(memory.sums().length, 2);
    memory.forget(131);
    same(memory.sums().map((sum) => sum.name), ["silence"]);
    memory.forget(1000);
    same(memory.sums(), []);
  },
  "what history tells of causes takes the place of what came live"() {
    const memory = new CauseMemory();
    memory.add(100, [["silence", "", [0, 0.05, 0, 0, 0], 0]]);
    memory.load([{ t: 80 }, { t: 90, causes: [["inject", "gunfire", [0, 0, 0.05, 0, 0], 0]] }]);
    same(memory.sums().map((sum) => sum.name), ["inject"]);
  },
  "a window applied twice changes nothing the second time"() {
    const room = new Room({ code: "north", name: "North" });
    const frame = windowFrame(5, [1, 2], { posts: [post(1), post(2)] });
    same(room.window(frame), { news: true, hole: false });
    same(room.window(frame), { news: false, hole: false });
    same([room.seq, room.total, room.drain().length, room.series.points.length], [2, 2, 2, 1]);
  },
  "the wall's symbol is the one that was named last, and a room without one has none"() {
    const room = new Room({ code: "north", name: "North" });
    room.snapshot(snapshot("north"));
    same(room.symbol, null);
    room.window(windowFrame(5, [1, 0], { symbol: 7 }));
    room.window(windowFrame(6, [1, 0]));
    same(room.symbol, 7);
    room.snapshot(snapshot("north", { symbol: 8 }));
    same(room.symbol, 8);
  },
  "whom the team blocks and which groups it joined stands as it was told last"() {
    const room = new Room({ code: "north", name: "North" });
    room.snapshot(snapshot("north"));
    const data = {
      accounts: [{ code: "valdor", handle: "Valdor" }, { code: "help", handle: "Help" }],
      channels: [{ kind: "microblog" }, { kind: "page", groups: [{ code: "a", name: "Linden" }, { code: "b", name: "Late" }] }],
    };
    const people = [{ id: 7, name: "Tom" }];
    same(circlesOf(room, data, people), []);
    room.circles({ blocked: [{ mark: "@x", account: "Valdor" }, { mark: "@y", account: "Help" }, { mark: "@z", account: "Valdor" }] });
    room.window(windowFrame(5, [1, 0], { groups: [{ group: "a", joined: ["valdor", "own-7", "own-8"] }, { group: "b", joined: ["valdor"] }] }));
    room.window(windowFrame(6, [1, 0]));
    same(circlesOf(room, data, people), [
      { what: "blocks", who: "@Valdor", others: ["@x", "@z"] },
      { what: "blocks", who: "@Help", others: ["@y"] },
      { what: "joined", who: "@Valdor", others: ["Linden", "Late"] },
      { what: "joined", who: "Tom", others: ["Linden"] },
    ]);
    room.circles({ blocked: [] });
    same(circlesOf(room, data, people).map(({ what }) => what), ["joined", "joined"]);
    room.snapshot(snapshot("north", { blocked: [], groups: [] }));
    same(circlesOf(room, data, people), []);
  },
  "blocks and groups of one room are not told of another"() {
    const { made } = board();
    made.apply(welcome([snapshot("north"), snapshot("south")]));
    made.apply({ type: "blocks", room: "south", blocked: [{ mark: "@x", account: "Valdor" }] });
    made.apply({ type: "groups", room: "south", groups: [{ group: "a", joined: ["valdor"] }] });
    same([made.room.blocked, made.room.groups], [[], []]);
    same([made.roomOf("south").blocked.length, made.roomOf("south").groups.length], [1, 1]);
  },
  "a poll stands as it was heard of last, also where a post that came late knows less"() {
    const room = new Room({ code: "north", name: "North" });
    const asked = { id: 7, options: ["Yes", "No"], votes: [1, 0], over: false, closes: 90 };
    same(room.pollOf(post(7)), null);
    same(room.pollOf(post(7, { poll: asked })), asked);
    room.window(windowFrame(5, [1, 0], { polls: [{ id: 7, votes: [4, 2], over: false }] }));
    same(room.pollOf(post(9, { poll: asked })).votes, [4, 2]);
    same(room.pollOf(post(9, { poll: { ...asked, votes: [5, 2] } })).votes, [5, 2]);
    room.window(windowFrame(6, [1, 0], { polls: [{ id: 7, votes: [5, 2], over: true }] }));
    same(room.pollOf(post(9, { poll: { ...asked, votes: [5, 2] } })).over, true);
  },
  "a hole in seq is noticed, in windows and in posts made at once"() {
    const room = new Room({ code: "north", name: "North" });
    room.window(windowFrame(1, [1, 3]));
    same(room.window(windowFrame(2, [7, 9])).hole, true);
    same(room.posts({ seq: [10, 10], rev: 0, posts: [post(10)], total: 10 }).hole, false);
    same(room.posts({ seq: [12, 12], rev: 0, posts: [post(12)], total: 12 }).hole, true);
    same(room.window(windowFrame(3, [13, 12])).hole, false);
  },
  "the team's posts are kept once, newest first, with the counters that came last"() {
    const room = new Room({ code: "north", name: "North" });
    room.posts({ seq: [1, 1], rev: 0, posts: [post(1, { team: true, likes: 0 })], total: 1 });
    room.posts({ seq: [2, 2], rev: 0, posts: [post(2, { team: true, likes: 0 })], total: 2 });
    room.loadTeam([post(1, { team: true, likes: 4 })]);
    room.window(windowFrame(3, [3, 2], { touched: [[1, 9, 2, 3, 400]] }));
    same(room.teamPosts.map(({ id, likes }) => [id, likes]), [[2, 0], [1, 9]]);
    room.change({ id: 2, deleted: true, rev: 1 });
    same([room.teamPosts[0].deleted, room.rev], [true, 1]);
  },
  "neither the team's list nor the crowd's queue grows without end"() {
    const room = new Room({ code: "north", name: "North" });
    for (let id = 1; id <= 500; id += 1) {
      room.posts({ seq: [id, id], rev: 0, posts: [post(id, { team: id % 2 === 0 })], total: id });
    }
    same([room.teamPosts.length, room.teamPosts[0].id, room.drain().length], [200, 500, 60]);
  },
  "an inject that fires keeps its title; an edited one has its new text and time"() {
    const room = new Room({ code: "north", name: "North" });
    room.snapshot(snapshot("north", { injects: [{ code: "a", title: "A", state: "next", offset: 60, content: "x" }] }));
    room.editInject({ inject: "a", content: "y", offset: null });
    same([room.inject("a").content, room.inject("a").offset], ["y", 60]);
    room.window(windowFrame(60, [1, 0], { fired: [{ code: "a", state: "fired", t: 60, post: 9 }] }));
    same([room.inject("a").title, room.inject("a").state, room.inject("a").t], ["A", "fired", 60]);
  },
  "listeners are told once, however many frames came before the next paint"() {
    const { made, flush } = board();
    let told = 0;
    made.on("room", () => (told += 1));
    made.apply(welcome([snapshot("north"), snapshot("south")]));
    for (let number = 1; number <= 5; number += 1) made.apply(windowFrame(number, [number, number]));
    flush();
    same(told, 1);
    made.apply(windowFrame(6, [6, 6], { room: "south" }));
    flush();
    same(told, 1, "the other room is not on show");
  },
  "a welcome brings pressure, people and lobby; a state frame changes them"() {
    const { made } = board();
    made.apply(welcome([snapshot("north", { pressure: 4000 }), snapshot("south")], { lobby: { locked: false } }));
    same([made.roomOf("north").pressure, made.roomOf("south").pressure], [4000, null]);
    made.apply({ type: "state", clock: CLOCK, pressure: { north: null, south: 200 }, lobby: { locked: true } });
    same([made.roomOf("north").pressure, made.roomOf("south").pressure, made.lobby.locked], [null, 200, true]);
  },
  "a window begun before a pause, and told after it, does not undo it"() {
    const { made } = board();
    const running = { ...CLOCK, version: 2, running: true, state: "running" };
    made.apply(welcome([snapshot("north"), snapshot("south")], { clock: running }));
    made.apply({ type: "state", clock: CLOCK, lobby: { locked: true } });
    made.apply(windowFrame(1, [1, 1], { clock: running }));
    same([made.state, made.room.seq], ["paused", 1], "its posts count, its clock does not");
    made.apply({ type: "state", clock: running, lobby: { locked: false }, debrief: [{ lang: "en" }] });
    same([made.state, made.lobby.locked, made.debrief], ["paused", true, [{ lang: "en" }]]);
  },
  "rooms that lack posts are asked for once"() {
    const { made } = board();
    made.apply(welcome([snapshot("north", { seq: 40 }), snapshot("south")]));
    made.apply(windowFrame(1, [50, 52]));
    same(made.takeHoles(), [["north", 0]]);
    same(made.takeHoles(), []);
  },
  "the log is kept in order, each entry once"() {
    const { made } = board();
    const entry = (number) => ({ number, what: "pause", data: {}, t: number });
    made.apply(welcome([], { log: [entry(1), entry(2)] }));
    made.apply({ type: "log", entries: [entry(2), entry(3)], last_log: 3 });
    made.addLog([entry(0)]);
    same([made.log.map((one) => one.number), made.lastLog], [[3, 2, 1, 0], 3]);
  },
  "an edit that another trainer made arrives through the log"() {
    const { made } = board();
    const inject = { code: "a", title: "A", state: "next", offset: 60, content: "x" };
    made.apply(welcome([snapshot("north", { injects: [inject] }), snapshot("south")]));
    const data = { inject: "a", content: "new", offset: 90 };
    made.apply({ type: "log", entries: [{ number: 5, what: "edit", room: "north", data, t: 3 }], last_log: 5 });
    same([made.room.inject("a").content, made.room.inject("a").offset], ["new", 90]);
  },
  "after a restore of the server's data the curves start afresh"() {
    const { made } = board();
    made.apply(welcome([snapshot("north")]));
    made.apply(windowFrame(1, [1, 1]));
    made.apply(welcome([snapshot("north")], { epoch: "e2", clock: { ...CLOCK, version: 1, t: 5 } }));
    same([made.room.series.points.length, made.time], [0, 5], "and its clock counts again from there");
  },
  "the timeline shows the next inject, the later ones, those that wait, and what happened last first"() {
    const groups = groupInjects([
      { code: "a", state: "fired", t: 10 },
      { code: "b", state: "skipped", t: 20 },
      { code: "c", state: "next", offset: 90 },
      { code: "d", state: "next", offset: 60 },
      { code: "e", state: "waiting" },
    ]);
    const codes = Object.values(groups).map((group) => group.map((inject) => inject.code).join(""));
    same(codes, ["d", "c", "e", "ba"]);
  },
  "injects and team posts are marked on the curves"() {
    const room = new Room({ code: "north", name: "North" });
    room.snapshot(snapshot("north", { injects: [{ code: "b", state: "fired", t: 30 }] }));
    room.loadTeam([post(5, { team: true })]);
    const marks = marksOf(room, [{ code: "a", title: "A" }, { code: "b", title: "B" }]);
    same(marks.map(({ t, kind, label }) => [t, kind, label]), [[5, "team", ""], [30, "inject", "2"]]);
  },
  "jumps are offered to just before the next inject, to the next phases, and five minutes on"() {
    const texts = { before_next: "next {time}", to_phase: "{name} {time}", five_minutes: "+5 {time}" };
    const phases = [{ name: "One", offset: 0 }, { name: "Two", offset: 300 }];
    const ideas = jumpIdeas(phases, [{ offset: 200 }, { offset: 120 }], 60, 3600, texts);
    same(ideas.map((idea) => idea.offset), [115, 300, 360]);
    same(jumpIdeas(phases, [], 3500, 3600, texts), []);
  },
  "the phase that holds is the last one begun"() {
    const phases = [{ name: "One", offset: 0 }, { name: "Two", offset: 300 }];
    same([0, 299, 300].map((t) => phaseAt(phases, t).name), ["One", "One", "Two"]);
    same(phaseAt([], 5), null);
  },
  "what cannot be done in a state is greyed out, and observers only note and rate"() {
    same([allows("start", "lobby", true), allows("start", "running", true), allows("end", "draft", true)], [true, false, false]);
    same([allows("pressure", "running", false), allows("observe", "running", false), allows("rate", "ended", false)], [false, true, true]);
  },
  "the sample shows what matters to a trainer, and never bare shares"() {
    same([matches(post(1, { kind: "share" }), "all"), matches(post(1), "all")], [false, true]);
    same([matches(post(1, { mentions_team: true }), "team"), matches(post(1), "team")], [true, false]);
    same([matches(post(1, { persona: "lea" }), "personas"), matches(post(1, { emotion: "fear" }), "fear")], [true, true]);
    const many = [post(1, { persona: "lea" }), post(2), post(3, { mentions_team: true }), post(4), post(5)];
    same(freshest(many, 3).map((one) => one.id), [1, 3, 5]);
  },
  "people stand by room and name, those removed last"() {
    const rooms = [{ code: "north" }, { code: "south" }];
    const people = [
      { name: "Tim", room: "south" },
      { name: "Zoe", room: "north", removed: true },
      { name: "Tom", room: "north" },
      { name: "Tara", room: "north" },
    ];
    same(sortPeople(people, rooms).map((person) => person.name), ["Tara", "Tom", "Tim", "Zoe"]);
  },
  "the verdict is that of the worst check"() {
    same([worstOf([{ state: "ok" }, { state: "bad" }, { state: "warn" }]), worstOf([])], ["bad", "ok"]);
  },
  "a keyed list moves its nodes instead of making them again"() {
    const box = document.createElement("ul");
    let made = 0;
    const create = () => {
      made += 1;
      return document.createElement("li");
    };
    const list = new KeyedList(box, { key: (item) => item, create, update: (node, item) => (node.textContent = item) });
    list.show(["a", "b", "c"]);
    const b = list.node("b");
    list.show(["d", "b", "a"]);
    same([box.textContent, made, list.node("b") === b, box.children.length], ["dba", 4, true, 3]);
  },
  async "the dial turns by keys, sends once, and asks nothing while it is locked"() {
    const root = document.createElement("div");
    for (const name of ["track", "asked", "measured", "thumb", "ticks", "number", "hint"]) {
      const part = document.createElement("span");
      part.dataset.dial = name;
      root.append(part);
    }
    const sent = [];
    const texts = { asked: "asked", scale: "scale", unit: "per 5 minutes" };
    const dial = new Dial(root, { top: 10000, locale: "en", texts, onSet: (value) => sent.push(value) });
    dial.show({ asked: 4000, living: false, measured: 3900 });
    const press = (key) => root.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    ["ArrowUp", "ArrowUp", "PageDown"].forEach(press);
    same(root.getAttribute("aria-valuetext"), "3,200 per 5 minutes, asked");
    await new Promise((resolve) => setTimeout(resolve, 500));
    same(sent, [3200]);
    dial.disabled = true;
    press("End");
    await new Promise((resolve) => setTimeout(resolve, 500));
    same([sent, root.tabIndex], [[3200], -1]);
  },
};
