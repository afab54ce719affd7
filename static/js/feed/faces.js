// Which of the 256 avatars an account has: a hash of its handle, the same here and in feed/avatars.py. PURE.

/** FNV-1a, 32 bits, of the UTF-8 bytes of `text`. */
export function fnv1a(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}

/** 0 to 255. The high bits are folded in: FNV's lowest byte alone mixes poorly. */
export function faceOf(handle) {
  const hash = fnv1a(handle.toLowerCase());
  return (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & 255;
}
