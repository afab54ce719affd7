import io
import json
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from feed.crowd.answers import answer_to, heard
from feed.crowd.data import FOLDER, arrays
from feed.crowd.reading import LABELS, LANGUAGES, content_words, finding, plain, principles, read, similarity
from feed.crowd.reading.spelling import corrected, distance
from feed.crowd.reading.tokens import tokens
from feed.crowd.types import Published
from tests.reading.learn import FILES, examples, learned, packed, taught
from tests.reading.score import HERE, labelled, macro_f1, scores

HELD_OUT_AT_LEAST = 0.81
DEVELOPMENT_AT_LEAST = 0.94


@pytest.mark.parametrize(
    ("lang", "text", "has", "has_not"),
    [
        # plain sentences
        ("en", "We are deeply sorry for what happened.", "apology", "denial"),
        ("en", "Our thoughts are with the victims and their families.", "empathy", "apology"),
        ("en", "Please avoid the bridge and call 0800 123 123.", "instructing call_to_action", "denial"),
        ("en", "12 people injured, all out by now.", "fact", "denial"),
        ("en", "This is false. There is no risk.", "denial rumour_denied", "fact"),
        ("en", "The supplier failed. They are to blame.", "scapegoat blame", "apology"),
        ("en", "Our lawyers will see you in court.", "legal_threat", "apology"),
        ("en", "Every ticket will be refunded in full.", "compensation", "apology"),
        ("en", "We are aware of the problem and looking into it.", "holding", "fact"),
        ("en", "We will publish the full report tomorrow.", "commitment", "denial"),
        ("fr", "Nous vous présentons nos excuses.", "apology", "denial"),
        ("fr", "Toutes nos pensées vont aux victimes et à leurs proches.", "empathy", "apology"),
        ("fr", "Évitez le secteur et suivez les consignes.", "instructing call_to_action", "denial"),
        ("fr", "À ce stade, 12 blessés.", "fact", "denial"),
        ("fr", "C’est une rumeur, c’est faux.", "denial rumour_denied", "apology"),
        (
            "fr",
            "C’est la faute du fournisseur, nous porterons plainte.",
            "scapegoat blame legal_threat",
            "apology",
        ),
        ("fr", "Tous les billets seront remboursés.", "compensation", "apology"),
        ("fr", "On est au courant, on regarde, on revient vers vous dès que possible.", "holding", "fact"),
        ("fr", "Nous publierons le rapport demain.", "commitment", "denial"),
        # negated once, and twice
        ("en", "We are not sorry.", "", "apology"),
        ("en", "We will never apologise.", "", "apology"),
        ("en", "We are not going to pay compensation.", "", "compensation"),
        ("en", "We refuse to apologise for this.", "", "apology"),
        ("en", "We do not deny it.", "", "denial"),
        ("fr", "Nous ne sommes pas désolés.", "", "apology"),
        ("fr", "Nous ne présenterons aucune excuse.", "", "apology"),
        ("fr", "On s'excuse pas.", "", "apology"),
        ("fr", "Nous refusons de rembourser.", "", "compensation"),
        ("fr", "Nous ne nions pas.", "", "denial"),
        # a "but" ends what a negation reaches
        ("en", "We did not mean it, but we are sorry.", "apology", ""),
        ("fr", "Nous ne voulons pas nous cacher, mais nous sommes désolés.", "apology", ""),
        # typing: capitals, no accents, errors, abbreviations, elongation
        ("fr", "NOUS SOMMES DESOLES", "apology", ""),
        ("fr", "nous somes desolés de se qui est arivé", "apology", ""),
        ("fr", "dsl on c planté", "apology", ""),
        ("en", "we are soooo sorrry", "apology", ""),
        ("en", "we apologsie to evryone", "apology", ""),
        ("en", "pls dont share this", "call_to_action", ""),
        # somebody else's words
        (
            "en",
            "“We are sorry and will pay for everything”: we never wrote that.",
            "",
            "apology compensation",
        ),
        ("fr", "« Nous sommes désolés de tout ce qui arrive » : ce n’est pas de nous.", "", "apology"),
        # not meant
        ("en", "Oh sure, and thank you so much for your expertise 🙄", "mockery", "ingratiation"),
        ("fr", "Bien sûr, et la marmotte emballe le chocolat.", "mockery", "apology"),
        ("fr", "Merci de votre expertise, Sherlock 🙄", "mockery", "ingratiation"),
        # hashtags and shouting
        ("fr", "#NousSommesDesoles", "apology", ""),
        ("en", "#WeAreSorry", "apology", ""),
        ("en", "STOP LYING ABOUT OUR DRIVERS!!!", "shouting", "apology"),
        ("en", "The EU and NATO met in Paris.", "", "shouting"),
        # nothing at all
        ("en", "Good morning!", "", " ".join(LABELS)),
        ("fr", "Bonjour à tous !", "", " ".join(LABELS)),
        ("en", "", "", " ".join(LABELS)),
    ],
)
def test_a_message_is_read_for_what_it_does(lang: str, text: str, has: str, has_not: str) -> None:
    present = read(text, lang).present()
    assert set(has.split()) <= present
    assert not set(has_not.split()) & present


