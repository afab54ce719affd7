import { delayBefore } from "/static/js/backoff.js";
import { clockText, ExerciseClock } from "/static/js/clock.js";
import { newKey } from "/static/js/keys.js";
import { ago, compact, count, fill } from "/static/js/words.js";
import { holds, same } from "/check.js";

const WORDS = { now: "now", s: "{n} s", min: "{n} min", h: "{n} h" };

export default {
  "keys are what the server takes, and never the same"() {
    const keys = Array.from({ length: 2000 }, newKey);
    holds(keys.every((key) => /^[A-Za-z0-9_-]{22}$/.test(key)));
    same(new Set(keys).size, 2000);
  },
  "keys are made without a secure context"() {
    same(location.protocol, "http:");
    holds(!window.isSecureContext);
    newKey();
  },
  "each attempt to connect waits longer, up to a limit"() {
    same([0, 1, 2, 3].map((attempt) => delayBefore(attempt, 1)), [400, 800, 1600, 3200]);
    same(delayBefore(1000, 1), 15000);
  },
  "a roomful of phones spreads over the upper half of the wait"() {
    same([0, 0.5, 1].map((random) => delayBefore(1, random)), [400, 600, 800]);
  },
  "the clock runs on at its speed while it runs"() {
    const clock = new ExerciseClock();
    clock.set({ t: 100, speed: 2, running: true, state: "running" }, 1000);
    same(clock.now(4000), 106);
  },
  "the clock stands while it is paused"() {
    const clock = new ExerciseClock();
    clock.set({ t: 100, speed: 2, running: false, state: "paused", reason: "gap" }, 1000);
    same([clock.now(4000), clock.state, clock.reason], [100, "paused", "gap"]);
  },
  "a clock that was read before it changed, and comes late, says nothing"() {
    const clock = new ExerciseClock();
    holds(clock.set({ version: 5, t: 100, speed: 1, running: false, state: "paused", reason: "trainer" }, 1000));
    holds(!clock.set({ version: 4, t: 99, speed: 1, running: true, state: "running" }, 1100));
    same([clock.state, clock.now(9000)], ["paused", 100]);
    holds(clock.set({ version: 5, t: 101, speed: 1, running: false, state: "paused" }, 1200));
    same(clock.now(9000), 101);
  },
  "a restored server's clock counts, whatever its version"() {
    const clock = new ExerciseClock();
    clock.set({ version: 5, t: 100, speed: 1, running: true, state: "running" }, 1000);
    clock.forget();
    same([clock.state, clock.now(2000)], ["running", 101]);
    holds(clock.set({ version: 2, t: 40, speed: 1, running: false, state: "paused" }, 2000));
    same(clock.now(9000), 40);
  },
  "times read as on a watch"() {
    same([0, 65, 3599.9, 3725, -1].map(clockText), ["00:00", "01:05", "59:59", "1:02:05", "00:00"]);
  },
  "how long ago is told in one unit"() {
    same([0, 4.9, 5, 59, 60, 3599, 3600, 90000].map((s) => ago(s, WORDS)), [
      "now", "now", "5 s", "59 s", "1 min", "59 min", "1 h", "25 h",
    ]);
  },
  "placeholders are filled once, and unknown ones stay"() {
    same(fill("{name} said {what} to {whom}", { name: "{what}", what: "no" }), "{what} said no to {whom}");
  },
  "French counts nothing in the singular, English in the plural"() {
    const forms = { one: "{n} post", other: "{n} posts" };
    same([count(forms, 0, "fr"), count(forms, 0, "en"), count(forms, 1, "en")], ["0 post", "0 posts", "1 post"]);
  },
  "large numbers are short"() {
    same([950, 1200, 12345, 1000000].map((n) => compact(n, "en")), ["950", "1.2K", "12K", "1M"]);
  },
};
