"""The place of a scenario: what stands where, what is warned of, what is reported, who is counted."""

import math
from typing import Any

import pytest

from exercises.document import ScenarioDocument
from exercises.library import library_scenario, library_slugs
from exercises.package import check_document, plain
from feed.terrain import alert_of, counted, drawing_of, due_reports, spot_of, terrain_of
from feed.terrain.geometry import hatched, quarters
from feed.terrain.places import HIGH, WIDE
from tests.conftest import small_document

BOTH = [(slug, lang) for slug in library_slugs() for lang in ("en", "fr")]
HOSTILE = ("", " ", "<script>alert(1)</script>", "\u202e" * 50, "🚧" * 500, "x" * 5000, "((((", "\\d+")


def capital(lang: str = "en") -> Any:
    return terrain_of(plain(library_scenario("capital-attack")), lang)


@pytest.mark.parametrize(("slug", "lang"), BOTH)
def test_every_scenario_of_the_library_has_a_map_that_is_drawn_the_same_each_time(
    slug: str, lang: str
) -> None:
    document = plain(library_scenario(slug))
    once, twice = (drawing_of(terrain_of(document, lang)) for _ in range(2))
    assert once == twice
    assert once.quarters
    assert once.river
    for label in once.labels:
        assert label.name
        assert 0 <= label.x <= WIDE
        assert 0 <= label.y <= HIGH


def test_places_that_no_author_drew_come_from_the_vocabulary_and_keep_apart() -> None:
    terrain = terrain_of(plain(small_document()), "en")
    assert [spot.name for spot in terrain.spots] == ["Linden Bridge", "Mill Square", "Station"]
    assert [spot.kind for spot in terrain.spots] == ["bridge", "square", "station"]
    for spot in terrain.spots:
        assert all(math.dist((spot.x, spot.y), (o.x, o.y)) > 90 for o in terrain.spots if o is not spot)


@pytest.mark.parametrize(
    ("lang", "text", "place"),
    [
        ("en", "POLICE CHECK, Boatmen's Bridge, both ways", "boatmens-bridge"),
        ("en", "boatmens bridge? no: BOATMEN’S BRIDGE, again", "boatmens-bridge"),
        ("fr", "CONTRÔLE, pont des Bateliers, puis la gare aux marchandises", "boatmens-bridge"),
        ("fr", "Barrage à la gare aux marchandises, pas à la gare", "goods-yard"),
        ("fr", "parvis de la gare fermé", "forecourt"),
        ("en", "the station is closed", "saint-aurele"),
    ],
)
def test_a_post_belongs_to_the_place_that_it_names_first(lang: str, text: str, place: str) -> None:
    assert capital(lang).place_of(text, "anybody") == place


def test_a_post_that_names_none_stands_where_its_account_is_always_the_same() -> None:
    terrain = capital()
    places = {handle: terrain.place_of("They stop everybody here.", handle) for handle in map(str, range(60))}
    assert places == {handle: terrain.place_of("Here again", handle) for handle in places}
    assert len(set(places.values())) > 8


def test_a_district_covers_what_lies_in_it_and_a_place_itself_alone() -> None:
    terrain = capital()
    assert terrain.covered(["old-town"]) >= {"old-town", "verdier-arcade", "saddler-street"}
    assert "goods-yard" not in terrain.covered(["old-town"])
    assert terrain.covered(["goods-yard"]) == {"goods-yard"}
    assert terrain.covered(["nowhere"]) == terrain.covered([]) == frozenset()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_have_a_place_too(text: str) -> None:
    terrain = capital()
    assert terrain.spot(terrain.place_of(text, text)) is not None
    assert alert_of(text) == "danger"


@pytest.mark.parametrize(
    ("text", "alert"),
    [
        ("Police check, Mill Lane", "police"),
        ("Contrôle de gendarmerie au pont", "police"),
        ("Barrage de police rue Basse", "roadblock"),
        ("Rue fermée dans les deux sens", "roadblock"),
        ("Accident on the quay, police are there", "accident"),
        ("Carambolage sur la rocade", "accident"),
        ("Smoke over the yard", "danger"),
        ("Pas de policier nulle part", "police"),
        ("Checkmate", "danger"),
    ],
)
def test_what_a_pin_warns_of_is_read_off_its_words(text: str, alert: str) -> None:
    assert alert_of(text) == alert


