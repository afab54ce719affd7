// The room's page: wires what each module does, and owns nothing itself.
import { clockText, ExerciseClock } from "../clock.js";
import { LiveSocket } from "../socket.js";
import { compact, count } from "../words.js";
import { Accounts } from "./accounts.js";
import { Archive, Source } from "./archive.js";
import { Bell } from "./bell.js";
import { PostCard } from "./card.js";
import { Composer } from "./composer.js";
import { Deeds } from "./deeds.js";
import { Directory } from "./directory.js";
import { Follower } from "./follower.js";
import { inlineIcons } from "./icons.js";
import { Likes } from "./likes.js";
import { Outbox } from "./outbox.js";
import { Portraits } from "./portraits.js";
import { Standing } from "./standing.js";
import { Stream } from "./stream.js";
import { Thread } from "./thread.js";
import { Trends } from "./trends.js";
import { Views } from "./views.js";

const byId = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];

const room = byId("room");
const page = {
  ...JSON.parse(byId("page-state").textContent),
  template: byId("post-template"),
  outgoing: byId("outgoing-template"),
  trend: byId("trend-template"),
};
page.networks = page.channels;
page.channels = Object.fromEntries(page.networks.map(({ kind, name }) => [kind, name]));
page.likes = new Likes(page.room.code);
page.portraits = new Portraits(page.avatars);
page.directory = new Directory(page.accounts);
page.accounts = new Accounts(page.accounts, page.room.code);

const clock = new ExerciseClock();
clock.set(page.clock);
const archive = new Archive(page.api);
const makeCard = (post) => {
  const card = new PostCard(post, page);
  card.tick(clock.now());
  return card;
};

// Columns -----------------------------------------------------------------------------------------

const sources = {
  feed: new Source(archive, { contiguous: true, accepts: () => true }),
  mentions: new Source(archive, {
    filter: { mentions: 1 },
    accepts: (post) => post.mentions_team && !post.team && post.kind !== "share",
  }),
  ours: new Source(archive, { filter: { team: 1 }, accepts: (post) => post.team }),
  search: new Source(archive, {
    accepts: (post) => post.text.toLowerCase().includes(sources.search.filter.q.toLowerCase()),
  }),
};
const streams = Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, makeStream(name, source)]));

function makeStream(name, source) {
  const column = document.querySelector(`[data-view=${name}]`);
  const part = (key) => column.querySelector(`[data-part=${key}]`);
  const stream = new Stream(column, source, makeCard, (state) => showState(part, state));
  part("pill").addEventListener("click", () => stream.toTop());
  part("retry").addEventListener("click", () => stream.retry());
  return stream;
}

function showState(part, { waiting, loading, failed, complete, empty }) {
  part("pill").hidden = waiting === 0;
  part("pillText").textContent = count(page.strings.fresh, waiting, page.lang, compact(waiting, page.lang));
  part("loading").hidden = !loading;
  part("retry").hidden = !failed;
  part("empty").hidden = !empty || loading || failed;
  part("end").hidden = !complete || empty;
}

function search(q) {
  if (q.trim()) page.views.show({ name: "search", q: q.trim() });
}

function openSearch(q) {
  for (const box of all("[data-search] input")) box.value = q;
  byId("search-title").textContent = q;
  sources.search.filter = { q };
  streams.search.clear();
  void streams.search.open();
}

function showView(view, before) {
  if (before && streams[before.name]) streams[before.name].hold("hidden");
  if (view.name === "search") openSearch(view.q);
  if (view.name === "post") void thread.open(view.post);
  else thread.close();
  const stream = streams[view.name];
  if (!stream) return;
  stream.release("hidden");
  if (!stream.cards.length && view.name !== "feed" && view.name !== "search") void stream.open();
  if (view.name === "mentions") bell.seen();
}

const shownStreams = () => Object.values(streams);
const thread = new Thread(document.querySelector("[data-view=post]"), archive, makeCard, page.strings);
const trends = new Trends(all("[data-trends]"), page);
const bell = new Bell(all("[data-mentions]"), byId("spoken"), page);

page.patch = (id, values) => {
  for (const stream of shownStreams()) stream.patch(id, values);
  thread.patch(id, values);
};
page.holdFor = (reason, on) => {
  for (const stream of shownStreams()) on ? stream.hold(reason) : stream.release(reason);
};
page.search = search;

