import { Lists } from "/static/js/feed/lists.js";
import { holds, same } from "/check.js";

const STRINGS = {
  accounts: { one: "{n} account", other: "{n} accounts" },
  about: "{number}, {whose}",
  mine: "mine",
  sharedByMe: "by me",
  sharedBy: "by {name}",
};

function view(list, step, more = {}) {
  const accounts = (more.handles ?? []).map((handle) => ({ handle, name: handle }));
  return { list, step, name: `L${list}`, shared: true, owner: 7, owner_name: "Tom", accounts, ...more };
}

/** `answer` is what the server says of the list that was saved or filled. */
function lists({ answer = {}, watch = {} } = {}) {
  const sent = [];
  const told = [];
  const socket = {
    request: async (message) => {
      sent.push(message);
      return answer;
    },
  };
  const it = new Lists({ socket, me: { id: 7 }, watch, strings: { lists: STRINGS }, lang: "en" }, null);
  it.onChange((number, isFilledOtherwise) => told.push([number, isFilledOtherwise]));
  return { it, sent, told };
}

export default {
  "a state brings all lists, and takes away what it does not hold"() {
    const { it, told } = lists();
    it.snapshot({ lists: [view(2, 1), view(1, 4)] });
    same(it.all.map(({ list }) => list), [1, 2]);
    it.snapshot({ lists: [view(1, 4)] });
    same(it.all.map(({ list }) => list), [1]);
    same(told, [[2, true], [1, true], [2, true]]);
    it.snapshot({});
    same(it.all, []);
  },
  "an older view of a list says nothing"() {
    const { it } = lists();
    it.snapshot({ lists: [view(1, 4, { name: "New" })] });
    it.apply({ lists: [view(1, 3, { name: "Old" })], gone: [] });
    same(it.get(1).name, "New");
  },
  "a list that was deleted does not come back with a late frame"() {
    const { it } = lists();
    it.snapshot({ lists: [view(1, 4)] });
    it.apply({ lists: [], gone: [{ list: 1, step: 5, deleted: true }] });
    it.apply({ lists: [view(1, 4)], gone: [] });
    same(it.all, []);
  },
  "a list that is no longer shared stays its owner's, and leaves the others"() {
    const mine = lists().it;
    mine.snapshot({ lists: [view(1, 4)] });
    mine.apply({ lists: [], gone: [{ list: 1, step: 5, deleted: false }] });
    same([mine.get(1).shared, mine.get(1).step], [false, 5]);
    const theirs = lists().it;
    theirs.snapshot({ lists: [view(1, 4, { owner: 8 })] });
    theirs.apply({ lists: [], gone: [{ list: 1, step: 5, deleted: false }] });
    same(theirs.all, []);
    theirs.apply({ lists: [view(1, 6, { owner: 8 })], gone: [] }); // shared again
    same(theirs.all.length, 1);
  },
  "another name is no other filling"() {
    const { it, told } = lists();
    it.snapshot({ lists: [view(1, 1, { handles: ["a", "b"] })] });
    it.apply({ lists: [view(1, 2, { handles: ["b", "a"], name: "Other" })], gone: [] });
    it.apply({ lists: [view(1, 3, { handles: ["a"] })], gone: [] });
    same(told, [[1, true], [1, false], [1, true]]);
  },
  "what its accounts write belongs into a list, what they share does not"() {
    const { it } = lists();
    it.snapshot({ lists: [view(1, 1, { handles: ["Élodie_B"] })] });
    const { accepts } = it.sourceOf(1);
    const post = { kind: "original", deleted: false, handle: "élodie_b" };
    same([accepts(post), accepts({ ...post, kind: "share" }), accepts({ ...post, handle: "elodie" })], [true, false, false]);
    same([accepts({ ...post, deleted: true }), it.sourceOf(2).accepts(post)], [false, false]);
  },
  async "a list that is gone has no posts, and the server is not asked"() {
    const { it } = lists();
    const source = it.sourceOf(9);
    same([await source.page({ limit: 50 }), (await source.volume()).posts, (await source.words(15)).words], [[], [], []]);
  },
  async "what one asks is told to the server, and taken from its answer"() {
    const { it, sent } = lists({ answer: { list: view(3, 1, { shared: false, handles: ["a"] }) } });
    same((await it.save({ name: "Press", shared: false })).list, 3);
    await it.fill(3, "@Élodie", true);
    same(sent.map(({ type, list, mark }) => [type, list ?? null, mark ?? null]), [["list_make", null, null], ["list_fill", 3, "@elodie"]]);
    holds(it.holds(3, "A"));
    await it.drop(3);
    same(it.all, []);
  },
  "it is told whose a list is, and who may arrange it"() {
    const { it } = lists();
    const [own, shared, theirs] = [view(1, 1, { shared: false }), view(2, 1), view(3, 1, { owner: 8, handles: ["a"] })];
    same([own, shared, theirs].map((one) => it.about(one)), ["0 accounts, mine", "0 accounts, by me", "1 account, by Tom"]);
    same([own, theirs, { ...theirs, orphan: true }].map((one) => it.mayArrange(one)), [true, false, true]);
  },
  "who looks on has no lists"() {
    holds(!lists({ watch: null }).it.isOffered);
  },
};
