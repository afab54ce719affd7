"""The 256 pictures that accounts wear: drawn once per process from CC0 styles, the same on every machine.

`static/js/feed/faces.js` computes the same number from a handle.
"""

import json
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dicebear import Style

NUMBER = 256
BACKGROUNDS = ("dbe7ff", "ffe3d3", "d8f3e3", "f3e1fb", "fff0c2", "d9f1f7", "f9dede", "e6e6f2")
#: Most people show a face, some a view, some a pattern: (style, out of 16).
MIX = (("open-peeps", 6), ("notionists", 4), ("lorelei", 3), ("landscape", 2), ("waves", 1))


def fnv1a(text: str) -> int:
    """The 32-bit FNV-1a hash of the UTF-8 bytes (Fowler, Noll, Vo)."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def face_of(handle: str) -> int:
    """Which of the pictures the account of that handle has."""
    value = fnv1a(handle.lower())
    return (value ^ value >> 8 ^ value >> 16 ^ value >> 24) & 255


def initials(name: str) -> str:
    """Up to two initials, for accounts that show a mark instead of a face."""
    words = [
        word
        for word in name.replace("’", " ").replace("'", " ").replace("-", " ").split()
        if word[0].isalnum()
    ]
    return "".join(word[0].upper() for word in ([words[0], words[-1]] if len(words) > 1 else words))


#: One at a time: a first page asks for many at once, and threads that each read the same style anew
#: kept everything else waiting for half a minute.
_drawing = Lock()


def avatar_svg(number: int) -> bytes:
    """Picture `number`, 0 to 255, as SVG."""
    with _drawing:
        return _drawn(number)


@cache
def _drawn(number: int) -> bytes:
    from dicebear import Avatar  # noqa: PLC0415  it reads the schema of JSON schemas: not before it is needed

    options = {
        "seed": f"socialroom-{number}",
        "size": 96,
        "backgroundColor": [BACKGROUNDS[number * 7 % len(BACKGROUNDS)]],
    }
    return Avatar(_style(_style_of(number)), options).to_string().encode()


def _style_of(number: int) -> str:
    rank = number * 11 % 16
    for name, share in MIX:
        if rank < share:
            return name
        rank -= share
    raise AssertionError("the shares of MIX sum to 16")


@cache
def _style(name: str) -> "Style":
    from dicebear import Style  # noqa: PLC0415

    return Style(json.loads(files("dicebear_styles").joinpath(f"{name}.json").read_text("utf-8")))
