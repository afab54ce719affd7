/* The dashboard: wires the socket, what is known, and the panels that show it. */

import { LiveSocket } from "../socket.js";
import { Shortcuts } from "../shortcuts.js";
import { ask } from "./ask.js";
import { CommandBar } from "./bar.js";
import { Board } from "./board.js";
import { CircleList } from "./circles.js";
import { Commands } from "./commands.js";
import { CrowdSample } from "./crowd.js";
import { DebriefPanel } from "./debrief.js";
import { readJson, show, wireTabs } from "./dom.js";
import { fetchDebriefs, fetchHistory, fetchTeamPosts } from "./history.js";
import { InjectTimeline } from "./injects.js";
import { JumpDialog } from "./jump.js";
import { LinkNotice } from "./link.js";
import { LogList } from "./log.js";
import { MoodPanel } from "./mood.js";
import { Notes } from "./notes.js";
import { PeopleList } from "./people.js";
import { PostNodes } from "./posts.js";
import { Preflight } from "./preflight.js";
import { PressList } from "./press.js";
import { Readings } from "./reading.js";
import { ReportList } from "./reports.js";
import { RoomsBar } from "./roomsbar.js";
import { RequestList } from "./requests.js";
import { RumourList } from "./rumours.js";
import { SpeakDialog } from "./speak.js";
import { Steering } from "./steer.js";
import { WallSymbol } from "./symbol.js";
import { TeamList } from "./team.js";
import { TrendList } from "./trends.js";

const data = readJson("dashboard-data");
const texts = readJson("dashboard-texts");
const locale = document.documentElement.lang;

const board = new Board(data.rooms, requestAnimationFrame.bind(window));
const notice = new LinkNotice(texts.link);
const socket = new LiveSocket({
  path: data.urls.socket,
  hello: () => ({ type: "hello", last_seq: board.seqs, last_log: board.lastLog }),
  ack: () => ({ type: "ack", seq: board.seqs }),
  onFrame: receive,
  onStatus: (status, code) => notice.show(status, code),
});
const commands = new Commands(socket, texts);
const shared = { board, commands, data, texts, locale };

const steering = new Steering(shared);
const bar = new CommandBar(shared);
const mood = new MoodPanel(shared);
const notes = new Notes(shared);
const speak = data.may_steer ? new SpeakDialog(shared) : null;
const nodes = new PostNodes({ ...shared, act, readings: new Readings(shared) });
const crowd = new CrowdSample({ board, nodes });
const injects = new InjectTimeline({ ...shared, target: () => steering.target });
new TeamList({ ...shared, nodes });
new CircleList(shared);
new TrendList(shared);
new WallSymbol(shared);
new RumourList(shared);
new ReportList(shared);
const requests = document.getElementById("requests") ? new RequestList(shared) : null;
const press = new PressList(shared);
new LogList(shared);
new PeopleList({ ...shared, ask });
new RoomsBar(shared);
new DebriefPanel(shared);
if (data.may_steer) new JumpDialog(shared);
if (data.may_steer) new Preflight({ texts, locale, onVerdict: (worst) => markStep("check", worst === "ok") });
const chooseTab = wireTabs(document.getElementById("side-tabs"));
wireTabs(document.getElementById("talk-tabs"));

board.on("clock", () => showReady(board.state));
board.on("holes", fetchHoles);
const dashboardKeys = {
  " ": () => bar.toggle(),
  p: () => speak?.open(null),
  o: () => notes.open(null),
  j: () => document.querySelector("[data-opens=jump-dialog]:not(:disabled)")?.click(),
  "+": () => steering.nudge(1),
  "-": () => steering.nudge(-1),
  l: () => chooseTab(document.getElementById("tab-log")),
  i: () => chooseTab(document.getElementById("tab-injects")),
  "?": () => document.getElementById("keys-dialog").showModal(),
};
new Shortcuts(dashboardKeys, {
  stored: "dashboard-shortcuts",
  toggle: document.getElementById("keys-on"),
  passes: "input, textarea, select, button, a, summary, [role=slider], [role=tab], dialog",
});
socket.open();
requestAnimationFrame(tick);

function receive(frame) {
  if (frame.type === "resync") {
    socket.send({ type: "catch_up", last_seq: board.seqs, last_log: board.lastLog });
    return;
  }
  if (frame.type === "error") return commands.complain(frame);
  if (frame.type === "change" && frame.room === board.room.code) crowd.change(frame.id, frame);
  board.apply(frame);
  if (frame.type !== "welcome") return;
  loadHistory();
  if (board.state === "ended") fetchDebriefs(data.urls.debriefs).then((found) => board.loadDebriefs(found));
}

/** Once per painted frame: clock and countdowns, curves, the next post of the sample. */
function tick(at) {
  bar.tick();
  injects.tick();
  requests?.tick();
  mood.tick();
  press.tick();
  crowd.tick(at);
  requestAnimationFrame(tick);
}

async function loadHistory() {
  for (const room of board.rooms) {
    const [points, posts] = await Promise.all([
      fetchHistory(data.urls.history, room.code),
      fetchTeamPosts(data.urls.posts, room.code),
    ]);
    room.series.load(points, board.time, board.clock.running);
    room.causes.load(points);
    room.loadTeam(posts);
    board.refresh();
  }
}

async function fetchHoles() {
  for (const [code] of board.takeHoles()) {
    board.roomOf(code).loadTeam(await fetchTeamPosts(data.urls.posts, code));
    board.refresh();
  }
}

async function act(verb, post, button) {
  if (verb === "note") return notes.open(post);
  if (verb === "reply") return speak?.open(post);
  if (!(await ask(texts.ask_take_out))) return;
  await commands.send("remove_post", { room: board.room.code, post: post.id }, button);
}

function showReady(state) {
  const before = state === "draft" || state === "lobby";
  show(document.getElementById("ready-panel"), before);
  show(document.getElementById("mood-panel"), !before);
  markStep("lobby", state === "lobby");
}

function markStep(name, done) {
  document.querySelector(`[data-step="${name}"]`)?.classList.toggle("ready__step--done", done);
}
