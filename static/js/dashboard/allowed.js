/* What a trainer can do in which state of the session. The server decides; this only greys out. PURE. */

const LIVE = ["running", "paused"];
const OPEN = ["draft", "lobby", ...LIVE];
const STATES = {
  open_lobby: ["draft"],
  start: ["draft", "lobby"],
  pause: ["running"],
  resume: ["paused"],
  end: LIVE,
  reopen: ["ended"],
  speed: OPEN,
  jump: LIVE,
  lock_lobby: OPEN,
  fire: LIVE,
  skip: OPEN,
  edit_inject: OPEN,
  pressure: OPEN,
  weights: OPEN,
  persona_post: LIVE,
  remove_post: LIVE,
  decide_report: LIVE,
  correct_reading: LIVE,
  remove: OPEN,
  readmit: OPEN,
  seat_code: OPEN,
  observe: [...LIVE, "ended"],
  rate: [...LIVE, "ended"],
};
const FOR_OBSERVERS = new Set(["observe", "rate"]);

/** Whether the verb makes sense in `state` for one who may steer (or only observe). */
export function allows(verb, state, maySteer) {
  return (maySteer || FOR_OBSERVERS.has(verb)) && (STATES[verb] ?? []).includes(state);
}

/** The one verb that a trainer most likely wants next. */
export function nextVerb(state) {
  return { draft: "open_lobby", lobby: "start", running: "pause", paused: "resume", ended: "reopen" }[state] ?? null;
}
