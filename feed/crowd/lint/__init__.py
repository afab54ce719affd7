"""What is wrong in the voice, before anybody says it on a wall.

Every check has a module: `form` (what a phrase must be to be used at all), `typography`, `tongue` (the
wrong language), `banned` (what no exercise may say), `gender` (of whoever speaks); and, on texts as they
are `said`, with slots filled and other words put in, `address` (tu and vous), `french`, `french_verbs`,
`english` and `repeats`.
What they know of a language stands beside them in lists (TOML), no longer than it takes.
"""

from collections.abc import Iterator, Mapping, Sequence

from feed.crowd.grammar import UnknownSlot
from feed.crowd.lint.address import address_slips
from feed.crowd.lint.banned import banned_words
from feed.crowd.lint.english import english_slips
from feed.crowd.lint.form import LONGEST, form_faults, same
from feed.crowd.lint.french import nominal_slips
from feed.crowd.lint.french_verbs import verbal_slips
from feed.crowd.lint.gender import gender_slips
from feed.crowd.lint.repeats import repeat_slips, written_twice
from feed.crowd.lint.said import Line, lines, said
from feed.crowd.lint.tokens import Words, sentences, words_of
from feed.crowd.lint.tongue import foreign
from feed.crowd.lint.typography import typography_slips
from feed.crowd.voice_files import read_words

__all__ = ["LONGEST", "same", "sentence_slips", "text_slips", "voice_faults"]

_Meant = frozenset[tuple[str, ...]]


def voice_faults(lang: str) -> list[str]:
    """One line per fault in a language's voice; empty where there is none."""
    return [*form_faults(lang), *_written_faults(lang), *_said_faults(lang)]


def _written_faults(lang: str) -> Iterator[str]:
    words = read_words(lang)
    for line in dict.fromkeys(lines(lang)):
        for fault in text_slips(line.text, lang, words):
            yield f"{line.where}: «{line.text}»: {fault}"


def _said_faults(lang: str) -> Iterator[str]:
    meant = written_twice((line.text for line in lines(lang)), lang)
    sound: set[str] = set()  # the same sentence comes back wherever another part of its phrase varies
    told: set[tuple[Line, str]] = set()
    try:
        for line, text in said(lang):
            for fault, where in _faults_in(text, lang, meant, sound):
                if (line, fault) not in told:
                    told.add((line, fault))
                    yield f"{line.where}: «{line.text}»: {fault}, in «{where.strip()}»"
    except UnknownSlot:
        return  # `form` tells which


def _faults_in(text: str, lang: str, meant: _Meant, sound: set[str]) -> Iterator[tuple[str, str]]:
    """The faults in a text as it is said, each with where it is."""
    if lang == "fr":
        yield from ((fault, text) for fault in address_slips(text))
    for sentence in sentences(text):
        if sentence in sound:
            continue
        faults = list(sentence_slips(words_of(sentence, lang), lang, meant))
        if not faults:
            sound.add(sentence)
        yield from ((fault, sentence) for fault in faults)


def text_slips(text: str, lang: str, words: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What is wrong with a text as it is written, beside lists of words."""
    yield from typography_slips(text, lang)
    yield from (f"another language in «{piece}»" for piece in foreign(text, lang))
    yield from (f"«{word}» must not be said" for word in banned_words(text))
    yield from gender_slips(text, lang, words)


def sentence_slips(words: Words, lang: str, meant: _Meant = frozenset()) -> Iterator[str]:
    """What is wrong with a sentence as it is said; `meant` are repetitions that somebody wrote."""
    yield from repeat_slips(words, meant)
    if lang == "fr":
        yield from nominal_slips(words)
        yield from verbal_slips(words)
    else:
        yield from english_slips(words)
