// How long to wait before the next attempt to connect. PURE: the random number is an argument.
const FIRST_MS = 400;
const LONGEST_MS = 15000;

/** Milliseconds before attempt number `attempt` (0 is the first): doubling, and spread over its upper half,
 *  so that a roomful of phones does not come back in the same instant. `random` is in [0, 1). */
export function delayBefore(attempt, random) {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
