// What the tests of the page's modules say it with.

export function same(actual, expected) {
  const [one, other] = [actual, expected].map((value) => JSON.stringify(value));
  if (one !== other) throw new Error(`got ${one}, expected ${other}`);
}

export function holds(is, message = "it does not hold") {
  if (!is) throw new Error(message);
}

export const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `is()`, for ten seconds at most: what then does not hold is for the test to say. */
export async function until(is) {
  for (let turn = 0; turn < 500 && !is(); turn += 1) await rest(20);
}
