import { Follower } from "/static/js/feed/follower.js";
import { fadeOf } from "/static/js/feed/roadmap.js";
import { same } from "/check.js";

export default {
  "a pin fades as it grows old, and goes"() {
    same([0, 180, 181, 601, 1501, 2700, 2701].map(fadeOf), [0, 0, 1, 2, 3, 3, null]);
  },

  "requests and the safety check are handed on as they come"() {
    const told = [];
    const to = new Proxy({}, { get: (_target, name) => (given) => told.push([name, given]) });
    const follower = new Follower({}, to);
    follower.apply({ type: "appeals", appeals: [], veiled: ["east"] });
    const empty = { seq: [1, 0], rev: 0, posts: [], touched: [], total: 0 };
    follower.apply({ type: "window", ...empty, safety: { safe: 12 } });
    follower.apply({ type: "window", ...empty });
    const about = told.filter(([name]) => name === "appeals" || name === "safety");
    same(about, [["appeals", { type: "appeals", appeals: [], veiled: ["east"] }], ["safety", { safe: 12 }]]);
  },
};