def test_pins_of_a_place_stand_beside_each_other_and_on_the_map() -> None:
    terrain = capital()
    for spot in terrain.spots:
        found = {spot_of(terrain, spot.code, ref) for ref in range(40)}
        assert len(found) > 30
        assert all(at is not None and 0 < at[0] < 100 and 0 < at[1] < 100 for at in found)
    assert spot_of(terrain, "nowhere", 1) is None
    assert spot_of(terrain, "goods-yard", 7) == spot_of(terrain, "goods-yard", 7)


def test_quarters_share_out_the_whole_map() -> None:
    centres = [(100.0, 100.0), (600.0, 100.0), (300.0, 400.0), (650.0, 500.0)]
    areas = [_area(outline) for outline in quarters(centres, WIDE, HIGH)]
    assert sum(areas) == pytest.approx(WIDE * HIGH)
    assert all(area > 0 for area in areas)
    for one, other in hatched(quarters(centres, WIDE, HIGH)[0], 0.7, 26):
        assert max(*one, *other) <= WIDE + 1


def _area(outline: list[tuple[float, float]]) -> float:
    pairs = zip(outline, [*outline[1:], *outline[:1]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_capital_is_told_of_roadblocks_and_of_people_who_are_safe(lang: str) -> None:
    terrain = capital(lang)
    fired = {"first-shots": 48, "safety-open": 805, "situation-2": 900}
    told = [report for window in range(2000) for report in due_reports(terrain, lang, 7, window, fired)]
    again = [report for window in range(2000) for report in due_reports(terrain, lang, 7, window, fired)]
    assert told == again
    assert {report.channel for report in told} == {"traffic", "safety"}
    assert min(report.t for report in told) > 48
    assert min(report.t for report in told if report.channel == "safety") > 805
    assert len({report.ref for report in told}) == len(told) > 40
    assert not any("{" in report.text for report in told)
    assert len({alert_of(report.text) for report in told if report.channel == "traffic"}) == 4


def test_nothing_is_reported_before_its_inject_nor_after_the_one_that_ends_it() -> None:
    plan = {
        "channel": "traffic",
        "after": "a",
        "until": "b",
        "every": 5,
        "texts": {"en": ["Check, {place}."]},
    }
    terrain = terrain_of(plain(small_document()) | {"terrain": {"reports": [plan]}}, "en")
    assert not [r for w in range(100) for r in due_reports(terrain, "en", 1, w, {})]
    assert [r for w in range(100) for r in due_reports(terrain, "en", 1, w, {"a": 10})]
    assert not [r for w in range(11) for r in due_reports(terrain, "en", 1, w, {"a": 10})]
    assert not [r for w in range(100) for r in due_reports(terrain, "en", 1, w, {"a": 10, "b": 12})]


def test_a_safety_check_counts_up_with_the_crowd_and_never_beyond_the_people() -> None:
    before = counted(5000, 0, 0, 0)
    assert before == (0, 0)
    for step in range(1, 400):
        now = counted(5000, step * 20, step * 5.0, 0)
        assert now.safe >= before.safe
        assert now.asked >= before.asked
        assert now.safe <= 5000
        before = now
    assert before.safe > 4900
    assert counted(100, 10**9, 10**9, 3).safe == 100
    assert counted(5000, 0, 0, 3).safe == 3
    assert counted(5000, -5, -5.0, 0) == (0, 0)


@pytest.mark.parametrize(
    "broken",
    [
        {"places": [{"code": "a", "kind": "district", "name": {"en": "A", "fr": "A"}, "x": 101, "y": 0}]},
        {"places": [{"code": "a", "kind": "castle", "name": {"en": "A", "fr": "A"}, "x": 1, "y": 0}]},
        {"places": [{"code": "a", "kind": "street", "name": {"en": "A"}, "x": 1, "y": 0}]},
        {"places": [{"code": "a", "kind": "street", "name": {"en": "A", "fr": "A"}, "x": 1, "y": 0}] * 2},
        {"reports": [{"channel": "traffic", "every": 60, "texts": {"en": ["A"], "fr": ["A"]}}]},
        {"reports": [{"channel": "press", "every": 60, "texts": {"en": ["A"], "fr": ["A"]}}]},
        {"people": 3},
        {"sought": [{"name": ""}]},
        "nowhere",
    ],
)
def test_a_place_that_makes_no_sense_is_told_to_its_author(broken: Any) -> None:
    with pytest.raises(ValueError, match="terrain"):
        check_document(plain(small_document()) | {"terrain": broken})


def test_a_scenario_without_a_place_stays_as_it_was() -> None:
    document: ScenarioDocument = small_document()
    assert "terrain" not in plain(document)
