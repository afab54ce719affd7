"""`manage.py simulate` and `crowd_facts`: a crowd without server or database, and what it measures."""

import csv
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

ANSWERS = """
- {at: 60, text: "We are sorry. Please do not eat it, call 0800 123 456."}
- {at: 70, text: "You are right to ask.", reply_to: loudest}
- {at: 80, action: delete}
"""
FIELDS = {
    "id", "t", "author", "author_kind", "followers", "channel", "text", "parent_id", "kind", "emotion",
    "lang", "likes", "hashtags", "rumour",
}  # fmt: skip
AT_LEAST = 0.85  # of the facts; ARCHITECTURE.md names those that stay out


def simulate(folder: Path, *options: str, name: str = "posts.jsonl") -> list[dict[str, Any]]:
    out = folder / name
    call_command("simulate", "contaminated-food", "--out", str(out), *options)
    return [json.loads(line) for line in out.read_bytes().splitlines()]


def test_the_posts_have_all_that_other_tools_need_and_are_the_same_each_time(tmp_path: Path) -> None:
    options = ("--seconds", "120", "--pressure", "3000", "--lang", "fr")
    posts = simulate(tmp_path, *options)
    assert len(posts) == pytest.approx(1200, rel=0.03)
    assert all(set(post) == FIELDS for post in posts)
    assert {post["kind"] for post in posts} == {"original", "reply", "share", "quote"}
    assert {post["emotion"] for post in posts} == {"like", "fear", "anger", "mockery", "sadness"}
    simulate(tmp_path, *options, name="again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "posts.jsonl").read_bytes()
    other = simulate(tmp_path, *options, "--seed", "2", name="other.jsonl")
    assert other[0]["text"] != posts[0]["text"]


def test_a_team_that_answers_is_answered_and_a_living_crowd_swells(tmp_path: Path) -> None:
    answers, meta, moods = tmp_path / "answers.yaml", tmp_path / "meta.json", tmp_path / "moods.csv"
    answers.write_text(ANSWERS)
    posts = simulate(
        tmp_path, "--seconds", "240", "--pressure", "3000", "--mode", "living", "--answers", str(answers),
        "--meta", str(meta), "--moods", str(moods),
    )  # fmt: skip
    told = json.loads(meta.read_text())
    assert [answer["text"] for answer in told["answers"]] == [
        "We are sorry. Please do not eat it, call 0800 123 456.",
        "You are right to ask.",
    ]
    assert told["answers"][1]["parent_id"] in {post["id"] for post in posts}
    assert told["answers"][0]["id"] in {post["parent_id"] for post in posts}
    assert told["time_scale"] == 24
    assert {shock["inject"] for shock in told["shocks"]}
    assert all({"code", "true", "claim"} <= set(rumour) for rumour in told["rumours"])
    assert any(rumour.get("origin") == "crowd" or rumour.get("posts", 0) > 0 for rumour in told["rumours"])
    minutes = Counter(int(post["t"] // 60) for post in posts)
    assert max(minutes.values()) > 1.2 * min(minutes.values())
    rows = list(csv.DictReader(moods.open()))
    assert [float(row["volume"]) for row in rows if row["what"] == "mood"][-1] > 0
    assert {row["what"] for row in rows} >= {"mood", "inject", "answer", "contagion"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--lang", "de"], "no language"),
        (["--seconds", "0"], "out of range"),
        (["--pressure", "-5"], "out of range"),
        (["--answers", "/nowhere.yaml"], "cannot be read"),
        (["--out", "/nowhere/posts.jsonl"], "cannot be written"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, options: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("simulate", "contaminated-food", "--out", str(tmp_path / "x"), *options)


@pytest.mark.parametrize(
    "text", ["- {at: -1}", "- {at: 1, unknown: 2}", "- {at: 1, action: shout}", "just text", "[{", "- *x"]
)
def test_answers_that_are_none_are_refused_with_their_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "answers.yaml").write_text(text)
    with pytest.raises(CommandError, match="refused"):
        call_command("simulate", "contaminated-food", "--answers", str(tmp_path / "answers.yaml"))


@pytest.mark.parametrize(
    ("scenario", "lang", "scale"), [("capital-attack", "en", 12), ("contaminated-food", "fr", 24)]
)
def test_an_hour_of_a_crowd_measures_like_real_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], scenario: str, lang: str, scale: int
) -> None:
    posts = tmp_path / "posts.jsonl"
    call_command("simulate", scenario, "--seconds", "3600", "--lang", lang, "--out", str(posts))
    call_command("crowd_facts", str(posts), "--time-scale", str(scale), "--json")
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["of"] >= 50
    assert found["in"] >= AT_LEAST * found["of"], found["out"]


@pytest.mark.parametrize("text", ["", "{}", "no json", '{"id": 1}'])
def test_facts_of_a_file_that_holds_no_posts_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "posts.jsonl").write_text(text)
    with pytest.raises(CommandError, match="does not hold posts"):
        call_command("crowd_facts", str(tmp_path / "posts.jsonl"))


def test_lint_voice_tells_each_fault_and_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    faults = {"en": [], "fr": ["words: wow: «the»"]}
    monkeypatch.setattr("feed.management.commands.lint_voice.voice_faults", faults.__getitem__)
    call_command("lint_voice", "en", stdout=out)
    with pytest.raises(CommandError, match="1 faults"):
        call_command("lint_voice", stdout=out)
    told = out.getvalue().splitlines()
    assert "fr: words: wow: «the»" in told
    assert sum(line.startswith("en: ") and "phrases" in line for line in told) == 2
    with pytest.raises(CommandError, match="no voice for de"):
        call_command("lint_voice", "de")
