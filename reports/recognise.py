"""Whether a team did what was expected of it, by which message or deed, and in time. PURE.

Words are matched at the start of a word, in any case, accents ignored ("apolog" finds "Apologies", not
"unapologetic"). An expectation starts when its inject fires; what was said before does not count.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .facts import Deed, ExpectationPlan, Fired, RoomRecord, Said

MET, LATE, MISSED, OPEN, UNPLAYED = "met", "late", "missed", "open", "unplayed"
JUDGED = (MET, LATE, MISSED)
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "œ": "oe", "æ": "ae", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an expectation turned out: met, late, missed, open (the end came before its deadline) or unplayed.

    `delay` is seconds between the inject and what was recognised, `by` that message or deed.
    """

    plan: ExpectationPlan
    state: str
    fired_at: float | None = None
    delay: float | None = None
    by: Said | Deed | None = None


def judge(plan: ExpectationPlan, room: RoomRecord, end: float) -> Verdict:
    """The verdict on one expectation for one room whose exercise ended at `end`."""
    fired = next((f for f in room.fired if f.inject == plan.inject and f.state == "fired"), None)
    if fired is None:
        return Verdict(plan, UNPLAYED)
    found = _first(plan, room, fired)
    if found is not None:
        t, done = found
        delay = max(0.0, t - fired.t)
        return Verdict(plan, MET if delay <= plan.deadline else LATE, fired.t, delay, done)
    return Verdict(plan, MISSED if fired.t + plan.deadline <= end else OPEN, fired.t)


def _first(plan: ExpectationPlan, room: RoomRecord, fired: Fired) -> tuple[float, Said | Deed] | None:
    """What was recognised first, and when: of an edited message, when it came to say so."""
    done: Iterable[tuple[float, Said | Deed]]
    if plan.action == "post":
        done = ((t, said) for said in room.spoken for t in _said_at(plan, said, fired))
    else:
        done = ((deed.t, deed) for deed in room.deeds if _did_it(plan, deed, fired))
    return min((item for item in done if item[0] >= fired.t), key=lambda item: item[0], default=None)


def _said_at(plan: ExpectationPlan, said: Said, fired: Fired) -> list[float]:
    """When the message got each text that does what is expected."""
    if plan.reply_to_inject and (said.kind not in ("reply", "quote") or said.parent != fired.ref):
        return []
    if plan.channel and said.channel != plan.channel:
        return []
    return [t for t, text in said.versions or ((said.t, said.text),) if matches(text, plan.words)]


def _did_it(plan: ExpectationPlan, deed: Deed, fired: Fired) -> bool:
    if deed.kind != plan.action:
        return False
    if plan.reply_to_inject and fired.ref not in (deed.ref, deed.source):
        return False
    return matches(deed.text, plan.words)


def matches(text: str, words: tuple[str, ...]) -> bool:
    """Whether `text` holds one of `words` (stems or phrases); without words, any text does."""
    pattern = _pattern(words)
    return pattern is None or pattern.search(plain(text)) is not None


def plain(text: str) -> str:
    """Lower case, without accents, straight apostrophes, single spaces."""
    flat = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    return " ".join("".join(char for char in flat if not unicodedata.combining(char)).split())


@lru_cache(maxsize=512)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    told = [re.escape(plain(word)) for word in words if plain(word)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(told)})") if told else None
