"""The voice: phrases read from the files of `voice/<lang>/`, compiled once per language and kept.

Files are data: `<emotion>.toml` has a table per segment with `original` and `reply`, `ambient.toml` a
table per emotion. `words.toml` holds the lists of interchangeable words that all files share; a file's
own lists stand in its table `words`.
"""

import hashlib
import threading
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from feed.crowd.data import FOLDER
from feed.crowd.fitting import ANYBODY, fits
from feed.crowd.grammar import Phrase, UnknownSlot, longest
from feed.crowd.kept import kept
from feed.crowd.parsing import Grammar
from feed.crowd.types import EMOTIONS

VOICE = Path(__file__).parent / "voice"
LANGUAGES = ("en", "fr")
MODES = ("original", "reply")
TOPICAL = ("topic", "organisation", "authority", "team", "rumour", "doubt", "debunk", "plain", "tag")
PERSONAL = (
    "journalist", "official", "blogger", "influencer", "employee", "union", "student", "customer",
    "citizen", "expert", "troll", "bot",
)  # fmt: skip
#: Journalists' questions, more pressing the longer they wait for an answer.
REQUESTS = ("asking", "pressing", "publishing")
#: Segments of people who write with care.
_BY_TRADE = ("journalist", "official", "expert", "union")
CAREFUL = frozenset({*_BY_TRADE, *REQUESTS, *(f"blocked_{kind}" for kind in _BY_TRADE)})
#: Answers to people who feel otherwise.
OTHERS = "others"
#: What those say whom the official account has blocked, by who they are: phrases of blocked.toml.
BLOCKED = {kind: f"blocked_{kind}" for kind in PERSONAL}
#: What people do together under a hashtag, once somebody asks for it.
SHELTER = "shelter"
MOMENTS = (SHELTER, "kittens")
#: What they leave on the social wall, and what others say below it: tributes.toml.
TRIBUTE = "tribute"
SEGMENTS = (*TOPICAL, OTHERS, *PERSONAL, *REQUESTS, *MOMENTS, *BLOCKED.values(), TRIBUTE)
#: Phrases of ambient.toml stand under this segment.
AMBIENT = "ambient"

_compiling = threading.Lock()
ASIDE = 80  # characters that an aside is shorter than

Words = dict[str, list[str]]
Key = tuple[int, str, str]


class Voice(NamedTuple):
    """All phrases of a language, by (emotion, segment, mode), and the grammar that reads others like them.

    `asides` are by emotion the short statements that can be said after any other, `briefs` by emotion and
    mode the word or three that anybody says, `quoting` those of `phrases` that quote the team. `shown` tells
    by the key of a tribute's phrase what its picture may show.
    """

    lang: str
    phrases: dict[Key, tuple[Phrase, ...]]
    grammar: Grammar
    asides: dict[int, tuple[Phrase, ...]]
    briefs: dict[tuple[int, str], tuple[Phrase, ...]]
    quoting: dict[Key, tuple[Phrase, ...]]
    shown: dict[int, tuple[str, ...]]

    def choices(self, emotion: int, segment: str, mode: str) -> tuple[Phrase, ...]:
        """The phrases of a segment, or none."""
        return self.phrases.get((emotion, segment, mode), ())


def voice(lang: str) -> Voice:
    """The compiled voice of a language. Raises UnknownSlot, naming the phrase, where one cannot be said."""
    with _compiling:  # two threads that ask at once do not both do the work
        return _voice(lang)


@lru_cache(maxsize=len(LANGUAGES))
def _voice(lang: str) -> Voice:
    return kept(f"voice-{lang}", voice_version(), lambda: _compiled(lang))


def _compiled(lang: str) -> Voice:
    words = read_words(lang)
    phrases: dict[Key, list[Phrase]] = {}
    asides: dict[int, tuple[Phrase, ...]] = {}
    grammars = {spoken: Grammar(lang, words, spoken) for spoken in (True, False, None)}
    for number, (key, text) in enumerate(every_phrase(lang)):
        try:
            fit = fits(text, lang, key[0], key[1] == OTHERS) if key[2] == "reply" else ANYBODY
            phrases.setdefault(key, []).append(grammars[spoken(key)].phrase(number, text, fit))
        except UnknownSlot as fault:
            raise UnknownSlot(
                f"{lang}, {EMOTIONS[key[0]]} [{key[1]}] {key[2]}: {fault} in «{text}»"
            ) from fault
        if key[1:] == ("plain", "original") and _is_aside(text, phrases[key][-1]):
            asides[key[0]] = (*asides.get(key[0], ()), phrases[key][-1])
    compiled = {key: tuple(found) for key, found in phrases.items()}
    quoting = {key: tuple(one for one in found if "quote" in one.needs) for key, found in compiled.items()}
    shown = dict(_shown(lang, compiled))
    return Voice(lang, compiled, grammars[True], asides, _briefs(compiled), quoting, shown)


