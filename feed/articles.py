"""The article that a newsroom publishes about a request for comment, when its deadline is over. PURE.

The author's own text is used where there is one; else it is made of what was asked and of what was answered.
"""

import re
import zlib
from collections.abc import Mapping
from typing import Any

from exercises.document_parts import Term

from .crowd.data import table
from .crowd.nouns import noun
from .press import Outcome

QUOTED = 400  # characters of an answer that are quoted at most
ASKED = 200  # characters of a question
ANSWER = "{answer}"
_SENTENCE = re.compile(r"(?<=[.!?…])[»”\"’)]*\s+|\n+")
_END = re.compile(r"[.!?…][»”\"’)]*(?=\s)")
_NUMBERED = re.compile(r"^\s*(?:\d+[.)]|[-–•*])\s*")
_INTRODUCED = re.compile(r"^[^«“\"]*:\s*[«“\"]\s*(?=[^»”\"]*$)")
_OPENING, _CLOSING = " \t\xa0\u202f«“\"‘'", " \t\xa0\u202f»”\"’'"
_MARK = re.compile(r"\{(?:(\w+):)?(\w+)\}")
_QUOTES = {"en": ("“", "”", "‘", "’"), "fr": ("«\u202f", "\u202f»", "“", "”")}


def article(
    snapshot: Mapping[str, Any], inject: Mapping[str, Any], asked: str, answer: str, lang: str
) -> tuple[Outcome, str]:
    """What came of the request `inject`, whose letter says `asked`, and the article: its first line is the
    headline. `answer` is what the team answered in time, "" if nothing."""
    outcome: Outcome = "in_time" if answer else "missed"
    quote = quoted(excerpt(answer, QUOTED), lang) if answer else ""
    authored = (inject["request"].get(f"if_{'answered' if answer else 'missed'}") or {}).get(lang)
    if authored:
        return outcome, _with_answer(authored, quote)
    return outcome, _made(snapshot, inject["code"], outcome, asked, quote, lang)


def _with_answer(authored: str, quote: str) -> str:
    """The author's text with the answer where it asks for it, else at its end."""
    if ANSWER in authored:
        return authored.replace(ANSWER, quote)
    return f"{authored}\n\n{quote}" if quote else authored


def _made(snapshot: Mapping[str, Any], code: str, outcome: Outcome, asked: str, quote: str, lang: str) -> str:
    said, turn = table("press")[lang][outcome], zlib.crc32(code.encode())
    question = question_of(asked)
    told = {"question": quoted(question, lang), "answer": quote}
    forms = noun(Term(**snapshot["organisation"]["short"][lang]), lang).forms
    names = ("title", "asked" if question else "plain", "end")
    title, body, end = (_filled(said[name][turn % len(said[name])], forms, told) for name in names)
    return f"{title}\n\n{body}\n\n{end}"


def _filled(pattern: str, forms: Mapping[str, str], told: Mapping[str, str]) -> str:
    """What people wrote is put in last, and never read as a pattern."""

    def fill(mark: re.Match[str]) -> str:
        form, name = mark[1] or "", mark[2]
        if name in told:
            return told[name]
        text = forms[form]
        return text[:1].upper() + text[1:] if name == "Org" else text

    return _MARK.sub(fill, pattern)


def question_of(letter: str) -> str:
    """The last question that a letter asks, "" if it asks none."""
    asked = [_NUMBERED.sub("", part).strip() for part in _SENTENCE.split(letter)]
    asked = [_INTRODUCED.sub("", part) for part in asked if "?" in part[-4:]]
    found = [part.lstrip(_OPENING).rstrip(_CLOSING) for part in asked]
    return found[-1] if found and len(found[-1]) <= ASKED else ""


def excerpt(text: str, most: int) -> str:
    """As many whole sentences of a text as `most` characters hold; of a longer first one, whole words."""
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    ends = [found.end() for found in _END.finditer(plain) if found.end() <= most]
    if ends:
        return plain[: ends[-1]]
    head = plain[: most - 2]
    return f"{head.rsplit(maxsplit=1)[0] if ' ' in head else head} …"


def quoted(text: str, lang: str) -> str:
    """In the quotation marks of the language; those within become the inner ones."""
    opening, closing, inner, inner_end = _QUOTES[lang]
    within = re.sub(r"[“«]\s*|(?<!\w)\"(?=\w)", inner, text)
    within = re.sub(r"\s*[”»]|(?<=\S)\"", inner_end, within)
    return f"{opening}{within}{closing}"
