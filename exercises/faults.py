"""What can be wrong with a scenario, and how it is said. PURE.

A fault is a line of English, "path: what is wrong"; its kind and facts let `exercises.fault_texts` say it in
the language of the screen.
"""

from collections.abc import Mapping
from typing import Any


def _(text: str) -> str:
    """Marks a text for the catalogues of translations."""
    return text


TEXTS: dict[str, str] = {
    # the file
    "too_large": _("the file is larger than %(most)s MB"),
    "not_utf8": _("this is no text in UTF-8 (byte %(place)s): save it as UTF-8 and try again"),
    "syntax": _("line %(line)s, column %(column)s: this is not YAML (%(problem)s)"),
    "unreadable": _("a value cannot be read (%(problem)s)"),
    "reference": _("line %(line)s: references (*%(name)s) are not accepted; write the value out"),
    "too_deep": _("line %(line)s: nested too deeply for a scenario"),
    "too_many": _("line %(line)s: more values than a scenario can have"),
    "bad_key": _("line %(line)s: a name must be a plain word"),
    "key_twice": _("line %(line)s: stands twice in the same place"),
    # one value
    "missing": _("is missing"),
    "extra_forbidden": _("unknown name; is it mistyped, or in the wrong place?"),
    "model_type": _("must be a group of names with values"),
    "dict_type": _("must be a group of names with values"),
    "list_type": _("must be a list"),
    "string_type": _("must be a text"),
    "string_too_short": _("must not be empty"),
    "string_too_long": _("is too long: at most %(max_length)s characters"),
    "string_pattern_mismatch": _("has characters that may not stand here (allowed: %(pattern)s)"),
    "forbidden_character": _("has a character that no text may have"),
    "int_type": _("must be a whole number"),
    "int_parsing": _("must be a whole number"),
    "int_from_float": _("must be a whole number"),
    "float_type": _("must be a number"),
    "float_parsing": _("must be a number"),
    "finite_number": _("must be a number"),
    "bool_type": _("must be true or false"),
    "bool_parsing": _("must be true or false"),
    "literal_error": _("must be one of: %(expected)s"),
    "greater_than_equal": _("must be at least %(ge)s"),
    "greater_than": _("must be more than %(gt)s"),
    "less_than_equal": _("must be at most %(le)s"),
    "less_than": _("must be less than %(lt)s"),
    "too_short": _("needs at least %(min_length)s"),
    # what belongs together
    "no_weight": _("at least one emotion needs a weight"),
    "emotion_operands": _("emotion_above needs emotion and share"),
    "inject_operand": _("%(what)s needs inject"),
    "reviews_on_page": _("only a page has reviews"),
    "poll_operands": _("a poll is asked by a persona, on the microblog or the page, without a picture"),
    "answer_twice": _("the same answer stands twice"),
    "groups_on_page": _("only a page network has groups"),
    "tributes_on_wall": _("only a wall has tributes"),
    "offset_or_condition": _("give either offset or condition"),
    "only_stories_last": _("only stories are gone after a time"),
    "request_operands": _("a request comes from a persona, by mailbox or press"),
    "live_press": _("a rolling story is told on the press site"),
    "missing_text": _("missing text"),
    "twice": _("‘%(value)s’ stands twice"),
    "unknown": _("unknown ‘%(value)s’"),
    "first_phase": _("the first phase starts at 0"),
    "rising": _("offsets must rise"),
    "after_end": _("after the end of the exercise (%(duration)s)"),
    "bad_picture": _("this picture cannot be used: %(why)s"),
    "pictures_too_large": _("the pictures are too large together: use fewer of them"),
    "no_team": _("no account for the team (team: true)"),
}


class Fault(str):
    """One error as "path: what is wrong". `item` is the code of the part that it is in, where it has one."""

    path: str
    kind: str
    facts: dict[str, Any]
    item: str

    def __new__(cls, path: str, kind: str, *, text: str = "", item: str = "", **facts: Any) -> "Fault":
        said = TEXTS[kind] % facts if kind in TEXTS else text
        fault = super().__new__(cls, f"{path}: {said}" if path else said)
        fault.path, fault.kind, fault.facts, fault.item = path, kind, facts, item
        return fault


class BrokenScenario(ValueError):
    """A document that cannot be a scenario. `faults` holds one line per error: "path: what is wrong"."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def named(fault: Fault, document: Any) -> Fault:
    """The fault with the code of the inject, persona … that its path leads into."""
    section, _dot, rest = fault.path.partition(".")
    index = rest.partition(".")[0]
    items = document.get(section) if isinstance(document, Mapping) else None
    if isinstance(items, list) and index.isdecimal() and int(index) < len(items):
        item = items[int(index)]
        code = item.get("code") if isinstance(item, Mapping) else None
        fault.item = code if isinstance(code, str) else ""
    return fault
