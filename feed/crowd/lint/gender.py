"""People who speak of themselves with a gender that is not marked, so that it would change from post to post.

«Je suis choqué» wants the mark: «je suis choqué{/e}». What is said to somebody else (`tu es`) can have none:
it is put another way.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from feed.crowd.grammar import MARK, SLOT
from feed.crowd.lint.french import lexicon
from feed.crowd.lint.lists import listed, words

_WORD = r"([a-zà-ÿœ-]+)(?![\w’'{|-])"
#: Behind these the participle belongs to what follows: «m’a pris la main», «m’a laissé entendre».
_OWN_OBJECT = re.compile(
    r"(?:[ld]’|(?:la|le|les|une?|du|des|sa|son|ses|ce|cette|deux|trois|mon|ma|mes|compagnie|ça|\w+(?:er|ir|re))$)"
)
_OBJECT = re.compile(r" (?:tous|toutes|une?|le|la|les|des|du|mon|ma|mes)\b")
_ENDINGS = re.compile(r"(?:ées?|és?|eux|euse|ier|ière|eur|rice|ien|ienne|if|ive|ant|ante|el|elle)$")
_OTHER = "\N{OBJECT REPLACEMENT CHARACTER}"  # stands for a slot: no word


class _Rules(NamedTuple):
    """Where somebody tells what they are, and the lists that these patterns do not hold."""

    i_am: re.Pattern[str]
    done_to_me: re.Pattern[str]
    you_are: re.Pattern[str]
    alone: re.Pattern[str]
    english: re.Pattern[str]
    leading: re.Pattern[str]
    direct: frozenset[str]
    to_myself: frozenset[str]
    felt: frozenset[str]
    neither: frozenset[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    read = listed("gender")
    between = f"(?:(?:{'|'.join(read['between'])}) )*"
    i_am, im = rf"(?i)\b(?:{'|'.join(read['i_am'])}) {between}(?:une? )?", rf"\b(?:{'|'.join(read['im'])})"
    return _Rules(
        i_am=re.compile(i_am + _WORD),
        done_to_me=re.compile(
            rf"(?i)\bm’(?:a|ont|avait|avaient|aurait|auraient) {between}{_WORD}(?: ([\w’]+))?"
        ),
        you_are=re.compile(rf"(?i)\b(?:{'|'.join(read['you_are'])}) {between}{_WORD}"),
        alone=re.compile(rf"(?i)^(?:(?:ouf,|et|bon,|{'|'.join(read['between'])}) )*{_WORD}"),
        english=re.compile(
            rf"(?i){im} (?:(?:only|just|also) )?an? (?:\w+ )?(?:{'|'.join(read['telling'])})\b(?!\{{)"
        ),
        leading=re.compile(rf"{i_am}$|{im} an? $"),
        direct=words(read["done_to_me"]),
        to_myself=words(read["to_myself"]),
        felt=words(read["felt"]),
        neither=words(read["neither"]),
    )


def gender_slips(text: str, lang: str, lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Faults of one text as written, with each of its inline choices in turn, and with the words of a list
    where what somebody is stands in it."""
    faults = _french if lang == "fr" else _english
    yield from dict.fromkeys(fault for plain in _choices(text, lists) for fault in faults(plain))


def _french(text: str) -> Iterator[str]:
    rules = _rules()
    for found in rules.i_am.finditer(text):
        if _gendered(found[1]) and not _of_its_own(text, found):
            yield f"«{found[0]}»: who speaks has no gender yet, mark it {{/e}}"
    for found in rules.done_to_me.finditer(text):
        if found[1] in rules.direct and not (found[2] and _OWN_OBJECT.match(found[2])):
            yield f"«{found[0]}»: who speaks has no gender yet, mark it {{/e}}"
    for found in rules.you_are.finditer(text):
        if _gendered(found[1]):
            yield f"«{found[0]}»: nobody knows who is spoken to, put it another way"
    alone = rules.alone.match(text)
    if alone and alone[1].lower() in rules.felt:
        yield f"«{alone[0]}»: who speaks has no gender yet, mark it {{/e}}"


def _english(text: str) -> Iterator[str]:
    for found in _rules().english.finditer(text):
        yield f"«{found[0]}»: who speaks has no gender yet, mark it {{man/woman}}"


def _gendered(word: str) -> bool:
    """Whether a word that tells what somebody is tells his or her gender too."""
    word, known = word.lower(), lexicon()
    if word in _rules().neither:
        return False
    return word in known.adjectives or word in known.participles or bool(_ENDINGS.search(word))


def _of_its_own(text: str, found: re.Match[str]) -> bool:
    """«Je me suis mangé tous les ongles», «je me suis dit»: nothing agrees with who speaks."""
    return "me suis " in found[0] and bool(found[1] in _rules().to_myself or _OBJECT.match(text, found.end()))


def _choices(text: str, lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    options: list[Sequence[str]] = []
    for index, piece in enumerate(SLOT.split(text)):
        if index % 2 == 0:
            options.append([piece])
        elif MARK.fullmatch(f"{{{piece}}}"):
            options.append([f"{{{piece}}}"])
        elif _rules().leading.search(options[-1][0]):
            options.append([word for name in piece.split("|") for word in lists.get(name.strip(), [name])])
        else:
            options.append(piece.split("|") if "|" in piece else [_OTHER])
    for turn in range(max(len(several) for several in options)):
        yield "".join(several[turn % len(several)] for several in options)
