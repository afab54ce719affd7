"""How the files are to be typed: the crowd's habits go on from there."""

import re
from collections.abc import Iterator

_RULES = {
    "fr": (
        (re.compile(r"['\"]"), "straight apostrophe or quote"),
        (re.compile(r"[\u00a0\u202f]"), "a blank that is no common one: habits see to it"),
        (
            re.compile(r"(?<=[\w»})])[!?;](?!\w)|(?<=[^\W\d]):(?=\s|$)|(?<=[})»]):(?=\s|$)"),
            "no blank before ! ? ; or :",
        ),
        (re.compile(r"«\S|\S»"), "no blank inside « »"),
        (re.compile(r"\.\.\."), "… in three signs"),
        (
            re.compile(r"(?i)\b(?:c|s|b|n|v|ch)(?:oeu|Oeu)\w*|\boe(?:il|uf|uvre)s?\b|manoeuvr\w*"),
            "œ in two letters",
        ),
        (
            re.compile(r"(?i)(?<![\w’])ca(?= (?:va|me|fait|suffit|ne|y|se|c’|passe|m’|sert|arrive)\b)"),
            "ca for ça",
        ),
        (re.compile(r"\s[,.](?!\.)|,(?=[^\W\d])"), "blank and comma in the wrong order"),
    ),
    "en": (
        (re.compile(r"[‘’“”«»]"), "curly apostrophe or quote"),
        (re.compile(r"[\u00a0\u202f]"), "a blank that is no common one"),
        (re.compile(r"(?<=[\w'\"]) [!?,.;:](?=[\s|}]|$)"), "blank before ! ? , . ; or :"),
        (re.compile(r",(?=[^\W\d])"), "no blank behind a comma"),
    ),
}


def typography_slips(text: str, lang: str) -> Iterator[str]:
    for rule, message in _RULES[lang]:
        found = rule.search(text)
        if found:
            yield f"{message} at «{text[max(0, found.start() - 12) : found.end() + 6]}»"
