"""What happens in each window of a room besides the crowd: injects, and what people did.

A `Stage` is read once per batch of windows; with it a window's stimuli follow from values alone. The
same actions in the same windows give the same stimuli, whoever asks and however late.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from exercises.models import Action, Firing, Room, Session
from exercises.script import Situation, due_injects, passed_by, threshold, watched

from . import store
from .articles import article
from .crowd.types import (
    EMOTIONS,
    INJECT_REFS,
    REFS_PER_WINDOW,
    Blocked,
    Corrected,
    Deleted,
    Edited,
    Hidden,
    InjectFired,
    Liked,
    PressureSet,
    Published,
    Reported,
    Stimulus,
    WeightsSet,
)
from .press import Article, Asked, Desk
from .store import letters, reports


@dataclass(frozen=True)
class Settled:
    """An inject that fires or is skipped in a window."""

    code: str
    state: str
    window: int
    ref: int | None
    content: str


@dataclass
class Stage:
    """The script's progress in one room, as far as windows before the next one decide it."""

    injects: list[dict[str, Any]]
    lang: str
    settled: dict[str, Settled]
    actions: dict[int, list[Action]]
    snapshot: Mapping[str, Any] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    desk: Desk = field(default_factory=Desk)
    contents: dict[str, str] = field(default_factory=dict)
    offsets: dict[str, int] = field(default_factory=dict)
    spoke_at: list[float] = field(default_factory=list)
    above_since: dict[str, float] = field(default_factory=dict)
    quiet_until: int = 0
    removed: dict[int, list[int]] = field(default_factory=dict)

    def is_quiet(self, window: int) -> bool:
        """Whether a jump passes over this window: the mood runs, nothing is written."""
        return window < self.quiet_until

    def enter(self, window: int, shares: Mapping[str, float]) -> tuple[list[Stimulus], list[Settled]]:
        """Stimuli of `window`, and the injects that it settles. Windows must be entered in order, once."""
        self.above_since = watched(self.injects, window, shares, self.above_since)
        settled: list[Settled] = []
        stimuli = [
            stimulus for action in self.actions.get(window, []) for stimulus in self._act(action, settled)
        ]
        stimuli += self._moderated(window)
        if not self.is_quiet(window):
            fired_at = {code: float(s.window) for code, s in self.settled.items() if s.state == Firing.FIRED}
            situation = Situation(fired_at, self.spoke_at, shares, self.above_since)
            for code in due_injects(self.injects, self.settled, self.offsets, window, situation):
                settled.append(self._settle(code, Firing.FIRED, window))
        stimuli += [InjectFired(s.code, s.ref, s.content) for s in settled if s.state == Firing.FIRED]
        if not self.is_quiet(window):
            self._publish(window)
        return [*stimuli, *self._read(window)], settled

    def replay(self, window: int) -> list[Stimulus]:
        """Stimuli of a window that was made before: what it settled is known already."""
        ignored: list[Settled] = []
        stimuli = [
            s for action in self.actions.get(window, []) for s in self._act(action, ignored, again=True)
        ]
        fired = [s for s in self.settled.values() if s.window == window and s.state == Firing.FIRED]
        injects = (InjectFired(s.code, s.ref, s.content) for s in fired)
        return [*stimuli, *self._moderated(window), *injects, *self._read(window)]

    def published(self, window: int) -> list[Article]:
        """What the press published in `window` about what it had asked."""
        return [article for article in self.articles.values() if article.window == window]

    def _publish(self, window: int) -> None:
        """The articles on requests whose deadline is over."""
        for number, (asked, answer) in enumerate(self.desk.due(window)):
            inject = self._inject(asked.inject)
            outcome, text = article(self.snapshot, inject, asked.text, answer, self.lang)
            ref = window * REFS_PER_WINDOW + INJECT_REFS + len(self.injects) + number
            self.articles[asked.inject] = Article(asked.inject, outcome, window, ref, text)

    def _read(self, window: int) -> list[Stimulus]:
        """The articles of `window`, as the crowd reads them."""
        return [
            Published(
                made.ref,
                float(window),
                self._inject(made.inject)["persona"],
                False,
                "",
                "press",
                "original",
                made.content,
                None,
            )
            for made in self.published(window)
        ]

    def _inject(self, code: str) -> dict[str, Any]:
        return next(item for item in self.injects if item["code"] == code)

    def _moderated(self, window: int) -> list[Stimulus]:
        """Posts that the network takes out in this window, because the team reported them."""
        return [Deleted(ref, False) for ref in self.removed.get(window, [])]

    def _act(self, action: Action, settled: list[Settled], *, again: bool = False) -> Iterable[Stimulus]:
        stimulus = stimulus_of(action)
        if stimulus is not None:
            self.desk.hear(stimulus)
            if isinstance(stimulus, Published) and stimulus.team:
                self.spoke_at.append(stimulus.t)
            return [stimulus]
        self._direct(action, settled, again)
        return []

    def _direct(self, action: Action, settled: list[Settled], again: bool) -> None:
        """What a trainer did with the script itself."""
        given = action.payload
        if action.kind == "edit":
            self.contents[given["inject"]] = given["content"]
            if given.get("offset") is not None:
                self.offsets[given["inject"]] = given["offset"]
        elif action.kind == "jump":
            self.quiet_until = max(self.quiet_until, given["to"])
            if not again:
                for code in passed_by(self.injects, self.settled, self.offsets, given["to"]):
                    settled.append(self._settle(code, Firing.SKIPPED, action.window))
        elif action.kind in ("fire", "skip") and not again and given["inject"] not in self.settled:
            state = Firing.FIRED if action.kind == "fire" else Firing.SKIPPED
            settled.append(self._settle(given["inject"], state, action.window))

    def _settle(self, code: str, state: str, window: int) -> Settled:
        index, inject = next((i, item) for i, item in enumerate(self.injects) if item["code"] == code)
        content = self.contents.get(code) or inject["content"].get(self.lang, "")
        ref = window * REFS_PER_WINDOW + INJECT_REFS + index if state == Firing.FIRED else None
        self.settled[code] = Settled(code, state, window, ref, content)
        if ref is not None and inject.get("request"):
            self.desk.ask(asked_of(inject, ref, window, content))
        return self.settled[code]


