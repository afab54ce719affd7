"""Words without their endings, so that what was learned of one form serves for the others."""

from functools import lru_cache

_LETTERS = 6  # of a stem that are kept
_LEAST = 3  # letters that stripping an ending must leave
#: Longer endings first; one is taken off a word.
_ENDINGS = {
    "en": ("ing", "ed", "es", "s", "ly", "e"),
    "fr": (
        *("ement", "aient", "erons", "erez", "eront", "ions", "ais", "ait", "ons", "ees"),
        *("ent", "ant", "er", "ez", "es", "ee", "s", "e", "x"),
    ),
}


@lru_cache(maxsize=8192)
def stem(form: str, lang: str) -> str:
    """The stem of a token's form. Signs and classes stand for themselves, figures all for `#`."""
    if form[0].isdigit():
        return "#"
    if not form[0].isalpha() or len(form) <= _LEAST:
        return form
    ending = next((e for e in _ENDINGS[lang] if form.endswith(e) and len(form) - len(e) >= _LEAST), "")
    return form.removesuffix(ending)[:_LETTERS]
