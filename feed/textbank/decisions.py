"""What an author decides on a draft: phrases go into the scenario here, and nowhere else."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from exercises.models import DraftState, PhraseDraft, Scenario
from exercises.sessions import Refused

from .checking import Line, checked, known
from .drafts import topic_of


class StillFaulty(Exception):
    """Lines that were ticked and cannot be taken; `lines` are all that were sent, with what is wrong."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__(len(lines))
        self.lines = lines


def accept(pk: int, texts: Mapping[int, str], ticked: set[int]) -> PhraseDraft:
    """Adds the ticked lines, as `texts` has them by now, to the scenario's topic: all of them or none.

    Raises Refused where somebody was quicker or the topic is gone, StillFaulty where one cannot be taken.
    """
    with transaction.atomic():
        draft = _undecided(pk)
        scenario = Scenario.objects.select_for_update().get(pk=draft.scenario_id)
        topic = topic_of(scenario, draft.topic)
        if topic is None:
            raise Refused("no_topic", _("The topic is not in the scenario any more."))
        chosen = _looked_at(draft, scenario, texts, ticked)
        _add(topic, draft, [line["text"] for line in chosen])
        scenario.save(update_fields=["topics", "updated_at"])
        draft.state = DraftState.ACCEPTED
        draft.save(update_fields=["state", "lines"])
    return draft


def reject(pk: int) -> PhraseDraft:
    """Puts the draft away. Raises Refused where somebody decided on it already."""
    with transaction.atomic():
        draft = _undecided(pk)
        draft.state = DraftState.REJECTED
        draft.save(update_fields=["state"])
    return draft


def _undecided(pk: int) -> PhraseDraft:
    draft = PhraseDraft.objects.select_for_update().get(pk=pk)
    if draft.state != DraftState.DRAFT:
        raise Refused("decided", _("Somebody decided on this draft already. Nothing was changed."))
    return draft


def _looked_at(
    draft: PhraseDraft, scenario: Scenario, texts: Mapping[int, str], ticked: set[int]
) -> list[Line]:
    """The ticked lines, looked at once more; the draft's lines become what was sent."""
    numbers = [number for number in range(len(draft.lines)) if number in ticked]
    if not numbers:
        raise Refused("none", _("Tick the phrases that are good first."))
    against = known(scenario.topics, draft.topic, draft.lang)
    written = {number: texts.get(number, line["text"]) for number, line in enumerate(draft.lines)}
    chosen = checked([written[number] for number in numbers], against)
    lines = [checked([text], against)[0] for text in written.values()]
    for number, line in zip(numbers, chosen, strict=True):
        lines[number] = Line(text=line["text"], fault=line["fault"], about=line["about"], accepted=True)
    if any(line["fault"] for line in chosen):
        raise StillFaulty(lines)
    draft.lines = lines
    return chosen


def _add(topic: dict[str, Any], draft: PhraseDraft, texts: list[str]) -> None:
    by_emotion = topic.get("phrases") or {}
    by_lang = by_emotion.get(draft.emotion) or {}
    by_lang[draft.lang] = [*(by_lang.get(draft.lang) or []), *texts]
    topic["phrases"] = {**by_emotion, draft.emotion: by_lang}


def unspoken(draft: PhraseDraft) -> list[str]:
    """Languages of the scenario in which the topic has nothing to say in this emotion: it must have."""
    topic = topic_of(draft.scenario, draft.topic) or {}
    there = (topic.get("phrases") or {}).get(draft.emotion) or {}
    return [lang for lang in draft.scenario.languages if lang != draft.lang and not there.get(lang)]
