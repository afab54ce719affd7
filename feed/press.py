"""Requests for comment: who asked, until when, what the team answered, and what comes of it. PURE.

A journalist writes; the team answers from one of its accounts; when the deadline is over the press site
publishes with the answer, or without. Times are seconds of exercise since the start.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from .crowd.types import Deleted, Edited, Published, Stimulus

Standing = Literal["open", "in_time", "late", "missed"]
Outcome = Literal["in_time", "missed"]


def standing(due: float, answered: float | None, now: float) -> Standing:
    """How a request stands at `now` that is to be answered by `due`; `answered` is when it was, if it was."""
    if answered is not None:
        return "in_time" if answered <= due else "late"
    return "open" if now <= due else "missed"


class Asked(NamedTuple):
    """A request that was made: the post `ref` of `inject`, published at `t`, to be answered by `due`."""

    inject: str
    ref: int
    t: float
    due: float
    text: str


class Article(NamedTuple):
    """What the press published about a request, in `window`."""

    inject: str
    outcome: Outcome
    window: int
    ref: int
    content: str


@dataclass
class Desk:
    """What the newsrooms know in one room: the requests that are open, and the team's answers to each."""

    open: dict[str, Asked] = field(default_factory=dict)
    answers: dict[int, dict[int, Published]] = field(default_factory=dict)

    def ask(self, asked: Asked) -> None:
        self.open[asked.inject] = asked

    def hear(self, stimulus: Stimulus) -> None:
        """What people did, as far as it concerns a request: an answer, another text for one, a deletion."""
        if isinstance(stimulus, Published):
            if stimulus.team and stimulus.kind == "reply" and stimulus.parent is not None:
                self.answers.setdefault(stimulus.parent, {})[stimulus.ref] = stimulus
        elif isinstance(stimulus, Edited):
            self._reword(stimulus.said)
        elif isinstance(stimulus, Deleted):
            self._forget(stimulus.ref)

    def due(self, window: int) -> list[tuple[Asked, str]]:
        """Requests whose deadline is over, with the answer that will be quoted ("" where none came in time):
        of several the one that says most. Each is told once."""
        over = [asked for asked in self.open.values() if asked.due <= window]
        for asked in over:
            del self.open[asked.inject]
        return [(asked, self._answer(asked)) for asked in over]

    def _answer(self, asked: Asked) -> str:
        given = [said.text for said in self.answers.get(asked.ref, {}).values() if said.t <= asked.due]
        return max(given, key=len, default="")

    def _reword(self, said: Published) -> None:
        given = self.answers.get(said.parent, {}) if said.parent is not None else {}
        if said.ref in given:
            given[said.ref] = given[said.ref]._replace(text=said.text)

    def _forget(self, ref: int) -> None:
        """An answer was taken back; or the request itself was, and nobody waits any more."""
        for given in self.answers.values():
            given.pop(ref, None)
        for asked in list(self.open.values()):
            if asked.ref == ref:
                del self.open[asked.inject]


def requests_of(injects: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The requests of a snapshot's injects by the code of theirs."""
    return {inject["code"]: inject["request"] for inject in injects if inject.get("request")}
