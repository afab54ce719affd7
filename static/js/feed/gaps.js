// Posts by their sequence number, newest first, and the numbers that are missing between them. PURE.

/** The posts of both lists, newest first, each once (the one of `held` wins). */
export function merged(held, posts) {
  const known = new Set(held.map(({ seq }) => seq));
  const added = posts.filter(({ seq }) => !known.has(seq) && known.add(seq));
  return [...held, ...added].sort((one, other) => other.seq - one.seq);
}

/** Index of the first neighbours at `from` or after whose numbers are not consecutive, or -1. `seqs` descend;
 *  below the numbers of `voids` nothing is missing that could be had. */
export function gapFrom(seqs, from, until = seqs.length - 1, voids = new Set()) {
  for (let index = Math.max(0, from); index < until; index += 1) {
    if (seqs[index] - seqs[index + 1] > 1 && !voids.has(seqs[index])) return index;
  }
  return -1;
}

/** Where a post with number `seq` belongs in `seqs`, which descend. */
export function placeOf(seqs, seq) {
  let low = 0;
  let high = seqs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seqs[middle] > seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
