// Idempotency keys. crypto.randomUUID needs a secure context, which a phone on http:// does not have.
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** 22 random characters of 6 bits each: as unlikely to come twice as a UUID. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(22));
  return Array.from(bytes, (byte) => ALPHABET[byte & 63]).join("");
}
