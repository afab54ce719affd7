// The room's page: wires what each module does, and owns nothing itself.
import { clockText, ExerciseClock } from "../clock.js";
import { LiveSocket } from "../socket.js";
import { toast } from "../toasts.js";
import { compact } from "../words.js";
import { Accounts } from "./accounts.js";
import { Archive } from "./archive.js";
import { Authors } from "./authors.js";
import { Bell } from "./bell.js";
import { Blocks } from "./blocks.js";
import { cardOf, PostCard } from "./card.js";
import { Chime } from "./chime.js";
import { Columns } from "./columns.js";
import { Composer } from "./composer.js";
import { Deadlines } from "./deadlines.js";
import { Deeds } from "./deeds.js";
import { DraftDeeds } from "./draftdeeds.js";
import { Drafting } from "./drafting.js";
import { Drafts } from "./drafts.js";
import { isGone } from "./fleeting.js";
import { Follower } from "./follower.js";
import { Groups } from "./groups.js";
import { Herald } from "./herald.js";
import { inlineIcons } from "./icons.js";
import { roomKeys } from "./keyboard.js";
import { Likes } from "./likes.js";
import { ListForm, ListMembers } from "./listform.js";
import { ListPick } from "./listpick.js";
import { Lists } from "./lists.js";
import { ListFeed, ListView } from "./listview.js";
import { LiveBlogs } from "./liveblogs.js";
import { Mutes } from "./mutes.js";
import { Outbox } from "./outbox.js";
import { Pins } from "./pins.js";
import { Place } from "./place.js";
import { Polls } from "./polls.js";
import { Portraits } from "./portraits.js";
import { Rating } from "./rating.js";
import { Reacting } from "./reacting.js";
import { Reports } from "./reports.js";
import { Rewriting, Versions } from "./rewriting.js";
import { Ringing } from "./ringing.js";
import { Schedule } from "./schedule.js";
import { Search } from "./search.js";
import { SearchKeys } from "./searchkeys.js";
import { Standing } from "./standing.js";
import { Stories } from "./stories.js";
import { StoryViewer } from "./storyviewer.js";
import { Thread } from "./thread.js";
import { Trends } from "./trends.js";
import { Unseen } from "./unseen.js";
import { Views } from "./views.js";
import { Wall } from "./wall.js";
import { Watch } from "./watch.js";
import { WatchForm } from "./watchform.js";
import { Kept } from "./watchkept.js";
import { Writers } from "./writers.js";

const MAY_CHANGE = ["deleted", "likes", "reactions", "text", "edited", "mentions_team", "labelled", "pinned", "hidden", "request"]; // of a post already published

const byId = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];

const room = byId("room");
const page = {
  ...JSON.parse(byId("page-state").textContent),
  template: byId("post-template"),
  outgoing: byId("outgoing-template"),
  trend: byId("trend-template"),
  ring: byId("ring-template"),
  watchTemplate: byId("watch-template"),
  watchTab: byId("watch-tab-template"),
  cloudTemplate: byId("cloud-template"),
  cloudWord: byId("cloud-word-template"),
  tell: toast,
  draftTemplate: byId("draft-template"),
  askedTemplate: byId("asked-template"),
  reactionTemplate: byId("reaction-template"),
  reportTemplate: byId("report-template"),
};
page.herald = new Herald(byId("spoken"), byId("news"), new Chime(all("[data-sound]")), page);
const tell = (text, tone) => page.herald.tell(text, tone);
page.networks = page.channels;
page.channels = Object.fromEntries(page.networks.map(({ kind, name }) => [kind, name]));
page.reacts = new Set(page.networks.filter(({ reacts }) => reacts).map(({ kind }) => kind));
page.schedules = new Set(page.networks.filter(({ schedules }) => schedules).map(({ kind }) => kind));
page.polling = new Set(page.networks.filter(({ polls }) => polls).map(({ kind }) => kind));
page.gone = new Set();
page.likes = new Likes(page.room.code);
page.portraits = new Portraits(page.avatars);
page.accounts = new Accounts(page.accounts, page.room.code);

