"""Polls of injects, as authors write them."""

from typing import Any

import pytest

from exercises.faults import BrokenScenario
from exercises.library import library_scenario, library_slugs
from exercises.package import check_document, read_document, write_document
from tests.conftest import small_document

POLL = {"options": [{"en": "Yes", "fr": "Oui"}, {"en": "No", "fr": "Non"}], "lasts": 120}


def asking(poll: Any = POLL, **more: Any) -> dict[str, Any]:
    """The small scenario whose first inject asks this, on the microblog."""
    data: dict[str, Any] = small_document().model_dump(mode="json")
    plain = {"channel": "microblog", "media": None, "picture": None}
    data["injects"][0] |= plain | {"poll": poll} | more
    return data


def answers(*texts: str) -> dict[str, Any]:
    return {"options": [{"en": text, "fr": text} for text in texts]}


def test_it_comes_back_as_it_was() -> None:
    document = check_document(asking())
    text = write_document(document)
    assert read_document(text) == document
    assert write_document(read_document(text)) == text
    assert document.injects[0].poll is not None


def test_each_library_scenario_asks_one_in_both_languages() -> None:
    for slug in library_slugs():
        document = library_scenario(slug)
        asked = [inject for inject in document.injects if inject.poll]
        assert len(asked) == 1
        assert asked[0].poll is not None
        assert all(option.en and option.fr for option in asked[0].poll.options)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (asking(answers("Yes")), "injects.0.poll.options: too_short"),
        (asking(answers("A", "B", "C", "D", "E")), "injects.0.poll.options: too_long"),
        (asking(answers("Yes", "yes ")), "injects.0.poll: answer_twice"),
        (asking(answers("Yes", "x" * 41)), "injects.0.poll.options.1.en: string_too_long"),
        (asking(answers("Yes", "two\nlines")), "injects.0.poll.options.1.en: forbidden_character"),
        (asking(answers("Yes", "\u202eoN")), "injects.0.poll.options.1.en: forbidden_character"),
        (asking(answers("Yes", "  ")), "injects.0.poll.options.1.en: string_too_short"),
        (asking({"options": [{"en": "Yes"}, {"en": "No"}]}), "injects.0.poll.options.0.fr: missing_text"),
        (asking(POLL | {"lasts": 59}), "injects.0.poll.lasts: greater_than_equal"),
        (asking(POLL | {"lasts": 14_401}), "injects.0.poll.lasts: less_than_equal"),
        (asking(POLL | {"lasts": "long"}), "injects.0.poll.lasts: int_parsing"),
        (asking(POLL | {"votes": [9, 0]}), "injects.0.poll.votes: extra_forbidden"),
        (asking("Yes or no"), "injects.0.poll: model_type"),
        (asking(channel="press"), "injects.0: poll_operands"),
        (asking(persona=None), "injects.0: poll_operands"),
        (asking(media={"en": "A bridge", "fr": "Un pont"}), "injects.0: poll_operands"),
    ],
)
def test_what_is_no_poll_is_told_with_its_path(data: dict[str, Any], fault: str) -> None:
    with pytest.raises(BrokenScenario) as broken:
        check_document(data)
    assert fault in [f"{one.path}: {one.kind}" for one in broken.value.faults]
