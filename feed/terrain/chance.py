"""Chance that depends on words and numbers alone, the same on every machine. PURE."""

import hashlib


def drawn(*about: object, below: int) -> int:
    """A whole number from 0 up to, not including, `below`."""
    digest = hashlib.blake2b("/".join(map(str, about)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % below


def between(low: float, high: float, *about: object) -> float:
    return low + (high - low) * drawn(*about, below=10_000) / 9_999
