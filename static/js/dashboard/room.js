/* One room as the dashboard knows it. Frames come in; nothing is shown twice, nothing grows without end. */

import { CauseMemory } from "./causes.js";
import { vectorOf } from "./emotions.js";
import { Series } from "./series.js";

const TEAM_POSTS = 200; // newest posts of the team that are kept
const WAITING = 60; // posts of the crowd that wait to be sampled

export class Room {
  code;
  name;
  seq = 0;
  rev = 0;
  total = 0;
  trends = [];
  symbol = null; // of the wall: a post's id
  rumours = [];
  appeals = [];
  safety = null;
  blocked = []; // by the team's accounts: {mark, account}
  groups = []; // public ones, with the codes of the team's accounts that joined
  mood = null;
  pressure = null;
  living = false;
  weights = null;
  #reports = new Map();
  series = new Series();
  causes = new CauseMemory();
  #injects = new Map();
  #team = new Map();
  #polls = new Map(); // id -> how it stood when it was last heard of
  #waiting = [];
  #lastWindow = -1;

  constructor({ code, name }) {
    this.code = code;
    this.name = name;
  }

  /** A snapshot (welcome, caught_up). The mood's curve is kept: it comes from history and windows. */
  snapshot(state) {
    this.seq = state.seq;
    this.rev = state.rev;
    this.total = state.total;
    this.trends = state.trends;
    this.symbol = state.symbol ?? null;
    this.rumours = state.rumours ?? [];
    this.operators(state);
    this.circles(state);
    this.mood = state.mood ?? this.mood;
    this.pressure = state.pressure ?? null;
    this.living = state.living ?? false;
    this.weights = state.weights ?? null;
    this.#reports = new Map();
    this.report(state);
    this.#injects = new Map((state.injects ?? []).map((inject) => [inject.code, inject]));
    this.#take(state.posts);
  }