def test_the_words_that_said_so_are_kept_as_they_stand_in_the_text() -> None:
    text = "Nous sommes DÉSOLÉS. Nous vous présentons toutes nos excuses."
    reading = read(text, "fr")
    assert len(reading.because["apology"]) >= 2
    assert any("DÉSOLÉS" in words for words in reading.because["apology"])
    for said in reading.because.values():
        assert all(words in text for words in said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_pattern_that_is_not_tried_would_not_have_been_found(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages = [one for one in labelled(HERE / "development.jsonl") if one.lang == lang][:60]
    forms = [[token.form for token in tokens(one.text, lang)] for one in messages]
    found = [finding.hits(each, lang) for each in forms]
    book = finding._book(lang)
    every = {id(one): one for some in (book.always, *book.by_key.values()) for one in some}
    monkeypatch.setattr(finding, "_candidates", lambda _forms, _lang: list(every.values()))
    assert [sorted(hits) for hits in found] == [sorted(finding.hits(each, lang)) for each in forms]
    assert sum(map(len, found)) > len(messages) == 60


def test_weights_lie_between_0_and_1_and_more_words_weigh_more() -> None:
    once, twice = read("We are sorry.", "en"), read("We are sorry. It is our fault, forgive us.", "en")
    assert 0.5 <= once.labels["apology"] < twice.labels["apology"] <= 1.0
    assert list(twice.labels) == [label for label in LABELS if label in twice.labels]
    assert read("We are sorry.", "en") == once


def test_every_blame_that_is_carried_tells_its_words() -> None:
    reading = read("C’est la faute du fournisseur.", "fr")
    assert reading.because["blame"]


def test_a_typing_error_is_taken_for_the_word_it_is_almost() -> None:
    assert corrected("apologsie", "en") == "apologise"
    assert distance("apologsie", "apologise") == 1
    assert corrected("pouch", "en") == "pouch"  # a word that is known is no error
    assert corrected("sory", "en") == "sory"  # too short to tell


def test_texts_are_compared_without_case_accents_and_typing() -> None:
    assert plain("L’ÉTÉ") == "l'ete"
    assert content_words("L’été dernier") == {"dernier"}
    assert similarity("We are sorry!!", "we are soorry") > 0.9
    assert similarity("Nous sommes désolés.", "La piscine est fermée.") < 0.3
    assert similarity("", "anything") == 0.0


def test_principles_are_read_off_the_labels() -> None:
    good = read(
        "We are sorry. Our thoughts are with the families. Please avoid the bridge: 12 people are hurt.", "en"
    )
    assert principles(good) >= {"right", "credible", "empathy", "action", "respect"}
    assert "respect" not in principles(read("You are liars. Our lawyers will see you in court.", "en"))
    assert principles(read("", "en")) == frozenset()


@pytest.mark.parametrize(
    ("text", "responsibility", "anger"),
    [
        ("We are sorry.", "preventable", -1),
        ("We refund every ticket.", "preventable", 1),
        ("We are sorry. Every ticket will be refunded.", "preventable", -1),
        ("There is no problem with our trams.", "preventable", 1),
        ("The rumour is false: 12 people were hurt, nobody was killed.", "preventable", -1),
        ("Nobody could have foreseen this storm.", "preventable", 1),
        ("Nobody could have foreseen this storm.", "accident", -1),
        ("Our lawyers will see you in court.", "accident", 1),
    ],
)
def test_an_answer_moves_anger_by_what_it_does(text: str, responsibility: str, anger: int) -> None:
    said = Published(1, 0.0, "team", True, "spokesperson", "microblog", "original", text, None)
    reached = heard(said, here=True, crowded=0.0, since=0.0, scale=1.0, doubt=0.0, rumours=(), denied=False)
    answer = answer_to(said, read(text, "en"), reached, (), responsibility)
    assert answer.size[2] * anger > 0


def test_the_messages_to_work_with_are_read_well() -> None:
    assert macro_f1(scores(labelled(HERE / "development.jsonl"))) >= DEVELOPMENT_AT_LEAST


@pytest.mark.parametrize("path", [p for p in (HERE / "held_out.jsonl",) if p.exists()])
def test_messages_never_seen_are_read_well_enough(path: Path) -> None:
    assert macro_f1(scores(labelled(path))) >= HELD_OUT_AT_LEAST


def test_what_is_learned_is_the_same_each_time(tmp_path: Path) -> None:
    few = tmp_path / FILES[0].name
    few.write_text("\n".join(FILES[0].read_text(encoding="utf-8").splitlines()[::8]), encoding="utf-8")
    once, twice = (learned(examples([few])) for _ in range(2))
    for lang in LANGUAGES:
        assert packed(once, lang)["taught"].tobytes() == packed(twice, lang)["taught"].tobytes()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_numbers_are_those_that_the_messages_teach(lang: str) -> None:
    """Or `python -m tests.reading.learn` is due."""
    read = arrays(f"reading_network_{lang}")
    assert read.pop("taught").tobytes() == taught(read)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_learned_numbers_are_whole_few_and_belong_together(lang: str) -> None:
    read = arrays(f"reading_network_{lang}")
    assert all(np.issubdtype(array.dtype, np.integer) for array in read.values())
    units = len(read["units"])
    assert read["labels"].shape == (units, len(LABELS))
    assert read["bias"].shape == (len(LABELS),)
    for names, table in (("patterns", "by_pattern"), ("words", "by_word")):
        told = read[names].tobytes().decode().split("\n")
        assert len(set(told)) == len(told)
        assert read[table].shape == (len(told), units)
    assert (FOLDER / f"reading_network_{lang}.npz").stat().st_size < 2_500_000


def test_words_alone_tell_why_where_no_expression_stands() -> None:
    reading = read("Hats off to the canteen ladies, who cooked for three schools!", "en")
    assert "ingratiation" in reading.labels
    assert reading.because["ingratiation"]
    assert max(map(len, reading.because.values())) <= 5


def command(*arguments: str) -> str:
    out = io.StringIO()
    call_command("read_message", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_reads_one_message_or_a_file(tmp_path: Path) -> None:
    one = json.loads(command("--lang", "fr", "Nous sommes désolés.", "--json"))
    assert one["labels"]["apology"] >= 0.5
    assert one["because"]["apology"]
    assert "apology" in command("We are sorry.")
    file = tmp_path / "some.jsonl"
    file.write_text('{"lang": "en", "text": "We are sorry."}\n\n{"lang": "fr", "text": "Bonjour"}\n')
    first, second = map(json.loads, command("--jsonl", str(file)).splitlines())
    assert first["labels"]["apology"] >= 0.5
    assert second == {"labels": {}, "because": {}}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "either"),
        (("--jsonl", "/nowhere/at/all.jsonl"), "all.jsonl"),
        (("--lang", "xx", "Hello"), "xx"),
        (("a" * 5001,), "5000"),
    ],
)
def test_the_command_says_what_is_wrong(arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        command(*arguments)


@pytest.mark.parametrize("line", ["{", "[]", '{"lang": "en"}', '{"lang": "xx", "text": "a"}'])
def test_a_bad_line_is_told_by_its_number(tmp_path: Path, line: str) -> None:
    file = tmp_path / "some.jsonl"
    file.write_text(f'{{"lang": "en", "text": "Hello"}}\n{line}\n')
    with pytest.raises(CommandError, match="2"):
        command("--jsonl", str(file))
