import { linesOf } from "/static/js/feed/curve.js";
import { Lookout } from "/static/js/feed/lookout.js";
import { Kept, merged } from "/static/js/feed/watchkept.js";
import { rest, same, until } from "/check.js";

function lookout({ fails = () => false } = {}) {
  const asked = [];
  const got = [];
  const source = {
    accepts: ({ seq }) => seq % 2 === 0,
    page: async (range) => {
      asked.push(range);
      if (fails()) throw new Error("away");
      return [{ seq: 8 }];
    },
  };
  return { asked, got, it: new Lookout(source, (posts) => got.push(posts)) };
}

function kept({ watch = { columns: [], muted: [] }, answer = async () => {}, room = `room${Math.random()}` } = {}) {
  const sent = [];
  const faults = [];
  const page = { room: { code: room }, me: { id: watch ? 7 : null }, watch };
  const ask = async (message) => {
    sent.push(message);
    return answer(message);
  };
  const make = (other = watch) => new Kept({ ...page, watch: other }, ask, (error) => faults.push(error.message));
  return { it: make(), make, sent, faults };
}

const LEAK = { name: "Leak", kind: "search", q: "leak" };

export default {
  "a lookout takes what belongs to it, and asks for nothing while frames are whole"() {
    const { it, asked } = lookout();
    same(it.take([{ seq: 1 }, { seq: 2 }, { seq: 4 }], { others: 0 }), [{ seq: 2 }, { seq: 4 }]);
    void it.beat(5000, 10_000);
    same([asked.length, it.isBehind], [0, false]);
  },
  async "where a frame left posts out it asks, at most once per time"() {
    const { it, asked, got } = lookout();
    it.take([], { others: 3 });
    same(it.isBehind, true);
    await it.beat(5000, 10_000);
    same([asked.length, got.length, it.isBehind], [1, 1, false]);
    it.take([], { others: 1 });
    await it.beat(5000, 14_999);
    same([asked.length, it.isBehind], [1, true]);
    await it.beat(5000, 15_000);
    same([asked.length, it.isBehind], [2, false]);
  },
  async "a question that did not get through is asked again"() {
    let away = true;
    const { it, asked, got } = lookout({ fails: () => away });
    it.fallBehind();
    await it.beat(5000, 10_000);
    same([got.length, it.isBehind], [0, true]);
    away = false;
    await it.beat(5000, 15_000);
    same([asked.length, got.length, it.isBehind], [2, 1, false]);
  },
  "a curve is complete up to the minute that still runs"() {
    same(linesOf([0, 2, 4, 0], 30, 20).complete, "M0 19L10 10.5L20 2");
    same(linesOf([0, 2, 4, 0], 30, 20).running, "M20 2L30 19");
    same([linesOf([3], 30, 20).all, linesOf([], 30, 20).all, linesOf([0, 0], 30, 20).complete], ["", "", ""]);
    same(linesOf([0, 0], 30, 20).running, "M0 19L30 19");
  },
  "what is muted is a set, whatever the order of changes"() {
    same(merged(["#a"], { "#b": true, "#a": false, columns: true }), ["#b"]);
    same(merged(["#a"], { "#a": true }), ["#a"]);
  },
  async "columns go out once, the newest of them, and are no longer unsent then"() {
    const { it, make, sent } = kept();
    it.keep([LEAK]);
    it.keep([LEAK, { name: "Us", kind: "ours" }]);
    same(make({ columns: [], muted: [] }).columns.length, 2); // a page that closes now loses nothing
    await until(() => sent.length);
    same(sent.map(({ type, columns }) => [type, columns.length]), [["watch", 2]]);
    same(make({ columns: [LEAK], muted: [] }).columns.length, 1); // the server has it: what it says counts
  },
  async "what could not be sent goes out from the next page"() {
    const { it, make, sent } = kept({ answer: () => Promise.reject(Object.assign(new Error(""), { code: "closed" })) });
    it.mute("#panic", true);
    await rest(10);
    const next = make();
    same(next.muted, ["#panic"]);
    next.start();
    await rest(10);
    same(sent.map(({ mark, on }) => [mark, on]), [["#panic", true], ["#panic", true]]);
  },
  async "what the server refuses is told"() {
    const { it, faults } = kept({ answer: () => Promise.reject(Object.assign(new Error("full"), { code: "too_many_muted" })) });
    it.mute("#panic", true);
    await rest(10);
    same(faults, ["full"]);
  },
  async "who has no seat keeps it in the browser alone"() {
    const { it, make, sent } = kept({ watch: null });
    it.keep([LEAK]);
    it.mute("#panic", true);
    await rest(800);
    same([sent.length, make(null).columns.length, make(null).muted], [0, 1, ["#panic"]]);
  },
};