def set_stage(session: Session, room: Room, first: int, last: int) -> Stage:
    """The stage for windows first to last: everything before `first` is taken into account."""
    actions: dict[int, list[Action]] = {}
    for action in store.actions_between(room.pk, first, last):
        actions.setdefault(action.window, []).append(action)
    stage = Stage(
        injects=session.snapshot.get("injects", []),
        lang=session.lang,
        settled={
            code: Settled(code, state, window, ref, content)
            for code, state, window, ref, content in store.settled(room.pk)
        },
        actions=actions,
        snapshot=session.snapshot,
        articles={made.inject: made for made in letters.articles(room.pk)},
    )
    for window, ref in reports.removals(room.pk, first):
        stage.removed.setdefault(window, []).append(ref)
    _reopen(stage, room, first)
    for action in store.steering(room.pk, ["edit", "jump"]):
        if action.window < first:
            stage._direct(action, [], True)
    waiting = [i["condition"] for i in stage.injects if i.get("condition") and i["code"] not in stage.settled]
    if any(condition["what"] in ("silence", "answered") for condition in waiting):
        stage.spoke_at = store.team_times_before(room.pk, first)
    stage.above_since = _above_since(room, waiting, first)
    return stage


def asked_of(inject: Mapping[str, Any], ref: int, window: int, content: str) -> Asked:
    """The request that an inject makes which fired in `window`."""
    due = float(window + inject["request"]["deadline"])
    return Asked(inject["code"], ref, float(window), due, content)


def _reopen(stage: Stage, room: Room, first: int) -> None:
    """Requests that were made before `first` and wait for their deadline, with what was answered to them."""
    for inject in stage.injects:
        fired = stage.settled.get(inject["code"])
        if inject.get("request") and fired and fired.ref is not None and fired.code not in stage.articles:
            stage.desk.ask(asked_of(inject, fired.ref, fired.window, fired.content))
    if stage.desk.open:
        for action in letters.correspondence(room.pk, [a.ref for a in stage.desk.open.values()], first):
            if (stimulus := stimulus_of(action)) is not None:
                stage.desk.hear(stimulus)


def _above_since(room: Room, conditions: list[dict[str, Any]], first: int) -> dict[str, float]:
    """Thresholds of `conditions` that were reached before `first` and held until then."""
    since: dict[str, float] = {}
    for condition in conditions:
        if condition["what"] == "emotion_above":
            index = EMOTIONS.index(condition["emotion"])
            window = store.held_since(room.pk, index, condition["share"], first)
            if window is not None:
                since[threshold(condition)] = float(window)
    return since


def stimulus_of(action: Action) -> Stimulus | None:
    """What the crowd is told of an action; None for what concerns the script alone."""
    given = action.payload
    match action.kind:
        case "publish":
            return Published(**given)
        case "correct":
            return Corrected(Published(**given["said"]), tuple(given["labels"]))
        case "rewrite":
            return Edited(Published(**given["said"]), given["before"])
        case "delete":
            return Deleted(given["ref"], given["team"])
        case "hide" if given["on"]:
            return Hidden(given["ref"], given["since"])
        case "block":
            return Blocked(**given)
        case "like":
            return Liked(given["ref"], given["by"], given.get("emotion"))
        case "react":
            return Liked(given["ref"], given["by"], given["emotion"], EMOTIONS.index(given["reaction"]))
        case "report":
            return Reported(given["ref"], given["reason"])
        case "pressure":
            return PressureSet(given["pressure"], given.get("living", False))
        case "weights":
            return WeightsSet(tuple(given["weights"]))
    return None
