/* The five emotions, in the order of the wire. PURE. */

export const EMOTIONS = Object.freeze(["like", "fear", "anger", "mockery", "sadness"]);

/** {like: .2, …} as five numbers; what is missing is 0. */
export function vectorOf(shares) {
  return EMOTIONS.map((emotion) => Number(shares?.[emotion] ?? 0));
}

/** Index of the strongest emotion. */
export function strongest(vector) {
  return vector.reduce((best, share, index) => (share > vector[best] ? index : best), 0);
}

/** Shares of a number of posts by emotion; null when there are none. */
export function sharesOf(counts) {
  const vector = vectorOf(counts);
  const sum = vector.reduce((total, count) => total + count, 0);
  return sum > 0 ? vector.map((count) => count / sum) : null;
}
