"""What a phrase must be to be used at all: a slot that somebody fills, a length, a place that is known."""

import re
from collections import Counter
from collections.abc import Iterator

from feed.crowd.data import table
from feed.crowd.grammar import NOUN_SLOTS, TEXT_SLOTS, UnknownSlot, longest, needs
from feed.crowd.parsing import Grammar
from feed.crowd.types import EMOTIONS
from feed.crowd.voice_files import (
    AMBIENT,
    MODES,
    PERSONAL,
    SEGMENTS,
    Key,
    every_phrase,
    read_word_files,
    read_words,
)

LEAST = 40  # phrases per emotion
LONGEST = 240  # characters of a phrase, slots as written


def form_faults(lang: str) -> Iterator[str]:
    """One line per fault."""
    grammar = Grammar(lang, read_words(lang))
    phrases = list(every_phrase(lang))
    yield from _word_faults(grammar)
    yield from _named_twice(lang)
    yield from _keyed_twice(lang)
    yield from (fault for key, text in phrases for fault in _phrase_faults(grammar, key, text))
    yield from _doubles(phrases)
    yield from _gaps(phrases)


def _word_faults(grammar: Grammar) -> Iterator[str]:
    for name, options in grammar.words.items():
        if name in NOUN_SLOTS or name in TEXT_SLOTS:
            yield f"words: {name} is a slot of the scenario"
        if len(set(options)) < len(options):
            yield f"words: {name} holds a word twice"
        for option in options:
            try:
                grammar.parse(option, depth=1)
            except UnknownSlot as fault:
                yield f"words: {name}: {fault} in «{option}»"


def _keyed_twice(lang: str) -> Iterator[str]:
    """Sets of variants for the same words: the later would be the only one."""
    for kind in ("sets", "spoken"):
        keys = Counter(ways[0].lower() for ways in table("variants")[lang][kind])
        yield from (f"variants: {count} sets for «{key}»" for key, count in keys.items() if count > 1)


def _named_twice(lang: str) -> Iterator[str]:
    names = Counter(name for _file, lists in read_word_files(lang) for name in lists)
    yield from (f"words: {name} is a list of {count} files" for name, count in names.items() if count > 1)


def _phrase_faults(grammar: Grammar, key: Key, text: str) -> Iterator[str]:
    where = f"{EMOTIONS[key[0]]} [{key[1]}] {key[2]}: «{text}»"
    if key[1] not in SEGMENTS and key[1] != AMBIENT:
        yield f"{where}: unknown segment"
    if key[2] not in MODES:
        yield f"{where}: neither original nor reply"
    if len(longest(text)) > LONGEST or text != text.strip() or "  " in text:
        yield f"{where}: too long, or blanks too many"
    try:
        asked = needs(grammar.parse(text))
    except UnknownSlot as fault:
        yield f"{where}: {fault}"
        return
    if key[1] == AMBIENT and asked:
        yield f"{where}: everyday talk knows of {sorted(asked)}"
    if "claim" in asked and key[1] not in ("rumour", "doubt", "debunk", *PERSONAL):
        yield f"{where}: {{claim}} outside [rumour], [doubt] and [debunk]"


def _doubles(phrases: list[tuple[Key, str]]) -> Iterator[str]:
    counts = Counter(same(text) for _key, text in phrases)
    yield from (f"stands {count} times: «{text}»" for text, count in counts.items() if count > 1)


def same(text: str) -> str:
    """What two phrases have in common that differ in capitals and punctuation alone."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def _gaps(phrases: list[tuple[Key, str]]) -> Iterator[str]:
    """Emotions with too few phrases, or none that can always be said."""
    for emotion, name in enumerate(EMOTIONS):
        own = [key for key, _text in phrases if key[0] == emotion and key[1] != AMBIENT]
        if len(own) < LEAST:
            yield f"{name}: only {len(own)} phrases of {LEAST}"
        for segment in ("plain", AMBIENT):
            for mode in MODES:
                bare = [t for key, t in phrases if key == (emotion, segment, mode) and "{" not in t]
                if not bare:
                    yield f"{name} [{segment}] {mode}: no phrase without a slot"
