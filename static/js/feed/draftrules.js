// What a draft waits for, and for whom. PURE.

const SLOW_S = 120; // of exercise that somebody is kept waiting
const LATE_S = 240;

/** The state as it is shown: who is asked may have changed since the last verdict. */
export function stateOf({ state, asked, missing }) {
  if (state !== "submitted" && state !== "approved") return state;
  return asked.length && missing.length ? "submitted" : "approved";
}

const PASSED = new Set(["approved", "scheduled", "stopped"]); // nobody's verdict was missing
const JUDGED = new Set(["submitted", "approved", "scheduled"]);

/** Whether it may go out: nobody has to approve it, or everybody has. */
export function isReady(draft) {
  return !draft.missing.length && (PASSED.has(stateOf(draft)) || !draft.asked.length);
}

/** Whether my verdict is missing: of a scheduled one, too, where somebody who must approve came since. */
export function asksMe(draft, me) {
  return (stateOf(draft) === "submitted" || draft.state === "scheduled") && draft.missing.includes(me.function);
}

/** Whether it is my turn: I am asked, or what I wrote came back or did not go out, or it may go out and is mine. */
export function waitsForMe(draft, me) {
  const isMine = me.id !== null && draft.writer === me.id;
  const isBack = stateOf(draft) === "returned" && me.id !== null && (isMine || draft.editor === me.id);
  return asksMe(draft, me) || isBack || (isMine && ["approved", "stopped"].includes(stateOf(draft)));
}

/** What I can do with it now, in the order of the buttons; `schedules` tells whether the network would publish it
 *  by itself. */
export function deedsOf(draft, me, schedules = false) {
  if (me.id === null) return [];
  const state = stateOf(draft);
  const deeds = ["drop", ...(draft.kind === "share" ? [] : ["edit"])];
  if (draft.asked.includes(me.function) && JUDGED.has(state)) deeds.push("return");
  if (state === "scheduled") deeds.push("unschedule");
  else if (schedules && isReady(draft)) deeds.push("schedule");
  if (!isReady(draft) && !["submitted", "approved"].includes(state)) deeds.push("submit");
  if (asksMe(draft, me)) deeds.push("approve");
  if (isReady(draft)) deeds.push("publish");
  return deeds;
}

/** "fine", "slow" after two minutes, "late" after four. */
export function lateness(seconds) {
  if (seconds < SLOW_S) return "fine";
  return seconds < LATE_S ? "slow" : "late";
}

/** What each function that is asked said of the text as it is now: [{function, said, name, note}]. */
export function verdictsOn(draft) {
  const isWaiting = stateOf(draft) === "submitted";
  return draft.asked.map((code) => {
    const last = draft.verdicts.filter((one) => one.function === code && one.version === draft.version).at(-1);
    if (last) return { function: code, said: last.verdict, name: last.name, note: last.note };
    const before = draft.verdicts.filter((one) => one.function === code && one.verdict === "return").at(-1);
    return { function: code, said: isWaiting ? "waiting" : "later", name: "", note: before?.note ?? "" };
  });
}

/** What stood in the way of a scheduled text, in words: `said` are the page's about drafts. */
export function whyStopped(code, said) {
  return said.reasons?.[code] ?? said.reasons?.[""] ?? "";
}
