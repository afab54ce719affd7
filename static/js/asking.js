// Press requests: how each stands by what was answered and by the clock, as feed.press works it out. PURE.

const NEAR_S = 90; // of exercise left from which on a request without an answer stands out

/** "open", "in_time", "late" or "missed". `request` has due and, where the team answered, answered (s). */
export function standing({ due, answered }, now) {
  if (answered != null) return answered <= due ? "in_time" : "late";
  return now <= due ? "open" : "missed";
}

/** Whether it is open and little time is left. */
export function isNear(request, now) {
  return standing(request, now) === "open" && request.due - now <= NEAR_S;
}

/** Seconds left, none below 0. */
export function left({ due }, now) {
  return Math.max(0, Math.ceil(due - now));
}
