import { Follower } from "/static/js/feed/follower.js";
import { rest, same } from "/check.js";

const clock = { version: 1, t: 1, speed: 1, running: true, state: "running" };
const post = (seq, more = {}) => ({ id: seq * 10, seq, ...more });
const range = (first, last) => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => post(first + i));

/** A room of the server with `last` posts, and what a page was told of it. */
class World {
  told = { posts: [], others: 0, changes: [], afresh: 0 };
  asked = [];
  changesToCome = [];
  rev = 0;

  constructor() {
    this.follower = new Follower(this, {
      posts: (posts, { others = 0 }) => {
        this.told.posts.push(...posts.map(({ seq }) => seq));
        this.told.others += others;
      },
      changed: (changes) => this.told.changes.push(...changes.map(({ id }) => id)),
      touched: () => {},
      trends: () => {},
      symbol: () => {},
      state: () => {},
      total: () => {},
      clock: () => {},
      afresh: () => (this.told.afresh += 1),
    });
  }

  async page({ after, limit }, filter = {}) {
    this.asked.push({ after, limit, ...filter });
    if (filter.mentions) return [post(after + 2, { mentions_team: true })];
    return range(after + 1, after + limit).reverse();
  }

  async changes(after) {
    this.asked.push({ changes: after });
    return { changes: this.changesToCome, rev: this.rev };
  }

  welcome(last, { epoch = "a", rev = 0, posts = range(last - 4, last) } = {}) {
    const room = { room: "r", seq: last, rev, total: last, trends: [], posts, oldest: posts[0]?.seq ?? last + 1 };
    this.follower.apply({ type: "welcome", epoch, clock, rooms: [room] });
  }

  window(first, last, { posts = range(first, last), rev = 0 } = {}) {
    const left_out = last - first + 1 - posts.length;
    this.follower.apply({ type: "window", seq: [first, last], rev, clock, posts, left_out, total: last, touched: [] });
  }

  change(rev, id) {
    this.follower.apply({ type: "change", seq: [1, 0], rev, id, deleted: true });
  }
}

export default {
  "a welcome brings the newest posts, and nothing is asked for"() {
    const world = new World();
    world.welcome(100);
    same([world.told.posts, world.asked, world.follower.held], [[96, 97, 98, 99, 100], [], { last_seq: 100, last_rev: 0 }]);
  },
  "frames in order are passed on"() {
    const world = new World();
    world.welcome(5);
    world.window(6, 8);
    world.window(9, 9);
    same(world.told.posts, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  },
  "a frame that comes twice changes nothing"() {
    const world = new World();
    world.welcome(5);
    world.window(6, 8);
    world.window(6, 8);
    world.window(4, 9);
    same(world.told.posts, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  },
  "an empty window is no hole"() {
    const world = new World();
    world.welcome(5);
    world.window(6, 5, { posts: [] });
    world.window(6, 6);
    same([world.told.posts.at(-1), world.asked], [6, []]);
  },
  async "a lost frame is fetched"() {
    const world = new World();
    world.welcome(5);
    world.window(9, 10);
    await rest(0);
    same(world.asked, [{ after: 5, limit: 3 }]);
    same(world.told.posts.sort((a, b) => a - b), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  },
  async "of a long absence a page is fetched, and what concerns the team"() {
    const world = new World();
    world.welcome(5);
    world.window(2006, 2007);
    await rest(0);
    await rest(0);
    same(world.asked, [{ after: 5, limit: 500 }, { after: 505, limit: 500, mentions: 1 }]);
    same(world.told.others, 1500);
  },
  "posts left out are counted, not fetched"() {
    const world = new World();
    world.welcome(5);
    world.window(6, 305, { posts: [post(7), post(300)] });
    same([world.told.others, world.asked, world.follower.held.last_seq], [298, [], 305]);
  },
  async "a reconnection brings what is missing between"() {
    const world = new World();
    world.welcome(5);
    world.welcome(100, { rev: 2 });
    await rest(0);
    same(world.told.posts.slice(5, 10), [96, 97, 98, 99, 100]);
    same(world.told.others, 90);
    same(world.asked, [{ after: 5, limit: 500, mentions: 1 }, { changes: 0 }]);
  },
  "another epoch starts afresh"() {
    const world = new World();
    world.welcome(100);
    world.welcome(7, { epoch: "b" });
    same([world.told.afresh, world.follower.held.last_seq], [1, 7]);
  },
  async "changes in order are applied; a hole in them is fetched"() {
    const world = new World();
    world.welcome(5);
    world.change(1, 10);
    world.change(1, 10);
    world.rev = 4;
    world.changesToCome = [{ rev: 2, id: 20 }, { rev: 3, id: 30 }, { rev: 4, id: 40 }];
    world.change(4, 40);
    await rest(0);
    same([world.told.changes, world.follower.held.last_rev], [[10, 20, 30, 40], 4]);
  },
  async "a window that knows of more changes makes them be fetched once"() {
    const world = new World();
    world.welcome(5);
    world.rev = 3;
    world.changesToCome = [{ rev: 3, id: 30 }];
    world.window(6, 6, { rev: 3 });
    world.window(7, 7, { rev: 3 });
    await rest(0);
    same([world.told.changes, world.asked], [[30], [{ changes: 0 }]]);
  },
};
