"""A scenario’s file: read back the same, or refused with every error and its path."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises import scenario_text
from exercises.faults import BrokenScenario
from exercises.package import check_document, plain, read_document, read_file, write_document

SMALL = (Path(__file__).parents[1] / "scenarios" / "small.yaml").read_text(encoding="utf-8")


def small() -> dict[str, Any]:
    return plain(read_document(SMALL))


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def faults(data: Any) -> list[str]:
    with pytest.raises(BrokenScenario) as broken:
        read_document(data) if isinstance(data, str) else check_document(data)
    return [str(fault) for fault in broken.value.faults]


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_comes_back_the_same(text: str):
    assert scenario_text.parse(scenario_text.write({"en": text, text: [text]})) == (
        {"en": text, text: [text]},
        [],
    )


def test_a_document_comes_back_the_same():
    written = write_document(read_document(SMALL))
    assert write_document(read_document(written)) == written


def test_every_error_is_told_with_its_path():
    data = small()
    del data["title"]["fr"]
    data["injects"][0]["persona"] = "nobody"
    data["injects"][1]["offset"] = 999_999
    data["personas"][1]["handle"] = data["personas"][0]["handle"]
    assert faults(data) == [
        "title.fr: missing text",
        "personas.1.handle: ‘" + data["personas"][0]["handle"].lower() + "’ stands twice",
        "injects.0.persona: unknown ‘nobody’",
        "injects.1.offset: must be at most 604800",
        "injects.1.offset: after the end of the exercise (600)",
    ]


def test_an_error_of_form_hides_none_of_coherence():
    data = small()
    data["duration"] = "long"
    data["personas"][0]["followers"] = -5
    data["injects"][0] |= {"persona": "nobody", "colour": "red"}
    found = faults(data)
    assert found == [
        "duration: must be a whole number",
        "personas.0.followers: must be at least 0",
        "injects.0.colour: unknown name; is it mistyped, or in the wrong place?",
        "injects.0.persona: unknown ‘nobody’",
    ]


def test_a_part_with_an_error_is_still_known_to_the_others():
    data = small()
    first = data["injects"][0]["code"]
    data["injects"][0]["offset"] = -1
    data["hashtags"] = [{"tag": {"en": "Tram", "fr": "Tram"}, "after": first}]
    assert faults(data) == ["injects.0.offset: must be at least 0"]


def test_secrets_begin_and_end_with_injects_that_exist():
    data = small()
    secret = {
        "code": "roof",
        "title": {"en": "Where the police are", "fr": "Où est la police"},
        "words": {"en": ["on the roof"], "fr": []},
        "after": data["injects"][0]["code"],
        "until": "nowhere",
    }
    data["secrets"] = [secret, secret]
    assert faults(data) == [
        "secrets.0.until: unknown ‘nowhere’",
        "secrets.0.words.fr: missing text",
        "secrets.1.code: ‘roof’ stands twice",
        "secrets.1.until: unknown ‘nowhere’",
        "secrets.1.words.fr: missing text",
    ]


def test_approval_is_by_functions_that_the_scenario_has_and_once_for_each():
    data = small()
    data["functions"] = data["functions"][:3]
    rule = {"writes": "community_manager", "approves": ["legal", "director", "legal"]}
    data["approval"] = [rule, {"writes": "community_manager", "approves": ["mayor"]}]
    allowed = "'spokesperson', 'community_manager', 'legal' or 'director'"
    assert faults(data) == [
        "approval.0.approves: ‘legal’ stands twice",
        "approval.0.approves: unknown ‘director’",
        "approval.1.approves: unknown ‘mayor’",
        f"approval.1.approves.0: must be one of: {allowed}",
        "approval.1.writes: ‘community_manager’ stands twice",
    ]


@pytest.mark.parametrize("approves", [[], "legal", None])
def test_approval_asks_at_least_one_function(approves: object):
    data = small()
    data["approval"] = [{"writes": "community_manager", "approves": approves}]
    assert faults(data)[0].startswith("approval.0.approves: ")


def test_approval_is_written_and_read_as_it_is():
    document = check_document(small())
    assert [(rule.writes, rule.approves) for rule in document.approval] == [
        ("community_manager", ["legal", "director"])
    ]
    assert read_document(write_document(document)) == document
    without = check_document({**small(), "approval": []})
    assert "approval" not in plain(without)


def test_a_fault_names_the_part_that_it_is_in():
    data = small()
    data["injects"][0]["persona"] = "nobody"
    with pytest.raises(BrokenScenario) as broken:
        check_document(data)
    assert broken.value.faults[0].item == data["injects"][0]["code"]


@pytest.mark.parametrize("word", ["true", '"true"', "'true'"])
def test_a_key_is_the_word_that_stands_there(word: str):
    data, found = scenario_text.parse(f"rumours:\n  - {word}: no\n    yes: 1\n    2: x")
    assert data == {"rumours": [{"true": False, "yes": 1, "2": "x"}]}
    assert found == []


def test_a_key_that_stands_twice_is_no_silent_loss():
    text = SMALL.replace("duration: 600", "duration: 600\nduration: long")
    assert [fault for fault in faults(text) if "stands twice" in fault] == [
        f"duration: line {line_of(text, 'duration: long')}: stands twice in the same place"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "must be a group of names with values"),
        ("- 1\n- 2", "must be a group of names with values"),
        ("a: [1", "this is not YAML"),
        ("a: &x [1]\nb: *x", "references (*x) are not accepted"),
        ("[" * 100_000, "nested too deeply"),
        ("{a: " * 5000, "nested too deeply"),
        ("[" + "1," * 150_000 + "1]", "more values than a scenario can have"),
        ("? [a]\n: 1", "a name must be a plain word"),
        ("a: !!python/object/apply:os.system [ls]", "this is not YAML"),
        ("a: " + "9" * 6000, "a value cannot be read"),
        ("a: '\ud800'", "a value cannot be read"),
        ("--- 1\n--- 2", "this is not YAML"),
        ("a: " + "x" * 3_000_000, "larger than 2 MB"),
    ],
)
def test_a_hostile_text_is_refused_plainly(text: str, told: str):
    found = faults(text)
    assert told in found[0]


def test_a_bomb_of_references_costs_nothing():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert faults("\n".join(lines)) == [
        "yaml: line 2: references (*a0) are not accepted; write the value out"
    ]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("é".encode("latin-1"), "no text in UTF-8 (byte 0)"),
        (b"x" * 3_000_000, "larger than 2 MB"),
        (b"a: \x00", "a value cannot be read"),
        (b"\x89PNG\r\n\x1a\n", "no text in UTF-8"),
        (b"", "must be a group"),
    ],
)
def test_a_file_that_is_no_text_is_refused_plainly(raw: bytes, told: str):
    with pytest.raises(BrokenScenario) as broken:
        read_file(raw)
    assert told in broken.value.faults[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_may_carry_a_byte_order_mark(encoding: str):
    assert read_file(SMALL.encode(encoding)) == read_document(SMALL)


def test_control_characters_are_dropped_and_zero_is_refused():
    data = small()
    data["title"]["en"] = "a\x07b\x1bc"
    assert check_document(data).title.en == "abc"
    data["title"]["en"] = "a\x00b"
    assert faults(data) == ["title.en: has a character that no text may have"]


def test_markup_is_text():
    data = small()
    data["title"]["en"] = "<script>alert(1)</script>"
    assert check_document(data).title.en == "<script>alert(1)</script>"
