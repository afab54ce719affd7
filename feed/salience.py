"""Which words stand out in some posts against other posts. PURE.

The measure is the log-odds ratio with an informative Dirichlet prior, over its standard error: a z-score that
is high for what is said much more often now than before, and low for what is merely rare (Monroe, Colaresi
and Quinn, "Fightin' Words", Political Analysis 16, 2008, equations 16 to 22). A post counts once for a word,
however often it says it. Nothing but text comes in: what posts are felt to be has no part in it.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from math import log, sqrt
from pathlib import Path

from .query import TAG, WORD, Node, fold, sought

MOST_WORDS = 24
MOST_TAGS = 6
STEPS = 5  # weights that a word can have
SHORTEST, LONGEST = 3, 24  # letters of a word
FEWEST = 3  # posts that must say it: less is chance
STANDS_OUT = 1.96  # z-score, two-sided 5 %
PRIOR = 100.0  # posts that the prior weighs: a tenth of what is looked at
ENOUGH = 100  # posts of the past from which on one can compare
LINK = re.compile(r"https?://\S+|\S+\.example\S*")
MARK = re.compile(r"[#@]\w+")
RAW_WORD = re.compile(r"[^\W_]+")

#: The forms of a word (with its plural, where that is said too), and its score.
Scored = tuple[tuple[str, ...], float]


@dataclass
class Sample:
    """Posts that were looked at: how many, and how many of them say a word or have a #tag."""

    posts: int = 0
    words: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)

    def add(self, text: str) -> None:
        words, tags = said_in(text)
        self.posts += 1
        self.words.update(words)
        self.tags.update(tags)


@dataclass(frozen=True)
class Standing:
    """A word (or #tag) that stands out: as people write it, what finds it, its weight (1 to 5), and the share
    of the posts that say it (0 to 1)."""

    text: str
    q: str
    weight: int
    share: float


def said_in(text: str) -> tuple[Set[str], Set[str]]:
    """The words and the #tags of a post, folded; without links, accounts and what is no word."""
    plain = fold(LINK.sub(" ", text))
    tags = {f"#{tag}" for tag in TAG.findall(plain)} if "#" in plain else set()
    words = WORD.findall(MARK.sub(" ", plain) if tags or "@" in plain else plain)
    return {word for word in words if SHORTEST <= len(word) <= LONGEST and not word[0].isdigit()}, tags


@cache
def stop_words(lang: str) -> frozenset[str]:
    """Words of a language that say nothing about a topic, folded; none for a language without such a list."""
    lists = tomllib.loads(Path(__file__).with_name("stop_words.toml").read_text(encoding="utf-8"))
    return frozenset(lists.get(lang, "").split())


def standing_out(
    texts: Iterable[str], now: Sample, past: Sample, lang: str, asked: Node | None
) -> tuple[list[Standing], list[Standing]]:
    """The words and the #tags that stand out in `texts` (counted in `now`) against `past`, the first one
    first. Where there is too little past, those that are said most. What was `asked` for is in every post,
    and not among them."""
    is_asked = _asked_for(asked)
    words = _scored(now.words, now, past.words, past, lambda word: word not in stop_words(lang))
    tags = _scored(now.tags, now, past.tags, past, lambda _tag: True)
    best = [(word, score) for word, score in words if not is_asked(word)]
    chosen = _without_twins(best)[:MOST_WORDS]
    written = _as_written(texts, {forms[0] for forms, _score in chosen})
    marks = [((tag,), score) for tag, score in tags if not (is_asked(tag) or is_asked(tag[1:]))][:MOST_TAGS]
    return (
        [_standing(forms, score, chosen, now.words, now, written) for forms, score in chosen],
        [_standing(forms, score, marks, now.tags, now, written) for forms, score in marks],
    )


def _asked_for(asked: Node | None) -> Callable[[str], bool]:
    terms = list(sought(asked)) if asked is not None else []
    whole = {word for term in terms for word in term.words}
    begun = tuple(term.words[-1] for term in terms if term.begun)
    return lambda word: word in whole or word.startswith(begun)


def _scored(
    counted: Counter[str], now: Sample, before: Counter[str], past: Sample, is_told: Callable[[str], bool]
) -> list[tuple[str, float]]:
    """What is said often enough, the highest score first; of equal ones that which stands first in the
    alphabet, so that every database and machine tells the same."""
    compares = past.posts >= ENOUGH
    scores = []
    for word, number in counted.items():
        if number < FEWEST or not is_told(word):
            continue
        score = _z(number, now.posts, before[word], past.posts) if compares else float(number)
        if not compares or score >= STANDS_OUT:
            scores.append((word, round(score, 6)))
    return sorted(scores, key=lambda one: (-one[1], one[0]))


def _z(number: int, posts: int, before: int, past: int) -> float:
    """The z-score of a word that `number` of `posts` say now, and `before` of `past` said."""
    prior = PRIOR * (number + before) / (posts + past)
    odds = (number + prior) / (posts + PRIOR - number - prior)
    odds_before = (before + prior) / (past + PRIOR - before - prior)
    return (log(odds) - log(odds_before)) / sqrt(1 / (number + prior) + 1 / (before + prior))


def _without_twins(scored: list[tuple[str, float]]) -> list[Scored]:
    """A word and its plural stand there once, as the one that scores higher, and are looked for together."""
    found: dict[str, Scored] = {}
    for word, score in scored:
        twin = next((one for one in (word[:-1], f"{word}s", f"{word}x") if one in found), None)
        if twin is not None and (word[-1] in "sx" or twin[-1] in "sx"):
            forms, best = found[twin]
            found[twin] = ((*forms, word), best)
        else:
            found[word] = ((word,), score)
    return list(found.values())


def _as_written(texts: Iterable[str], wanted: Set[str]) -> dict[str, str]:
    """As people write these words most, with accents and capitals; of equal ones the one that sorts first."""
    forms: dict[str, Counter[str]] = {word: Counter() for word in wanted}
    for text in texts:
        for raw in RAW_WORD.findall(MARK.sub(" ", LINK.sub(" ", text))):
            if (word := fold(raw)) in wanted:
                forms[word][raw] += 1
    return {word: min(seen, key=lambda raw: (-seen[raw], raw)) for word, seen in forms.items() if seen}


def _standing(
    forms: tuple[str, ...],
    score: float,
    among: Sequence[Scored],
    counted: Counter[str],
    now: Sample,
    written: dict[str, str],
) -> Standing:
    """`among` are all that stand out, the highest score first."""
    highest, lowest = among[0][1], among[-1][1]
    height = (score - lowest) / (highest - lowest) if highest > lowest else 0.5
    weight = 1 + min(STEPS - 1, int(height * STEPS))
    share = counted[forms[0]] / now.posts
    return Standing(written.get(forms[0], forms[0]), " OR ".join(forms), weight, round(share, 4))
