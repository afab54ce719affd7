"""What the outside of a message says, whatever its words: shouting."""

import re

_CAPITALS = re.compile(r"(?<![#@\w])[A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?!\w)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_RUN = re.compile(r"(?:(?<![#@\w])[A-ZÀ-Þ][A-ZÀ-Þ'’,-]*[\s]+){3,}[A-ZÀ-Þ]{2,}")
_BANGS = re.compile(r"!\s?!\s?!|!{3,}|[!?]{4,}")
_DOUBLE = re.compile(r"!\s?!")


def shouting(text: str) -> tuple[float, tuple[str, ...]]:
    """How much a message shouts, from 0 to 1, and by what: `!!!`, or four words and more in capitals.

    Two exclamation marks, or a few capitals, say a little; an acronym or a hashtag nothing.
    """
    words, capitals = _WORD.findall(text), _CAPITALS.findall(text)
    bangs, run = _BANGS.search(text), _RUN.search(text)
    share = len(capitals) / max(1, len(words))
    weight = 0.7 * bool(bangs) + 0.5 * bool(run) + (0.6 if share > 0.5 and len(words) > 2 else 0.0)
    weight += 0.3 * (not bangs and bool(_DOUBLE.search(text))) + 0.2 * (0.1 < share <= 0.5)
    said = tuple(match[0].strip() for match in (run, bangs) if match)
    return (round(min(1.0, weight), 2), said or tuple(capitals[:3])) if weight else (0.0, ())
