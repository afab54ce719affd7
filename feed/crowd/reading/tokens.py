"""A message cut into tokens that know where they stand in it.

A token's `form` is what patterns see: a plain word, a sign of punctuation, or a class that begins with @
(@time, @money, @url, @handle, @phone, @percent, @code, and @quote for somebody else's words).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from feed.crowd.data import table
from feed.crowd.reading.spelling import corrected, known
from feed.crowd.reading.words import opened, short_forms, unstretched

LONGEST = 5000  # characters that are read; what comes after is left out

_TOKEN = re.compile(
    r"""(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)*)
    |(?P<url>https?://\S+|www\.\S+|\b[a-z][\w-]*\.(?:com|org|net|fr|uk|eu|gov|info|lo|be|ch|ca)\b(?:/\S*)?)
    |(?P<handle>@\w[\w.-]*\w|@\w)
    |(?P<tag>\#\w+)
    |(?P<money>[€$£]\s?\d(?:[\d.,]|[\s\u202f\u00a0](?=\d{3}))*|\d(?:[\d.,]|[\s\u202f\u00a0](?=\d{3}))*\s?
        (?:[€$£]|(?:euros?|pounds?|dollars?|quid)\b))
    |(?P<phone>\+?\d(?:[\s.\u202f\u00a0-]?\d){7,}|\b0[\s\u202f\u00a0]?[89]00(?:[\s.\u202f\u00a0]?\d+)+)
    |(?P<time>\d{1,2}(?:[:.]\d\d)?\s?[ap]\.?\s?m\b\.?|\d{1,2}:\d\d|\d{1,2}[\s\u202f\u00a0]?h(?:\s?\d\d)?\b
        |(?<=at\s)\d{1,2}\.[0-5]\d\b|\d{1,2}\s?o['’]clock|(?:midday|midnight|noon|midi|minuit)\b)
    |(?P<percent>\d+(?:[.,]\d+)?[\s\u202f\u00a0]?(?:%|per\ ?cent\b|pour\ cent\b))
    |(?P<code>\b[a-z]{1,3}-?\d{2,}\w*)
    |(?P<number>\d(?:[\d.,/]|[\s\u202f\u00a0](?=\d{3}\b))*\d|\d)
    |(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*['’]?)
    |(?P<open>[«“])|(?P<close>[»”])|(?P<quote>")
    |(?P<stop>\n+|…|\.{2,}|[.!?;:,()–—]|\s-\s)
    |(?P<sign>[^\w\s])""",
    re.X | re.I,
)
_STOPS = {"\n": ".", "…": ".", "(": ",", ")": ",", "–": ",", "—": ",", "-": ","}
_QUOTED_LEAST = 3  # words within quotes that are somebody else's; fewer are the writer's own emphasis


class Token(NamedTuple):
    """`form` is what patterns see, `start` and `end` where it stands in the text."""

    form: str
    start: int
    end: int


def tokens(text: str, lang: str) -> list[Token]:
    """The tokens of a message, quotations folded into one token each."""
    return _folded(list(_cut(text[:LONGEST], lang)))


def _cut(text: str, lang: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind, start, end = str(match.lastgroup), match.start(), match.end()
        if kind == "word":
            yield from (Token(form, start, end) for form in spelt(match[0], lang))
        elif kind == "tag":
            yield from (Token(form, start, end) for form in _tag(match[0][1:], lang))
        elif kind in ("open", "close", "quote"):
            yield Token({"open": "«", "close": "»"}.get(kind, '"'), start, end)
        else:
            yield from (Token(form, start, end) for form in _form(kind, match[0]))


def _form(kind: str, written: str) -> tuple[str, ...]:
    if kind == "number":
        return (written.rstrip(".,/"),)
    if kind == "stop":
        sign = written.strip(" \t\r") or "-"
        return (_STOPS.get(sign[0], "." if len(sign) > 1 else sign),)
    if kind == "sign":
        return tuple(emoji().get(written, "").split())
    return (f"@{kind}",)


@lru_cache(maxsize=1)
def emoji() -> dict[str, str]:
    """What a sign says, in words or in a class that begins with @."""
    return dict(table("spelling")["emoji"])


@lru_cache(maxsize=20_000)
def spelt(word: str, lang: str) -> tuple[str, ...]:
    """The words that one written word stands for, mistyped or abbreviated as it may be."""
    found: list[str] = []
    for part in opened(word, lang):
        form = part if part in known(lang) else unstretched(part)
        found += short_forms(lang).get(form) or (corrected(form, lang),)
    return tuple(found)


def _tag(tag: str, lang: str) -> tuple[str, ...]:
    parts = re.findall(r"[A-ZÀ-Þ]?[a-zß-ÿ]+|[A-ZÀ-Þ]+(?![a-zß-ÿ])|\d+", tag)
    return ("@tag", *(form for part in parts for form in spelt(part, lang)))


def _folded(found: list[Token]) -> list[Token]:
    """Quotations of several words become one token, so that nobody answers for another's words."""
    kept: list[Token] = []
    at = 0
    while at < len(found):
        end = _closing(found, at) if found[at].form in ("«", '"') else None
        if end is not None:
            inside = found[at + 1 : end]
            asked = any(token.form == "?" for token in inside[-2:])
            if sum(token.form[0].isalpha() for token in inside) >= _QUOTED_LEAST:
                kept.append(Token("@asked" if asked else "@quote", found[at].start, found[end].end))
            else:
                kept += inside
            at = end + 1
            continue
        if found[at].form not in ("«", "»", '"'):
            kept.append(found[at])
        at += 1
    return kept


def _closing(found: list[Token], at: int) -> int | None:
    wanted = "»" if found[at].form == "«" else '"'
    return next((i for i in range(at + 1, len(found)) if found[i].form == wanted), None)