const clock = new ExerciseClock();
clock.set(page.clock);
page.now = () => clock.now();
page.polls = new Polls(page, { box: byId("poll-template"), option: byId("poll-option-template") });
page.groupName = (code) => groups.name(code);
const groups = new Groups(page);
const archive = new Archive(page.api);
const kept = new Kept(page, (message) => page.socket.request(message), (error) => toast(error.message, "bad"));
page.mutes = new Mutes(kept, byId("muted"), page);
page.blocks = new Blocks(page, byId("blocked"), () => stories?.again());
page.lists = new Lists(page, archive);
page.listPick = new ListPick(byId("list-pick"), byId("list-choice-template"), page);
page.listFeed = new ListFeed(page.lists);
page.authors = new Authors(byId("author"), archive, page);
page.place = new Place(page, archive, { now: () => clock.now(), onBack: () => columns.reload("on-traffic") });
const makeCard = (post) => {
  const card = new PostCard(post, page);
  card.tick(clock.now());
  return page.place.dress(page.blocks.dress(page.mutes.dress(card)));
};

// What stands in the middle -------------------------------------------------------------------------

const columns = new Columns(page, archive, makeCard);
const viewOf = (name) => document.querySelector(`[data-view=${name}]`);
const listView = new ListView(viewOf("lists"), viewOf("list"), columns, page, {
  template: byId("list-template"),
  form: new ListForm(byId("list-form"), page),
  members: new ListMembers(byId("list-members"), byId("list-member-template"), page),
  drop: byId("list-drop"),
});
const pins = new Pins(all("[data-pins]"), makeCard);
const rolling = new LiveBlogs(byId("liveblogs"), byId("liveblog-template"), archive, makeCard, page);
const thread = new Thread(document.querySelector("[data-view=post]"), archive, makeCard, page.strings);
const search = new Search(document.querySelector("[data-view=search]"), archive, makeCard, page);
const trends = new Trends(all("[data-trends]"), page);
const rating = new Rating(document.querySelector("[data-rating]"), page);
const unseen = new Unseen(all("[data-unseen]"), archive, page, tell);
page.unseen = unseen;
const deadlines = new Deadlines(all("[data-due]"), archive, page, tell);
const draftsPanel = document.querySelector("[data-view=drafts]");
page.drafts = new Drafts(page, draftsPanel, all("[data-drafts]"), tell);
const reportsPanel = document.querySelector("[data-view=reports]");
page.reports = new Reports(page, reportsPanel, all("[data-reports]"), tell);
const bell = new Bell(all("[data-mentions]"), page.herald);
page.watching = new Watch(byId("watch"), {
  page,
  archive,
  makeCard,
  kept,
  ringing: new Ringing(all("[data-watch-count]"), page.herald, page),
  form: new WatchForm(byId("watch-form"), archive, page.strings, page.lists),
});

const viewer = new StoryViewer(byId("stories"), makeCard, page);
const stories = viewOf("on-stories") && new Stories(viewOf("on-stories"), archive, viewer, page);
const wall = viewOf("on-wall") && new Wall(viewOf("on-wall"), archive, makeCard);

page.patch = (id, values) => {
  columns.patch(id, values);
  pins.patch(id, values);
  thread.patch(id, values);
  rolling.patch(id, values);
  search.patch(id, values);
  deadlines.patch(id, values);
  page.watching.patch(id, values);
  stories?.patch(id, values);
  wall?.patch(id, values);
  page.place.patch(id, values);
};
page.holdFor = (reason, on) => columns.hold(reason, on);
page.search = (q) => {
  if (page.views.current.q === q.trim()) void search.ask(q.trim()); // asked again: there may be more by now
  else page.views.show({ name: "search", q: q.trim() });
};

