"""A session played without a server: the script, what a team says, and the crowd, window by window.

The live engine does the same with a database between the windows (feed.stage, feed.conductor).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from exercises.script import Situation, due_injects, watched
from feed.crowd.step import State, start, step
from feed.crowd.types import (
    ACTION_REFS,
    EMOTIONS,
    INJECT_REFS,
    REFS_PER_WINDOW,
    Causes,
    Deleted,
    Draft,
    Drafts,
    Edited,
    InjectFired,
    Liked,
    PressureSet,
    Published,
    Stimulus,
    Window,
)


class Act(NamedTuple):
    """What the team does at second `at`. `reply_to` "loudest" answers the crowd's loudest critic of the last
    minutes: the most followed angry post, or, while nobody is angry, the most followed one that is afraid,
    mocks or mourns. A deletion takes back the team's newest post, an edit gives it another text, a like goes
    to the loudest one."""

    at: int
    by: str = "spokesperson"
    channel: str = "microblog"
    text: str = ""
    reply_to: Literal["loudest"] | None = None
    action: Literal["post", "edit", "delete", "like"] = "post"


class Moment(NamedTuple):
    """One window that was played: what came into it, and what the crowd made of it."""

    number: int
    stimuli: tuple[Stimulus, ...]
    drafts: Drafts
    causes: Causes
    state: State


def played(
    scenario: Mapping[str, Any],
    lang: str,
    seed: int,
    seconds: int,
    *,
    pressure: PressureSet | None = None,
    acts: Sequence[Act] = (),
    write: bool = True,
    scripted: bool = True,
) -> Iterator[Moment]:
    """Play `seconds` of exercise of a scenario's plain document, from its first window on.

    Without `pressure` the crowd lives at the dial's top. Raises as `start` does.
    """
    state = start(dict(scenario), lang, seed)
    script = _Script(scenario, lang, scripted)
    team = _Team(scenario, acts)
    shares = dict.fromkeys(EMOTIONS, 0.0)
    for number in range(seconds):
        stimuli: list[Stimulus] = [pressure] if pressure is not None and number == 0 else []
        stimuli += team.does(number)
        stimuli += script.due(number, team.spoke_at, shares)
        state, drafts, causes = step(state, stimuli, Window(number, write))
        team.sees(drafts.posts)
        shares = dict(zip(EMOTIONS, (round(share, 6) for share in causes.mood), strict=True))
        yield Moment(number, tuple(stimuli), drafts, causes, state)


class _Script:
    """The injects, as they fall due."""

    def __init__(self, scenario: Mapping[str, Any], lang: str, scripted: bool) -> None:
        self._injects = list(scenario.get("injects", [])) if scripted else []
        self._lang = lang
        self._fired: dict[str, float] = {}
        self._since: dict[str, float] = {}

    def due(self, number: int, spoke_at: Sequence[float], shares: Mapping[str, float]) -> list[Stimulus]:
        self._since = watched(self._injects, number, shares, self._since)
        situation = Situation(self._fired, spoke_at, shares, self._since)
        codes = due_injects(self._injects, self._fired, {}, number, situation)
        self._fired.update(dict.fromkeys(codes, float(number)))
        return [self._stimulus(code, number) for code in codes]

    def _stimulus(self, code: str, number: int) -> InjectFired:
        index, inject = next((i, one) for i, one in enumerate(self._injects) if one["code"] == code)
        ref = number * REFS_PER_WINDOW + INJECT_REFS + index
        return InjectFired(code, ref, inject["content"].get(self._lang, ""))


class _Team:
    """The team's acts. It remembers what it published, and the crowd's loudest critic."""

    def __init__(self, scenario: Mapping[str, Any], acts: Sequence[Act]) -> None:
        self._acts = sorted(acts, key=lambda act: act.at)
        self._account = next(p["code"] for p in scenario["personas"] if p.get("team"))
        self._published: list[Published] = []
        self._loudest: Draft | None = None
        self.spoke_at: list[float] = []

    def does(self, number: int) -> list[Stimulus]:
        found = (
            self._stimulus(act, number, place)
            for place, act in enumerate(a for a in self._acts if a.at == number)
        )
        return [stimulus for stimulus in found if stimulus is not None]

    def sees(self, drafts: Sequence[Draft]) -> None:
        """Remembers the loudest critic, until a louder one comes or two minutes have passed."""
        for draft in drafts:
            if EMOTIONS[draft.emotion] == "like" or draft.kind == "share":
                continue
            old = self._loudest
            if old is None or _loudness(draft) > _loudness(old) or draft.t - old.t > 120:
                self._loudest = draft

    def _stimulus(self, act: Act, number: int, place: int) -> Stimulus | None:
        if act.action == "delete":
            return Deleted(self._published.pop().ref, team=True) if self._published else None
        if act.action == "edit":
            return self._edit(act.text) if self._published else None
        if act.action == "like":
            loudest = self._loudest
            return Liked(loudest.ref, self._account, loudest.emotion) if loudest else None
        ref = number * REFS_PER_WINDOW + ACTION_REFS + place
        self.spoke_at.append(float(number))
        target = self._loudest if act.reply_to == "loudest" else None
        kind: Literal["original", "reply"] = "reply" if target else "original"
        channel = target.channel if target else act.channel
        parent = target.ref if target else None
        heard_by = target.author.followers if target else 0
        said = Published(
            ref, float(number), self._account, True, act.by, channel, kind, act.text, parent, heard_by
        )
        self._published.append(said)
        return said

    def _edit(self, text: str) -> Edited:
        before = self._published[-1]
        self._published[-1] = before._replace(text=text)
        return Edited(self._published[-1], before.text)


def _loudness(draft: Draft) -> tuple[bool, int]:
    """Anger first, then who is most followed."""
    return EMOTIONS[draft.emotion] == "anger", draft.author.followers