def spoken(key: Key) -> bool | None:
    """Whether a phrase may be put in the words of those who write as they speak, or (None) is left as it is:
    what stands on a wall was weighed."""
    return None if key[1:] == (TRIBUTE, "original") else key[1] not in CAREFUL


def _shown(lang: str, phrases: dict[Key, tuple[Phrase, ...]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What may be seen with each phrase of a tribute, by its key."""
    keys = {key: iter(found) for key, found in phrases.items()}
    for key, _text, shows in read_tributes(lang):
        yield next(keys[key]).key, shows


def _briefs(phrases: dict[Key, tuple[Phrase, ...]]) -> dict[tuple[int, str], tuple[Phrase, ...]]:
    """Those with the fewest wordings first, which most people say."""
    return {
        (emotion, mode): tuple(sorted(filter(_is_brief, found), key=lambda phrase: phrase.ways))
        for (emotion, segment, mode), found in phrases.items()
        if segment == "plain"
    }


def _is_brief(phrase: Phrase) -> bool:
    return phrase.brief and not phrase.needs


def _is_aside(text: str, phrase: Phrase) -> bool:
    """Whether a phrase is a short statement that names nothing."""
    return not phrase.needs and "?" not in text and len(longest(text)) < ASIDE


def read_words(lang: str) -> Words:
    """The lists of words.toml, then those of each file. A name that two files give is the later's."""
    return {name: words for _file, lists in read_word_files(lang) for name, words in lists.items()}


def read_word_files(lang: str) -> Iterator[tuple[str, Words]]:
    """The word lists file by file."""
    yield "words", _table(lang, "words")
    for name in (*EMOTIONS, AMBIENT):
        yield name, _table(lang, name).get("words", {})


def read_phrases(lang: str) -> Iterator[tuple[Key, str]]:
    """Every phrase of the crowd as written, file by file in a fixed order, but those of blocked.toml."""
    for emotion, name in enumerate(EMOTIONS):
        for segment, modes in _table(lang, name).items():
            if segment != "words":
                for mode, texts in modes.items():
                    yield from (((emotion, segment, mode), text) for text in texts)
    for name, modes in _table(lang, "ambient").items():
        if name in EMOTIONS:
            for mode, texts in modes.items():
                yield from (((EMOTIONS.index(name), AMBIENT, mode), text) for text in texts)


def every_phrase(lang: str) -> Iterator[tuple[Key, str]]:
    """All of these, then what the blocked say, and tributes: they speak of the network alone, or of candles,
    and no word of theirs tells what is a typing error in a team's (see reading.spelling)."""
    yield from read_phrases(lang)
    for name, kinds in _table(lang, "blocked").items():
        for kind, texts in kinds.items():
            yield from (((EMOTIONS.index(name), f"blocked_{kind}", "original"), text) for text in texts)
    yield from ((key, text) for key, text, _shows in read_tributes(lang))
    for name, texts in _table(lang, "tributes").get("reply", {}).items():
        yield from (((EMOTIONS.index(name), TRIBUTE, "reply"), text) for text in texts)


def read_tributes(lang: str) -> Iterator[tuple[Key, str, tuple[str, ...]]]:
    """What people leave on a social wall, with what its picture may show: the words of each `left` of
    tributes.toml stand beside any of its pictures."""
    for left in _table(lang, "tributes").get("left", ()):
        for emotion, name in enumerate(EMOTIONS):
            yield from (
                ((emotion, TRIBUTE, "original"), text, tuple(left["shows"])) for text in left.get(name, ())
            )


@cache
def voice_version() -> str:
    """A short hash over all phrases and word lists: the same version says the same things."""
    digest = hashlib.sha256()
    for path in (*sorted(VOICE.glob("*/*.toml")), *sorted(FOLDER.glob("*.toml"))):
        digest.update(f"{path.parent.name}/{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=2 * (len(EMOTIONS) + 4))  # each file is read for its words and for its phrases
def _table(lang: str, name: str) -> dict[str, Any]:
    """The table of a language's file. Not to be changed."""
    path = VOICE / lang / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