function showView(view, before) {
  if (view.name === "search") search.enter(view.q ?? "", before);
  if (view.name === "post") void thread.open(view.post);
  else thread.close();
  if (view.name === "list") listView.enter(view.list);
  columns.enter(view.name, before?.name);
  page.watching.enter(view.name === "watch");
  page.reports.enter(view.name === "reports");
  viewer.close();
  if (view.name === "on-stories") void stories?.enter();
  page.place.enter(view.name);
  if (view.name === "mentions") bell.seen();
  unseen.look(view.name);
}

// What the server says ----------------------------------------------------------------------------

const follower = new Follower(archive, {
  posts(posts, how) {
    page.place.arrive(posts);
    columns.arrive(posts, how);
    thread.arrive(posts);
    rolling.arrive(posts);
    search.arrive(posts, how);
    page.watching.arrive(posts, how);
    listView.arrive(posts, how);
    stories?.arrive(page.blocks.allow(posts), how);
    for (const post of posts) page.outbox.arrived(post.id);
    const told = page.blocks.allow(posts);
    if (!how.first) noticeMentions(told);
    if (!how.first) unseen.arrive(told);
    deadlines.arrive(told);
  },
  touched(rows, reacted) {
    for (const [id, likes, shares, replies, views] of rows) page.patch(id, { likes, shares, replies, views });
    for (const [id, ...reactions] of reacted) page.patch(id, { reactions });
  },
  typing: (frame) => page.writers.heard(frame),
  drafts: (frame) => page.drafts.apply(frame),
  reports: (frame) => page.reports.apply(frame),
  pins: (frame) => pins.show(frame.pins),
  appeals: (frame) => page.place.apply(frame),
  lists: (frame) => page.lists.apply(frame),
  safety: (check) => page.place.count(check),
  polls: (counts) => counts.forEach((one) => page.polls.count(one)),
  groups: (list) => groups.show(list),
  blocks: (list) => page.blocks.ofTeam(list),
  state(room) {
    page.drafts.snapshot(room);
    page.polls.snapshot(room.voted ?? []);
    page.lists.snapshot(room);
    groups.show(room.groups ?? []);
    page.blocks.ofTeam(room.blocked ?? []);
    pins.show(room.pins);
    page.reports.snapshot(room);
    page.place.apply(room);
  },
  changed(changes) {
    for (const { id, ...change } of changes) {
      const told = MAY_CHANGE.filter((name) => change[name] !== undefined);
      page.patch(id, Object.fromEntries(told.map((name) => [name, change[name]])));
      if (change.poll) page.polls.count(change.poll);
      if (change.deleted) page.gone.add(id);
      if (change.deleted) for (const share of all(".post[data-kind=share]")) cardOf(share)?.refresh();
    }
  },
  trends: (list) => trends.show(list),
  reviews: (counts) => rating.show(counts),
  symbol: (id) => void wall?.name(id),
  total: (number) => all("[data-total]").forEach((node) => (node.textContent = compact(number, page.lang))),
  clock: (face) => {
    clock.set(face);
    standing.look();
  },
  afresh() {
    clock.forget();
    page.likes.clear();
    page.drafts.forget();
    page.polls.forget();
    groups.forget();
    page.reports.forget();
    page.place.forget();
    page.lists.forget();
    for (const stream of columns.all) stream.clear();
    search.again();
    page.watching.again();
    stories?.again();
    wall?.again();
    bell.seen();
    unseen.forget();
    deadlines.forget();
    rolling.forget();
    void rolling.recall();
  },
});

