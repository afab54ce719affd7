"""From expressions to labels: how much each weighs together, and how they bear on each other."""

from collections.abc import Iterable

from feed.crowd.reading.finding import Hit
from feed.crowd.reading.labels import PRESENT

Weights = dict[str, float]

#: What says the second says the first too, this much.
CARRIES = {
    ("attack", "blame"): 1.0,
    ("scapegoat", "blame"): 1.0,
    ("rumour_denied", "denial"): 1.0,
}
#: Proof, and the admission that a claim is true, mostly come with a checkable fact, which may have no figure.
LEANS = {("evidence", "fact"): 0.3, ("rumour_confirmed", "fact"): 0.25, ("adjusting", "fact"): 0.25}
#: Thanks, feelings and excuses that are meant to be laughed at are none.
_SPOILT = {"ingratiation": 0.4, "empathy": 0.5, "apology": 0.5, "compensation": 0.5, "commitment": 0.7}
#: Where the second is read beside the first, it is mostly decoration, and counts this much: the figures of an
#: insult inform nobody, "tell us more, Kevin" asks for nothing, and a "never" in a eulogy denies nothing.
#: The fourth shows that it is meant, and lets it count in full.
_DECORATION = (
    (
        {"attack", "scapegoat", "mockery", "victimage"},
        "fact",
        0.7,
        {"evidence", "rumour_confirmed", "instructing"},
    ),
    ({"holding"}, "fact", 0.6, {"evidence", "rumour_confirmed", "instructing"}),
    ({"attack", "mockery", "scapegoat", "excuse", "justification"}, "call_to_action", 0.6, {"instructing"}),
    (
        {"apology", "reminder", "victimage", "scapegoat", "commitment", "excuse"},
        "denial",
        0.7,
        {"rumour_denied", "evidence"},
    ),
    ({"reminder", "ingratiation", "apology", "rumour_denied"}, "justification", 0.7, set[str]()),
)
#: What one needs to have said little else of for a message to be no more than "we are looking into it".
_SUBSTANCE = ("apology", "compensation", "denial", "rumour_confirmed", "attack", "legal_threat", "mockery")


def weighed(found: Iterable[Hit]) -> Weights:
    """Each label's weight: 1 − Π (1 − weight) over its expressions that stand in different places."""
    left: Weights = {}
    taken: dict[str, set[int]] = {}
    for hit in sorted(found, key=lambda hit: -hit.weight):
        places = set(range(hit.first, hit.last + 1))
        if not places & taken.setdefault(hit.label, set()):
            left[hit.label] = left.get(hit.label, 1.0) * (1.0 - min(1.0, max(0.0, hit.weight)))
            taken[hit.label] |= places
    return {label: 1.0 - rest for label, rest in left.items()}


def judged(weights: Weights) -> Weights:
    """The weights once each label has been looked at beside the others."""
    after = dict(weights)
    if after.get("mockery", 0.0) >= PRESENT:
        after.update({name: after[name] * part for name, part in _SPOILT.items() if name in after})
    if any(after.get(name, 0.0) >= PRESENT for name in _SUBSTANCE):
        after["holding"] = after.get("holding", 0.0) * 0.5
    for (of, to), lean in LEANS.items():
        if weights.get(of, 0.0) >= PRESENT:
            after[to] = 1.0 - (1.0 - after.get(to, 0.0)) * (1.0 - lean)
    for beside, name, part, meant in _DECORATION:
        if _any(weights, beside) and not _any(after, meant):
            after[name] = after.get(name, 0.0) * part
    return {label: round(weight, 3) for label, weight in carried(after).items() if round(weight, 3) > 0}


def carried(weights: Weights) -> Weights:
    """The weights with what each label says beside itself."""
    after = dict(weights)
    for (of, to), part in CARRIES.items():
        after[to] = max(after.get(to, 0.0), after.get(of, 0.0) * part)
    return after


def consistent(weights: Weights, expressions: Weights) -> Weights:
    """The weights without what is hardly meant beside the rest: who denies confirms, and who puts a rumour
    right plays down, only where an expression says so. `expressions` are the weights of expressions alone."""
    after = dict(weights)
    if _any(weights, {"denial", "rumour_denied"}) and not expressions.get("rumour_confirmed"):
        after["rumour_confirmed"] = 0.0
    if _any(weights, {"rumour_denied"}) and expressions.get("justification", 0.0) < PRESENT:
        after["justification"] = 0.0
    return after


def _any(weights: Weights, labels: set[str]) -> bool:
    return any(weights.get(label, 0.0) >= PRESENT for label in labels)
