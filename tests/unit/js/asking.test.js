import { isNear, left, standing } from "/static/js/asking.js";
import { requestsOf } from "/static/js/dashboard/press.js";
import { Deadlines } from "/static/js/feed/deadlines.js";
import { same } from "/check.js";

const cases = await (await fetch("/standing.json")).json();

const strings = { asking: { near: "{time} for {name}", due: "{time}" } };

function deadlines(pages = {}) {
  const said = [];
  const badge = Object.assign(document.createElement("span"), { hidden: true });
  badge.dataset.due = "mailbox";
  const archive = { page: async (_range, { channel }) => pages[channel] ?? [] };
  const networks = [{ kind: "mailbox", asks: true }, { kind: "page", asks: false }];
  return { badge, said, made: new Deadlines([badge], archive, { networks, strings }, (text) => said.push(text)) };
}

const letter = (id, due, more = {}) => ({ id, channel: "mailbox", name: "Inès", request: { due }, ...more });

export default {
  "a request stands as the server says it stands"() {
    const wrong = cases.filter((one) => standing(one, one.now) !== one.is);
    same(wrong, []);
    same(cases.length >= 10, true);
  },
  "it stands out when little time is left, and no longer when it is answered or over"() {
    same([0, 209, 211, 300, 301].map((now) => isNear({ due: 300 }, now)), [false, false, true, true, false]);
    same(isNear({ due: 300, answered: 12 }, 290), false);
    same([left({ due: 300 }, 0.5), left({ due: 300 }, 299.2), left({ due: 300 }, 400)], [300, 1, 0]);
  },
  "the way to the mailbox shows the time that is left for the first letter, and nothing once it is answered"() {
    const { badge, made } = deadlines();
    made.arrive([letter(1, 400), letter(2, 300)]);
    made.tick(100);
    same([badge.hidden, badge.textContent], [false, "03:20"]);
    made.patch(2, { request: { due: 300, answered: 120 } });
    made.tick(121);
    same(badge.textContent, "04:39");
    made.patch(1, { deleted: true });
    made.tick(122);
    same(badge.hidden, true);
  },
  "a short time is told once for each letter"() {
    const { made, said } = deadlines();
    made.arrive([letter(1, 300)]);
    made.tick(100);
    same(said, []);
    made.tick(250);
    made.tick(251);
    same(said, ["00:50 for Inès"]);
    made.tick(301);
    same(said.length, 1);
  },
  async "what was asked before one came is found"() {
    const { badge, made } = deadlines({ mailbox: [letter(7, 500), { id: 8, channel: "mailbox" }] });
    await made.recall();
    made.tick(0);
    same(badge.textContent, "08:20");
    made.forget();
    made.tick(1);
    same(badge.hidden, true);
  },
  "a trainer sees what is open first, the soonest due before the others, then the newest"() {
    const inject = (code, t, more) => ({ code, state: "fired", t, deadline: 100, post: t, ...more });
    const injects = [
      inject("old", 10, { answered: 50 }),
      inject("gone", 20, { withdrawn: true }),
      inject("late", 30, { answered: 200 }),
      inject("later", 190),
      inject("soon", 150),
      { code: "to come", state: "next", deadline: 100 },
      inject("missed", 60),
      { code: "no request", state: "fired", t: 5 },
    ];
    same(requestsOf(injects, 210).map(({ code, state }) => [code, state]), [
      ["soon", "open"],
      ["later", "open"],
      ["missed", "missed"],
      ["late", "late"],
      ["old", "in_time"],
    ]);
  },
};