  /** Apply a window. False when it was held already. `hole`: posts before it were never received. */
  window(frame) {
    const [first, last] = frame.windows;
    if (last <= this.#lastWindow) return { news: false, hole: false };
    this.#lastWindow = last;
    const stored = Math.max(0, frame.seq[1] - frame.seq[0] + 1);
    const hole = stored > 0 && frame.seq[0] > this.seq + 1;
    this.seq = Math.max(this.seq, frame.seq[1]);
    this.rev = Math.max(this.rev, frame.rev);
    this.total = Math.max(this.total, frame.total);
    if (frame.trends) this.trends = frame.trends;
    if (frame.rumours) this.rumours = frame.rumours;
    if (frame.symbol != null) this.symbol = frame.symbol;
    if (frame.safety) this.safety = frame.safety;
    this.circles(frame);
    for (const poll of frame.polls ?? []) this.#polls.set(poll.id, poll);
    if (frame.mood) this.#feel(frame.mood, first, last, stored);
    for (const inject of frame.fired ?? []) this.#settle(inject);
    this.touch(frame.touched);
    this.#take(frame.posts);
    return { news: true, hole };
  }

  /** The poll that a post is, shares or quotes, as it stands now; null where it has none. */
  pollOf({ poll }) {
    const heard = poll && this.#polls.get(poll.id);
    const isNewer = heard && (heard.over || votesIn(heard) > votesIn(poll));
    return isNewer ? { ...poll, ...heard } : (poll ?? null);
  }

  /** What the team asked of operators, and the safety check, as they are now. */
  operators({ appeals, safety }) {
    this.appeals = appeals ?? [];
    this.safety = safety ?? null;
  }

  /** Whom the team's accounts block, and how the groups stand, where a frame tells. */
  circles({ blocked, groups }) {
    this.blocked = blocked ?? this.blocked;
    this.groups = groups ?? this.groups;
  }

  /** Posts made at once by a trainee or a trainer. */
  posts(frame) {
    const hole = frame.seq[0] > this.seq + 1;
    this.seq = Math.max(this.seq, frame.seq[1]);
    this.rev = Math.max(this.rev, frame.rev);
    this.total = Math.max(this.total, frame.total);
    this.touch(frame.touched ?? []);
    this.#take(frame.posts);
    return { news: true, hole };
  }

  /** Reports as they are now, of a snapshot or of a frame; the others are as they were. */
  report({ reports = [] }) {
    for (const report of reports) {
      if ((this.#reports.get(report.report)?.step ?? 0) < report.step) this.#reports.set(report.report, report);
    }
  }

  /** Those that wait for an answer first; then the newest. */
  get reports() {
    const waits = ({ state }) => (state === "received" || state === "review" ? 1 : 0);
    return [...this.#reports.values()].sort((one, other) => waits(other) - waits(one) || other.report - one.report);
  }

  /** Whether the team reported this post. */
  isReported(id) {
    return this.reports.some(({ post }) => post === id);
  }

  /** A post was deleted, edited or liked, or what it does was corrected. */
  change({ id, deleted, text, likes, pinned, reading, request, rev }) {
    this.rev = Math.max(this.rev, rev ?? 0);
    this.#answer(id, request, deleted);
    for (const post of [this.#team.get(id), this.#waiting.find((one) => one.id === id)]) {
      if (!post) continue;
      if (deleted !== undefined) post.deleted = deleted;
      if (text !== undefined) post.text = text;
      if (likes !== undefined) post.likes = likes;
      if (pinned !== undefined) post.pinned = pinned;
      if (reading !== undefined) post.reading = reading;
    }
  }

  /** Counters of posts that moved: [id, likes, shares, replies, views]. */
  touch(touched) {
    for (const [id, likes, shares, replies, views] of touched) {
      const post = this.#team.get(id);
      if (post) Object.assign(post, { likes, shares, replies, views });
    }
  }

  /** Posts of the team fetched from the API. */
  loadTeam(posts) {
    for (const post of posts) this.#keepTeam(post);
  }

  get teamPosts() {
    return [...this.#team.values()].sort((one, other) => other.seq - one.seq);
  }

  inject(code) {
    return this.#injects.get(code) ?? null;
  }

  get injects() {
    return this.#injects;
  }

  /** A trainer gave an inject another text or time. */
  editInject({ inject: code, content, offset }) {
    const inject = this.#injects.get(code);
    if (inject) this.#injects.set(code, { ...inject, content, offset: offset ?? inject.offset });
  }

  /** The crowd's posts that came since the last call. */
  drain() {
    return this.#waiting.splice(0);
  }

  /** What the press asked in the post `id` was answered, no longer is, or is asked no more. */
  #answer(id, request, deleted) {
    if (!request && !deleted) return;
    const inject = [...this.#injects.values()].find(({ post, deadline }) => deadline && post === id);
    if (!inject) return;
    const now = deleted ? { withdrawn: true } : { answered: request.answered ?? null };
    this.#injects.set(inject.code, { ...inject, ...now });
  }

  #settle(inject) {
    this.#injects.set(inject.code, { ...this.#injects.get(inject.code), ...inject });
  }

  #feel(mood, first, last, stored) {
    this.mood = mood;
    const point = { t: first, span: last - first + 1, posts: stored };
    this.series.push({ ...point, shares: vectorOf(mood.shares), volume: mood.volume });
    this.causes.add(last + 1, mood.causes);
  }

  #take(posts) {
    for (const post of posts) {
      if (post.team) this.#keepTeam(post);
      else this.#waiting.push(post);
    }
    if (this.#waiting.length > WAITING) this.#waiting.splice(0, this.#waiting.length - WAITING);
  }

  #keepTeam(post) {
    const held = this.#team.get(post.id);
    if (held) Object.assign(held, post);
    else this.#team.set(post.id, post);
    if (this.#team.size > TEAM_POSTS) this.#team.delete(this.teamPosts.at(-1).id);
  }
}

function votesIn({ votes }) {
  return votes.reduce((sum, one) => sum + one, 0);
}
