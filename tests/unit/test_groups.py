"""Public groups: where posts of the crowd stand, drawn apart from what they say, and how they are written."""

from collections import Counter
from typing import Any

import pytest

from exercises.document import ScenarioDocument
from exercises.faults import BrokenScenario
from exercises.package import check_document, read_document, write_document
from feed.crowd.types import EMOTIONS
from feed.groups import Group, Said, group_of, groups_of
from tests.conftest import small_document
from tests.unit.crowd_cast import small

NEIGHBOURS, WATCH = "linden-neighbours", "valdor-watch"
ANGER, FEAR, MOCKERY = (EMOTIONS.index(name) for name in ("anger", "fear", "mockery"))


def groups() -> list[Group]:
    return groups_of(small())


def where(emotion: int, topic: str = "", kind: str = "citizen", number: int = 3000) -> Counter[str]:
    """In which groups posts stand that say this."""
    return Counter(group_of(groups(), 1, Said(ref * 977, emotion, topic, kind)) for ref in range(number))


def test_the_same_post_stands_in_the_same_place_and_another_seed_moves_it() -> None:
    posts = [Said(ref * 1_000_003, FEAR, "", "citizen") for ref in range(400)]
    placed = [group_of(groups(), 1, post) for post in posts]
    assert placed == [group_of(groups(), 1, post) for post in posts]
    assert placed != [group_of(groups(), 2, post) for post in posts]


def test_only_a_part_is_written_in_groups() -> None:
    stands = where(FEAR)
    assert 0.3 < stands[""] / sum(stands.values()) < 0.8


def test_in_a_group_against_the_organisation_people_rage_and_mock() -> None:
    assert where(FEAR)[WATCH] == 0
    assert where(ANGER)[WATCH] > 1000
    assert where(MOCKERY)[WATCH] > 800
    assert where(ANGER)[NEIGHBOURS] == 0


def test_a_group_with_topics_draws_them_and_nothing_of_others() -> None:
    about_it, everyday, other = where(FEAR, "derailment"), where(FEAR), where(FEAR, "old-report")
    assert about_it[NEIGHBOURS] > everyday[NEIGHBOURS] > 0
    assert other[NEIGHBOURS] == 0


def test_everyday_talk_stands_where_there_is_room_for_it() -> None:
    said = [Said(ref * 977, ANGER, "", "citizen", everyday=True) for ref in range(2000)]
    assert WATCH not in {group_of(groups(), 1, one) for one in said}


def test_who_writes_for_a_living_writes_on_the_page_and_kinds_are_kept() -> None:
    assert where(ANGER, kind="journalist") == {"": 3000}
    assert where(ANGER, kind="expert")[WATCH] == 0


def test_a_scenario_without_groups_has_none() -> None:
    plain = {
        **small(),
        "channels": [{k: v for k, v in c.items() if k != "groups"} for c in small()["channels"]],
    }
    assert groups_of(plain) == []
    assert group_of([], 1, Said(7, ANGER, "", "citizen")) == ""


def test_the_document_comes_back_as_it_was() -> None:
    document = small_document()
    text = write_document(document)
    assert NEIGHBOURS in text
    again = read_document(text)
    assert again == document
    assert write_document(again) == text


def changed(change: Any) -> dict[str, Any]:
    """The small scenario after `change(page, injects)`."""
    data: dict[str, Any] = small_document().model_dump(mode="json")
    page = next(channel for channel in data["channels"] if channel["kind"] == "page")
    change(page, data)
    return data


def g(page: dict[str, Any]) -> dict[str, Any]:
    """The first group of a page."""
    group: dict[str, Any] = page["groups"][0]
    return group


def faults(data: dict[str, Any]) -> list[str]:
    with pytest.raises(BrokenScenario) as broken:
        check_document(data)
    return [f"{fault.path}: {fault.kind}" for fault in broken.value.faults]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda page, _d: page["groups"][1].update(code=NEIGHBOURS), "…1.code: twice"),
        (lambda page, _d: g(page).update(topics=["nothing"]), "…0.topics.0: unknown"),
        (lambda page, _d: g(page)["name"].update(fr=None), "…0.name.fr: missing_text"),
        (lambda page, _d: g(page).update(members=0), "…0.members: greater_than_equal"),
        (lambda page, _d: g(page).update(members="many"), "…0.members: int_parsing"),
        (lambda page, _d: g(page).update(wild=1), "…0.wild: extra_forbidden"),
        (lambda page, _d: g(page).update(kinds=["king"]), "…0.kinds.0: literal_error"),
        (lambda page, _d: g(page).update(mood={}), "…0.mood: no_weight"),
        (lambda page, _d: page.update(groups=page["groups"] * 7), "channels.1.groups: too_long"),
        (
            lambda page, d: d["channels"][0].update(groups=page["groups"][:1]),
            "channels.0: groups_on_page",
        ),
        (lambda _p, d: d["injects"][0].update(group=NEIGHBOURS), "injects.0: groups_on_page"),
        (lambda _p, d: d["injects"][0].update(channel="page", group="no-such"), "injects.0.group: unknown"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_path(change: Any, fault: str) -> None:
    assert fault.replace("…", "channels.1.groups.") in faults(changed(change))


def test_an_inject_may_stand_in_a_group() -> None:
    document = check_document(
        changed(lambda _p, data: data["injects"][0].update(channel="page", group=NEIGHBOURS))
    )
    assert isinstance(document, ScenarioDocument)
    assert document.injects[0].group == NEIGHBOURS
