"""The debrief's pictures: what is drawn where, readable without colour, and never anything but a picture."""

import re
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from reports import charts
from reports.charts import Mark, Scene, Style, clock_text
from reports.facts import EMOTIONS, Point
from reports.plot import Frame, lanes, round_top

NAMES = ("Like", "Fear", "Anger", "Mockery", "Sadness")
SVG = "{http://www.w3.org/2000/svg}"
PLAIN = ("ground", "paper", "sunken", "hover", "ink", "inksoft", "inkfaint", "line", "linestrong", "accent")
TOKENS = (*PLAIN, "onaccent", "good", "warn", "bad", *EMOTIONS, *(f"{name}ink" for name in EMOTIONS))
STYLE = Style({name: f"#{index:06x}" for index, name in enumerate(TOKENS)}, "Test Sans")


def course(*shares: tuple[float, float, float, float, float], width: float = 60) -> list[Point]:
    return [Point(width * n, (10, 20, 30, 5, 5), mix, 1000) for n, mix in enumerate(shares)]


CALM = (0.4, 0.3, 0.1, 0.1, 0.1)
ANGRY = (0.1, 0.1, 0.6, 0.1, 0.1)


def scene(end: float = 180, **more: Any) -> Scene:
    return Scene(
        end=end, names=NAMES, words={"nothing": "nothing was published", "asked": "asked for"}, **more
    )


def drawn(svg: str) -> ET.Element:
    """The picture as a tree; fails where it is not well-formed."""
    return ET.fromstring(svg)  # noqa: S314  made by the function under test


def words(svg: str) -> list[str]:
    return [element.text or "" for element in drawn(svg).iter(f"{SVG}text")]


def every_picture(text: str) -> dict[str, str]:
    """One of each, with `text` wherever words go."""
    here = Scene(
        180,
        [(0, text), (90, text)],
        [Mark(30, text)],
        [Mark(60, text)],
        [text] * 5,
        {"nothing": text, "asked": text},
    )
    points = course(CALM, ANGRY, CALM)
    return {
        "lines": charts.emotion_lines(points, here, STYLE, text),
        "no lines": charts.emotion_lines([], here, STYLE, text),
        "areas": charts.volume_areas(points, here, STYLE, text, step=60, asked=[(0, 100), (90, 50)]),
        "no areas": charts.volume_areas([], here, STYLE, text, step=60),
        "mix": charts.mix(points, STYLE, text),
        "no mix": charts.mix([], STYLE, text),
        "met": charts.response_bar(20, 60, 100, STYLE, text, state="met"),
        "missed": charts.response_bar(None, 60, 100, STYLE, text, state="missed"),
        "meter": charts.meter(0.4, "#123456", STYLE, text),
        "push": charts.push_bar(-0.2, 0.4, "#123456", STYLE, text),
        "no push": charts.push_bar(0.0, 0.0, "#123456", STYLE, text),
        "key": charts.emotion_key(2, STYLE, text),
    }


@pytest.mark.parametrize(
    "text", ["A title", "<script>alert(1)</script> & \" ' ]]>", "\u202eabc\x00\x1b\ufffe 😀 مرحبا"]
)
def test_whatever_the_words_hold_a_picture_stays_a_picture(text):
    for name, svg in every_picture(text).items():
        tree = drawn(svg)
        assert tree.tag == f"{SVG}svg", name
        kinds = {element.tag.removeprefix(SVG) for element in tree.iter()}
        assert kinds <= {"svg", "title", "text", "path", "rect", "circle"}, name


def test_pictures_use_nothing_that_a_strict_policy_forbids():
    for name, svg in every_picture("A title").items():
        for element in drawn(svg).iter():
            forbidden = {"style", "class", "href", "onload"} & set(element.attrib)
            assert not forbidden, name
        assert "url(" not in svg


def test_every_picture_says_what_it_shows():
    for name, svg in every_picture("What it shows").items():
        title = drawn(svg).find(f"{SVG}title")
        assert title is not None, name
        assert title.text == "What it shows"


def test_numbers_are_never_anything_but_numbers():
    flat = [Point(0, (0, 0, 0, 0, 0), (0, 0, 0, 0, 0), 0)]
    for svg in (
        charts.emotion_lines(flat, scene(0), STYLE, ""),
        charts.volume_areas(flat, scene(0), STYLE, "", step=60),
        charts.mix(flat, STYLE, ""),
        charts.response_bar(0, 0, 0, STYLE, "", state="late"),
    ):
        assert "nan" not in svg.lower()
        assert "inf" not in re.sub(r"[a-z]*inf[a-z]+", "", svg.lower())


def lines_of(svg: str) -> dict[str, ET.Element]:
    """The five curves by colour."""
    colours = {STYLE.emotion(index): name for index, name in enumerate(EMOTIONS)}
    curves = [e for e in drawn(svg).iter(f"{SVG}path") if e.get("stroke-width") == "1.7"]
    return {colours[e.get("stroke", "")]: e for e in curves}


def test_emotions_differ_by_dash_and_name_not_by_colour_alone():
    svg = charts.emotion_lines(course(CALM, ANGRY), scene(), STYLE, "")
    curves = lines_of(svg)
    assert set(curves) == set(EMOTIONS)
    assert len({curve.get("stroke-dasharray") for curve in curves.values()}) == 5
    assert set(NAMES) <= set(words(svg))


