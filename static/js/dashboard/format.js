/* Numbers, times and sentences as a reader sees them. PURE. */

const pad = (number) => String(number).padStart(2, "0");

/** Seconds of exercise as "07:05" or, from an hour on, "1:07:05". */
export function clockText(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const rest = `${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** What one types for a moment, in seconds: "12" (minutes), "12:30", "1:02:30". Null when it is none. */
export function readOffset(text) {
  const parts = text.trim().split(":");
  if (parts.length > 3 || !parts.every((part) => /^\d{1,4}$/.test(part))) return null;
  const numbers = parts.map(Number);
  if (numbers.slice(1).some((number) => number > 59)) return null;
  if (numbers.length === 1) return numbers[0] * 60;
  return numbers.reduce((sum, number) => sum * 60 + number, 0);
}

/** "{n} people" with its values put in. Unknown names stay as they are. */
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The form of `forms` ({one, other}) that `count` takes in `locale`, with {n} put in. */
export function plural(forms, count, locale) {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other;
  return fill(form, { n: numberText(count, locale) });
}

export function numberText(number, locale) {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(number);
}

/** Counters beside a post: 950, 1.2K, 3.4M. */
export function shortNumber(number, locale) {
  return new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(number);
}

/** A share of 1 as whole percents. */
export function percentText(share, locale) {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(share);
}

/** "×1.5": speeds and weights. */
export function factorText(factor, locale) {
  return `×${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(factor)}`;
}

/** "+6" or "−2", with a real minus sign; zero is "0". */
export function signedText(number, locale) {
  const size = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(Math.abs(number));
  if (size === "0") return "0";
  return `${number < 0 ? "−" : "+"}${size}`;
}

/** `text` cut at a word before `length` characters. */
export function excerpt(text, length) {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), length * 0.6))}…`;
}
