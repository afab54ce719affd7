"""The notation of patterns, compiled to regular expressions over a message's tokens.

    sorry            a word                     excus*        any word that begins so
    (a|b c)  (a)?    one of these; it or nothing   words?     its last letter, or not
    ..  ..6          up to 3 (6) words between, within one sentence
    <we>             a class of the file's [classes]          #   a number in figures or letters
    @time @money …   a token class              ^  ^^         where a clause (a sentence) begins
    {name}           a form given in [raw] as a regular expression over one word
    , : [.!?]  [,]?  a sign, or one of several      = 0.4         the weight of the whole pattern

A pattern that holds a negation of its own is never undone by one.
"""

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property, lru_cache

from feed.crowd.data import table
from feed.crowd.reading.words import literal

WEIGHT = 0.7  # of one expression that says nothing else
_ITEM = re.compile(r"\(|\)\??|\||\.\.\d*|\{\w+\}|\^\^?|#|\[[^\]]+\]\??|[^\s()|]+")
_GAP = r"(?:[^ .!?;]\S* ){0,%d}?"
_CLAUSE = (
    r"(?:^|(?<=[.!?;:,] )|(?<= and )|(?<= et )|(?<= then )|(?<= puis )|(?<= alors )|(?<= or )|(?<= ou ))"
)
_SENTENCE = r"(?:^|(?<=[.!?;:] )|(?<=^@handle )|(?<=^@handle , ))"


@dataclass(frozen=True)
class Pattern:
    """`keys` are beginnings of words of which a message must hold one (none: it is always tried), and so is
    each of `others`: the pattern cannot do without any of them."""

    label: str
    source: str
    weight: float
    negative: bool
    keys: frozenset[str]
    others: tuple[frozenset[str], ...]
    text: str

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when a message first brings it up: all together they cost a start a second."""
        return re.compile(self.source)


def pattern(label: str, text: str, lang: str) -> Pattern:
    """One line of a pattern file, compiled. Raises ValueError where it cannot be read."""
    body, equals, weight = text.rpartition(" = ")
    body = body if equals else text
    items = _ITEM.findall(_expanded(body, lang))
    regex, needs, rest = _sequence(items, lang)
    if rest:
        raise ValueError(f"unbalanced: {text}")
    negative = any(item in _negatives(lang) for item in re.findall(r"[a-z]+", regex))
    whole = r"(?<![^ ])" + regex
    keys, *others = sorted(needs, key=_seldom, reverse=True) or [frozenset()]
    return Pattern(
        label, whole, float(weight) if equals else WEIGHT, negative, keys, tuple(dict.fromkeys(others)), text
    )


@lru_cache(maxsize=2)
def _negatives(lang: str) -> frozenset[str]:
    rules = table(f"reading_{lang}")["negation"]
    return frozenset(rules["before"]) | frozenset(rules["after"])


def _expanded(text: str, lang: str) -> str:
    classes = table(f"reading_{lang}")["classes"]
    while found := re.search(r"<(\w+)>", text):
        text = text.replace(found[0], f"({classes[found[1]]})")
    return text


Keys = frozenset[str] | None


def _sequence(items: list[str], lang: str) -> tuple[str, list[frozenset[str]], list[str]]:
    """A run of items up to a bar or a closing bracket: its regex, the keys of each item that must be there,
    and what is left."""
    regex = ""
    needs: list[frozenset[str]] = []
    while items and items[0] != "|" and not items[0].startswith(")"):
        if items[0] == "(":
            one, its, items = _group(items[1:], lang)
        else:
            one, its = _item(items[0], lang)
            items = items[1:]
        regex += one
        if its is not None:
            needs.append(its)
    return regex, needs, items


def _group(items: list[str], lang: str) -> tuple[str, Keys, list[str]]:
    ways: list[str] = []
    keys: Keys = frozenset()
    while True:
        regex, needs, items = _sequence(items, lang)
        ways.append(regex)
        keys = keys | max(needs, key=_seldom) if keys is not None and needs else None
        if not items or items[0] != "|":
            break
        items = items[1:]
    if not items:
        raise ValueError("a bracket is not closed")
    optional = items[0] == ")?"
    return f"(?:{'|'.join(ways)}){'?' * optional}", None if optional else keys, items[1:]


def _item(item: str, lang: str) -> tuple[str, Keys]:
    if item.startswith(".."):
        return _GAP % int(item[2:] or 3), None
    if item in ("^", "^^"):
        return (_CLAUSE if item == "^" else _SENTENCE), None
    if item == "#" or item[0] == "{":
        return f"(?:{table(f'reading_{lang}')['raw'][item.strip('{}')]}) ", None
    if item[0] == "@":
        return re.escape(item) + " ", frozenset({item[:KEY]})
    if not any(map(str.isalnum, item)):
        return _sign(item), None
    return _word(item, lang)


def _sign(item: str) -> str:
    optional = len(item) > 1 and item.endswith("?")
    signs = item.removesuffix("?") if optional else item
    return f"(?:[{re.escape(signs.strip('[]'))}] )" + "?" * optional


def _word(item: str, lang: str) -> tuple[str, Keys]:
    stem = item.rstrip("*?")
    words = [form for part in stem.split("-") for form in literal(part, lang)]
    regex = " ".join(map(re.escape, words))
    longest = max(words, key=len)
    if item.endswith("?"):
        return regex + "? ", frozenset({longest[:-1][:KEY], longest[:KEY]})
    if stem == item:
        return regex + " ", frozenset({longest[:KEY]})
    short = longest == words[-1] and len(longest) < KEY
    return regex + r"\S* ", frozenset({longest + "*" if short else longest[:KEY]})


KEY = 4  # letters of a word by which patterns are found


def keys_of(form: str) -> tuple[str, ...]:
    """The keys by which a token of a message finds its patterns."""
    return (form[:KEY], form[:2] + "*", form[:3] + "*", form[:1] + "*")


def _seldom(keys: Set[str]) -> tuple[int, int]:
    """More for keys that fewer messages hold: those whose shortest is longer."""
    return min(map(len, keys), default=0), -len(keys)