def test_a_curve_goes_up_where_the_share_does():
    svg = charts.emotion_lines(course(CALM, ANGRY), scene(120), STYLE, "")
    steps = re.findall(r"([\d.]+) ([\d.]+)", lines_of(svg)["anger"].get("d", ""))
    (first_x, first_y), (last_x, last_y) = [(float(x), float(y)) for x, y in steps]
    assert first_x < last_x
    assert first_y > last_y  # SVG counts downwards


def test_names_at_the_ends_never_lie_on_each_other():
    even = (0.2, 0.2, 0.2, 0.2, 0.2)
    svg = charts.emotion_lines(course(even, even), scene(), STYLE, "")
    places = sorted(float(e.get("y", 0)) for e in drawn(svg).iter(f"{SVG}text") if e.text in NAMES)
    assert len(places) == 5
    assert all(b - a >= 8 for a, b in pairwise(places))


def test_injects_and_messages_stand_at_their_time():
    marks = scene(100, injects=[Mark(0, "1"), Mark(50, "2")], messages=[Mark(100, "A")])
    found = {
        e.text: float(e.get("x", 0))
        for e in drawn(charts.emotion_lines(course(CALM), marks, STYLE, "")).iter(f"{SVG}text")
    }
    assert found["1"] < found["2"] < found["A"]
    assert found["2"] == pytest.approx((found["1"] + found["A"]) / 2)


def test_marks_at_the_same_time_stand_in_rows_of_their_own():
    rows = [row for _mark, row in lanes([Mark(10, str(n)) for n in range(6)], 100, 500, most=4)]
    assert rows == [0, 1, 2, 3, -1, -1]
    far = lanes([Mark(0, "1"), Mark(50, "2")], 100, 500, most=4)
    assert [row for _mark, row in far] == [0, 0]


def test_a_mark_without_room_for_its_label_is_drawn_without_it():
    crowd = scene(injects=[Mark(10, f"i{n}") for n in range(6)])
    shown = [
        word for word in words(charts.emotion_lines(course(CALM), crowd, STYLE, "")) if word.startswith("i")
    ]
    assert shown == ["i0", "i1", "i2", "i3"]


def test_phases_are_named_where_there_is_room():
    long, short = "The first hours of the crisis", "Then"
    svg = charts.emotion_lines(course(CALM), scene(100, phases=[(0, long), (97, short)]), STYLE, "")
    assert long in words(svg)
    assert short not in words(svg)


def test_areas_stack_to_the_posts_of_a_minute():
    svg = charts.volume_areas(course(CALM, CALM, width=30), scene(60), STYLE, "", step=30)
    shapes = [e for e in drawn(svg).iter(f"{SVG}path") if e.get("fill-opacity")]
    assert len(shapes) == 5
    tops = [min(float(y) for _x, y in re.findall(r"([\d.]+) ([\d.]+)", e.get("d", ""))) for e in shapes]
    assert tops == sorted(tops, reverse=True)
    assert "160" in words(svg)  # 70 posts in 30 s are 140 a minute


def test_without_posts_a_picture_says_so():
    assert "nothing was published" in words(charts.emotion_lines([], scene(0), STYLE, ""))
    assert "nothing was published" in words(charts.volume_areas([], scene(0), STYLE, "", step=5))


def test_a_response_bar_is_as_long_as_the_delay_and_marks_the_deadline():
    def length(delay: float | None, state: str) -> list[float]:
        tree = drawn(charts.response_bar(delay, 50, 100, STYLE, "", state=state))
        return [float(e.get("width", 0)) for e in tree.iter(f"{SVG}rect")]

    until_deadline, whole = length(50, "met")
    assert whole == pytest.approx(until_deadline)
    assert length(100, "late")[1] == pytest.approx(2 * whole, abs=1)
    assert len(length(None, "missed")) == 1


def test_a_bar_tells_its_state_without_colour():
    bars = {
        state: charts.response_bar(delay, 50, 100, STYLE, "", state=state)
        for state, delay in (("met", 20), ("late", 90), ("missed", None), ("open", None))
    }
    bare = {re.sub("#[0-9a-f]{6}", "", svg) for svg in bars.values()}
    assert len(bare) == 4


def test_pushes_up_go_right_and_pushes_down_left():
    def start(change: float) -> float:
        bar = drawn(charts.push_bar(change, 0.4, "#123456", STYLE, "")).find(f"{SVG}rect")
        assert bar is not None
        return float(bar.get("x", 0))

    assert start(0.2) == 60
    assert start(-0.4) == 0


@pytest.mark.parametrize(
    ("t", "text"), [(0, "00:00"), (65, "01:05"), (3599.9, "59:59"), (3600, "1:00:00"), (-3, "00:00")]
)
def test_exercise_time_reads_as_a_clock(t, text):
    assert clock_text(t) == text


@pytest.mark.parametrize("end", [1, 59, 600, 3600, 14_400, 7 * 86_400])
def test_an_axis_has_at_most_eleven_times(end):
    svg = charts.volume_areas(course(CALM), scene(end), STYLE, "", step=60)
    times = [word for word in words(svg) if ":" in word]
    assert 1 <= len(times) <= 11
    assert times[0] == "00:00"


@pytest.mark.parametrize(("value", "top"), [(0, 4), (3, 4), (70, 80), (2012, 2800), (100_001, 120_000)])
def test_an_axis_ends_at_a_round_number_not_below_its_values(value, top):
    assert round_top(value) == top


def test_a_frame_keeps_what_is_outside_its_time_at_its_edge():
    frame = Frame(100, 50, 10, 1, left=10, right=10)
    assert (frame.x(-5), frame.x(5), frame.x(50)) == (10, 50, 90)
