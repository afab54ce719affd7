/* Numbers and times as a trainer reads and types them. PURE. */

/** What one types for a moment, in seconds: "12" (minutes), "12:30", "1:02:30". Null when it is none. */
export function readOffset(text) {
  const parts = text.trim().split(":");
  if (parts.length > 3 || !parts.every((part) => /^\d{1,4}$/.test(part))) return null;
  const numbers = parts.map(Number);
  if (numbers.slice(1).some((number) => number > 59)) return null;
  if (numbers.length === 1) return numbers[0] * 60;
  return numbers.reduce((sum, number) => sum * 60 + number, 0);
}

export function numberText(number, locale) {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(number);
}

/** Two significant places are all that a measure deserves: 9,870 → 9,900, 432 → 430. */
export function roundedMeasure(number) {
  if (number < 100) return Math.round(number);
  const step = 10 ** (Math.floor(Math.log10(number)) - 1);
  return Math.round(number / step) * step;
}

/** A share of 1 as whole percents. */
export function percentText(share, locale) {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** "×1.5": speeds and weights. */
export function factorText(factor, locale) {
  return `×${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(factor)}`;
}

/** "+6" or "−2", with a real minus sign; what rounds to nothing is "0". */
export function signedText(number, locale) {
  const size = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(Math.abs(number));
  if (size === "0") return "0";
  return `${number < 0 ? "−" : "+"}${size}`;
}

/** `text` cut at a word before `length` characters. */
export function excerpt(text, length) {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), Math.floor(length * 0.6)))}…`;
}
