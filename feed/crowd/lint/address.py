"""Somebody who is told «tu» and «vous» in one breath: «je t’embrasse, je prie pour vous».

A phrase keeps to one of them, but a word of a list, or another way of saying it, may not. Hence lists
that are used in both kinds of phrase say neither.
"""

import re
from collections.abc import Iterator

_QUOTED = re.compile(r"«[^»]*»")  # somebody else is speaking
_ONE = re.compile(r"(?<![\w’])(?:(?:tu|toi|te)(?!\w)|t’)", re.IGNORECASE)
_SEVERAL = re.compile(r"(?<![\w’-])(?:vous|votre|vos)(?!\w)", re.IGNORECASE)
#: One is told of several: «les voisins et toi, vous», «préviens ton frère, on a peur pour vous».
_AMONG_SEVERAL = re.compile(r"(?<![\w’])(?:toi et|et toi|pour vous)(?!\w)", re.IGNORECASE)


def address_slips(text: str) -> Iterator[str]:
    """What is wrong with a whole French text as it is said."""
    if not _SEVERAL.search(text):
        return
    text = _QUOTED.sub("", text)
    one, several = _ONE.search(text), _SEVERAL.search(text)
    if one and several and not _AMONG_SEVERAL.search(text):
        yield f"«{one.group()}» and «{several.group()}»: one is told both"