// What the server says ----------------------------------------------------------------------------

const follower = new Follower(archive, {
  posts(posts, how) {
    for (const [name, stream] of Object.entries(streams)) {
      if (stream.cards.length || name === "feed") stream.arrive(posts, how);
    }
    thread.arrive(posts);
    for (const post of posts) page.outbox.arrived(post.id);
    if (!how.first) noticeMentions(posts);
  },
  touched(rows) {
    for (const [id, likes, shares, replies, views] of rows) page.patch(id, { likes, shares, replies, views });
  },
  changed(changes) {
    for (const { id, deleted, likes } of changes) {
      page.patch(id, { ...(deleted !== undefined && { deleted }), ...(likes !== undefined && { likes }) });
    }
  },
  trends: (list) => trends.show(list),
  total: (number) => all("[data-total]").forEach((node) => (node.textContent = compact(number, page.lang))),
  clock: (face) => {
    clock.set(face);
    standing.look();
  },
  afresh() {
    page.likes.clear();
    for (const stream of shownStreams()) stream.clear();
    bell.seen();
  },
});

function noticeMentions(posts) {
  const number = posts.filter(sources.mentions.accepts).length;
  if (page.views.current?.name === "mentions" && !document.hidden) return;
  bell.ring(number);
}

page.socket = new LiveSocket({
  path: page.socket,
  hello: () => ({ type: "hello", ...follower.held }),
  ack: () => ({ type: "ack", seq: follower.held.last_seq }),
  onFrame: (frame) => {
    if (frame.type === "resync") page.socket.send({ type: "catch_up", ...follower.held });
    else follower.apply(frame);
  },
  onStatus: (status) => {
    page.outbox.connected = status === "open";
    standing.link(status);
  },
});
const standing = new Standing(room, byId("notices"), clock, page.socket, (state) => {
  byId("briefing").hidden = state !== "draft" && state !== "lobby";
  byId("network").hidden = !byId("briefing").hidden;
  byId("tabbar").hidden = byId("network").hidden;
  for (const opener of all("[data-compose]")) opener.disabled = state === "ended" || !page.accounts.chosen;
});

// What one does -----------------------------------------------------------------------------------

page.outbox = new Outbox(byId("outbox"), page, {
  send: (message) => page.socket.request(message),
  edit: (message, parent) => page.composer.open({ message, parent }),
});
page.composer = new Composer(byId("composer"), page, (message, parent) => {
  page.outbox.add(message, parent);
  if (page.views.current.name === "feed") void streams.feed.toTop();
});
page.views = new Views(byId("column"), showView);
new Deeds(page, { menu: byId("post-menu"), report: byId("report"), remove: byId("remove") });

function chooseAccount(account) {
  for (const radio of all("input[name=speaking-as]")) radio.checked = radio.value === account.code;
}

document.addEventListener("change", (event) => {
  if (event.target.name === "speaking-as") page.accounts.choose(event.target.value);
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-compose]")) page.composer.open();
  if (event.target.closest("[data-back]")) page.views.back();
  const tab = event.target.closest("[data-shows]");
  if (tab) showTab(tab.dataset.shows);
});
document.addEventListener("submit", (event) => {
  if (!event.target.closest("[data-search]")) return;
  event.preventDefault();
  search(new FormData(event.target).get("q"));
});

function showTab(name) {
  if (page.views.current.name === name) void streams[name]?.toTop();
  else page.views.show({ name });
}

page.accounts.onChoice(chooseAccount);
for (const mark of all("[data-hue]")) mark.style.setProperty("--hue", mark.dataset.hue);
page.views.start();
const hideReason = () => page.holdFor("hidden-page", document.hidden);
document.addEventListener("visibilitychange", hideReason);
hideReason();
addEventListener("scroll", () => streams[page.views.current.name]?.scrolled(), { passive: true });
addEventListener("resize", () => streams[page.views.current.name]?.tend());
setInterval(() => {
  standing.look();
  const now = clock.now();
  for (const stream of shownStreams()) stream.tick(now);
  for (const card of thread.cards) card.tick(now);
  for (const face of all("[data-clock]")) face.textContent = clockText(now);
}, 1000);
standing.look();
if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded, { once: true }));
await inlineIcons(page.template, page.icons).catch(() => {}); // they are drawn all the same, only more slowly
page.socket.open();
