// Putting numbers and names into strings that the page's template brings, already translated. PURE.

/** Replaces {name} in `text` by `values.name`; a name without a value stays as it is. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

const made = new Map(); // what Intl took long to make: with thirty posts a second each number would make it anew

function kept(key, make) {
  if (!made.has(key)) made.set(key, make());
  return made.get(key);
}

/** The form of `forms` ({one, other}) for `n` in `lang`, with {n} filled in. */
export function count(forms, n, lang, shown = n) {
  const form = kept(`plural ${lang}`, () => new Intl.PluralRules(lang)).select(n);
  return fill(forms[form] ?? forms.other, { n: shown });
}

/** 950 as it is, 12,300 as "12K", in the manner of `lang`. */
export function compact(n, lang) {
  const maximumFractionDigits = n < 10000 ? 1 : 0;
  const make = () => new Intl.NumberFormat(lang, { notation: "compact", maximumFractionDigits });
  return kept(`${maximumFractionDigits} ${lang}`, make).format(n);
}

/** How long ago, given `seconds` of exercise: "now", "40 s", "12 min", "3 h". `words` has now, s, min, h. */
export function ago(seconds, words) {
  if (seconds < 5) return words.now;
  if (seconds < 60) return fill(words.s, { n: Math.floor(seconds) });
  if (seconds < 3600) return fill(words.min, { n: Math.floor(seconds / 60) });
  return fill(words.h, { n: Math.floor(seconds / 3600) });
}
