"""What is wrong with a line, by the grammar and the measures by which the voice itself is checked."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypedDict

from feed.crowd.grammar import UnknownSlot, longest, needs
from feed.crowd.lint import LONGEST, same
from feed.crowd.parsing import Grammar
from feed.crowd.voice_files import read_phrases, read_words

from .cleaning import clean

_MARKUP = re.compile(r"<[/!?a-zA-Z]|&#?\w+;")
_ADDRESS = re.compile(r"(?i)\bhttps?:|\bwww\.|\bjavascript:")


class Line(TypedDict):
    """A line of a draft. `fault` is a code that `failures.fault_text` says, or ""."""

    text: str
    fault: str
    about: str
    accepted: bool


class Known(NamedTuple):
    """What a line is held against: its language, its topic, and all that the scenario says already."""

    lang: str
    has_details: bool
    said: frozenset[str]


def known(topics: Any, code: str, lang: str) -> Known:
    """From a scenario's topics as they stand in the database."""
    items = [topic for topic in topics if isinstance(topic, dict)]
    here = next((topic for topic in items if topic.get("code") == code), {})
    said = {same(text) for topic in items for text in _own_phrases(topic, lang)}
    return Known(lang, bool((here.get("details") or {}).get(lang)), frozenset(said))


def _own_phrases(topic: dict[str, Any], lang: str) -> Iterator[str]:
    for texts in (topic.get("phrases") or {}).values():
        yield from (texts or {}).get(lang) or []


def checked(texts: Sequence[str], against: Known) -> list[Line]:
    """The texts cleaned, each with the first thing that is wrong with it."""
    lines: list[Line] = []
    seen: set[str] = set()
    for raw in texts:
        text = clean(raw, against.lang)
        fault, about = _fault(text, against)
        if not fault and same(text) in seen:
            fault = "twice"
        seen.add(same(text))
        lines.append(Line(text=text, fault=fault, about=about, accepted=False))
    return lines


def _fault(text: str, against: Known) -> tuple[str, str]:
    grammar, voice = _voice(against.lang)
    measured = _form_fault(text)
    if measured:
        return measured, ""
    try:
        asked = needs(grammar.parse(text))
    except UnknownSlot as unknown:
        return "slot", str(unknown)[:100]
    return _slot_fault(asked, against) or _double(same(text), voice, against), ""


def _form_fault(text: str) -> str:
    if not same(text):
        return "empty"
    if len(longest(text)) > LONGEST or len(text) > 2 * LONGEST:
        return "too_long"
    if _MARKUP.search(text):
        return "markup"
    return "address" if _ADDRESS.search(text) else ""


def _slot_fault(asked: frozenset[str], against: Known) -> str:
    """Slots that exist, but not in a topic's own phrases: such a line would never be said."""
    if "claim" in asked:
        return "claim"
    if "detail" in asked and not against.has_details:
        return "detail"
    return ""


def _double(text: str, voice: frozenset[str], against: Known) -> str:
    if text in voice:
        return "voice"
    return "scenario" if text in against.said else ""


@lru_cache(maxsize=2)
def _voice(lang: str) -> tuple[Grammar, frozenset[str]]:
    return Grammar(lang, read_words(lang)), frozenset(same(text) for _key, text in read_phrases(lang))
