// Where the words that a search asked for stand in a text. PURE. Words come folded from the server (feed.query).
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
const TAG = /(?<![\p{L}\p{N}_])#[\p{L}\p{N}\p{M}_]+/gu;
const APART = { œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ı: "i", ß: "ss" };

/** Without case and accents. */
export function fold(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  return plain.replace(/[œæøłđıß]/gu, (letter) => APART[letter]);
}

/** [start, end] of what is to be marked in `text`, in order and apart. `marks` are {words, begun}. */
export function ranges(text, marks) {
  const words = tokens(text, WORD);
  const tags = tokens(text, TAG);
  return united(marks.flatMap((mark) => runs(mark.words[0].startsWith("#") ? tags : words, mark)));
}

/** Whether one of `marks` asks for this account. */
export function asksFor(handle, marks) {
  const name = { word: `@${fold(handle)}` };
  return marks.some(({ words, begun }) => fits(name, words[0], begun));
}

function tokens(text, pattern) {
  return Array.from(text.matchAll(pattern), ({ 0: found, index }) => ({
    word: fold(found),
    start: index,
    end: index + found.length,
  }));
}

function runs(found, { words, begun }) {
  const last = words.length - 1;
  const begins = (_, at) => words.every((word, index) => fits(found[at + index], word, begun && index === last));
  return found.filter(begins).map((token) => [token.start, found[found.indexOf(token) + last].end]);
}

function fits(token, word, begun) {
  return token !== undefined && (begun ? token.word.startsWith(word) : token.word === word);
}

function united(spans) {
  const apart = [];
  for (const [start, end] of spans.sort((one, other) => one[0] - other[0])) {
    const before = apart.at(-1);
    if (before && start <= before[1]) before[1] = Math.max(before[1], end);
    else apart.push([start, end]);
  }
  return apart;
}