function noticeMentions(posts) {
  const number = posts.filter((post) => columns.isMention(post)).length;
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

page.writers = new Writers({
  send: (message) => page.socket.send(message),
  me: page.me.id,
  strings: page.strings,
  lang: page.lang,
});
page.outbox = new Outbox(byId("outbox"), page, {
  send: (message) => page.socket.request(message),
  edit: (message, parent) => page.composer.open({ message, parent }),
});
page.schedule = new Schedule(byId("schedule"), page);
page.draftDeeds = new DraftDeeds(page, draftsPanel, { back: byId("return-draft"), drop: byId("drop-draft") });
page.drafting = new Drafting(byId("composer"), byId("two-texts"), page);
page.composer = new Composer(byId("composer"), page, (message, parent) => {
  page.outbox.add(message, parent);
  void inSight()?.toTop();
});
page.rewriting = new Rewriting(byId("rewrite"), page);
page.versions = new Versions(byId("versions"), archive, page.strings);
page.views = new Views(byId("column"), showView);
page.reacting = new Reacting(page, byId("reaction-picker"));
new Deeds(page, { menu: byId("post-menu"), report: byId("report"), remove: byId("remove") });

function chooseAccount(account) {
  for (const radio of all("input[name=speaking-as]")) radio.checked = radio.value === account.code;
}

document.addEventListener("change", (event) => {
  if (event.target.name === "speaking-as") page.accounts.choose(event.target.value);
});
document.addEventListener("click", (event) => {
  const writes = event.target.closest("[data-compose]");
  if (writes) page.composer.open({ channel: writes.dataset.compose || "microblog", form: writes.dataset.form });
  if (event.target.closest("[data-back]")) page.views.back();
  const reported = event.target.closest("[data-report-act=show]");
  if (reported) page.views.show({ name: "post", post: Number(reported.dataset.post) });
  const tab = event.target.closest("[data-shows]");
  if (tab) showTab(tab.dataset.shows);
});
document.addEventListener("submit", (event) => {
  if (!event.target.closest("[data-search]")) return;
  event.preventDefault();
  page.search(new FormData(event.target).get("q"));
  search.leaveField();
});

function showTab(name) {
  if (page.views.current.name === name) void columns.get(name)?.toTop();
  else page.views.show({ name });
  if (name === "search") search.focus();
}
const isLive = () => !byId("network").hidden; // not in the briefing
const searchKeys = new SearchKeys(search, page.views);
page.keys = roomKeys(
  { dialog: byId("keys"), stored: "room-shortcuts" },
  {
    compose: () => isLive() && document.querySelector("[data-compose]:not(:disabled)") && page.composer.open(),
    newest: () => isLive() && void inSight()?.toTop(),
    search: () => isLive() && searchKeys.open(),
  },
);

page.accounts.onChoice(chooseAccount);
for (const mark of all("[data-hue]")) mark.style.setProperty("--hue", mark.dataset.hue);
page.views.start();
const hideReason = () => page.holdFor("hidden-page", document.hidden);
document.addEventListener("visibilitychange", hideReason);
hideReason();
const inSight = () => columns.get(page.views.current.name);
addEventListener("scroll", () => inSight()?.scrolled(), { passive: true });
addEventListener("resize", () => inSight()?.tend());
setInterval(() => {
  standing.look();
  page.writers.tick();
  const now = clock.now();
  letGo(now);
  for (const stream of columns.all) stream.tick(now);
  for (const card of [...thread.cards, ...search.cards, ...pins.cards, ...(wall?.cards ?? [])]) card.tick(now);
  viewer.tick(now);
  if (page.views.current.name === "on-stories" && !document.hidden) stories?.beat();
  page.watching.beat(now);
  if (page.views.current.name === "search" && !document.hidden) search.beat();
  if (page.views.current.name === "list" && !document.hidden) listView.beat();
  page.drafts.tick(now);
  page.reports.tick(now);
  groups.tick(now);
  if (page.views.current.name === "on-traffic") page.place.tick();
  deadlines.tick(now);
  rolling.tick(now);
  for (const face of all("[data-clock]")) face.textContent = clockText(now);
}, 1000);
/** What is gone at exercise time `now` (s) leaves every place where it may stand; staff go on seeing it, marked. */
function letGo(now) {
  const places = page.me.id === null ? [] : [columns, thread, search, page.watching, page.composer];
  for (const place of [stories, ...places]) place?.drop((post) => isGone(post, now));
}

standing.look();
// Faces that come with the posts would keep the browser's sign of loading turning for ever.
if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded, { once: true }));
await inlineIcons(page.template, page.icons).catch(() => {}); // they are drawn all the same, only more slowly
void unseen.recall();
void deadlines.recall();
void rolling.recall();
page.socket.open();
kept.start();
