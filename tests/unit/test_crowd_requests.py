"""Journalists' questions: put once, put again, and at last published without an answer."""

import re
from statistics import median

from exercises.library import library_scenario
from exercises.package import plain
from feed.crowd.reading import content_words
from feed.crowd.simulation import Act, played
from feed.crowd.types import PressureSet
from feed.crowd.voice_files import REQUESTS, read_phrases

SLUG = "contaminated-food"  # 24 s of reality in one of exercise: the three steps come at 25, 113 and 300 s
ANSWER = "We are deeply sorry. We answer every question on 0800 123 456. Please do not eat any pouch."
PHRASES = [
    (key[1], content_words(re.sub(r"\{[^}]*\}", " ", text)))
    for key, text in read_phrases("en")
    if key[1] in REQUESTS
]


def step_of(text: str) -> str | None:
    """The step whose phrase this is: most of its words are there, some may have been put otherwise."""
    said = content_words(text)
    alike = [(len(words & said) / len(words), step) for step, words in PHRASES if len(words) > 2]
    best, step = max(alike)
    return step if best >= 0.6 else None


def steps(acts: list[Act]) -> dict[str, list[float]]:
    """When journalists said something of each step, in seven minutes."""
    found: dict[str, list[float]] = {step: [] for step in REQUESTS}
    script = plain(library_scenario(SLUG))
    for moment in played(script, "en", 1, 420, pressure=PressureSet(20_000), acts=acts):
        for draft in moment.drafts.posts:
            step = (
                step_of(draft.text) if draft.author.kind == "journalist" and draft.kind != "share" else None
            )
            if step:
                found[step].append(draft.t)
    return found


def test_questions_become_more_pressing_while_nobody_answers() -> None:
    asked, pressed, published = steps([]).values()
    assert len(asked) >= 2
    assert len(pressed) >= 2
    assert len(published) >= 2
    assert min(asked) < min(pressed) < min(published)
    assert median(asked) < median(pressed) < median(published)
    before = sum(t < min(published) for t in asked)  # another phrase may share most of one's words
    assert before >= 0.8 * len(asked)


def test_an_answer_ends_the_questions() -> None:
    asked, pressed, published = steps(
        [Act(at, text=f"{ANSWER} ({at})") for at in range(60, 420, 30)]
    ).values()
    assert len(asked) + len(pressed) + len(published) <= 3
