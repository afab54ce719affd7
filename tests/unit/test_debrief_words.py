"""What the debrief says of hashtags, and of teams of which nothing was asked yet."""

import pytest

from exercises.library import library_scenario
from reports.record import scripted_tags
from reports.wording import words_of_tag


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        ("BoycottFerme", ["Boycott", "Ferme"]),
        ("QuestionPoséeAuMinistère", ["Question", "Posée", "Au", "Ministère"]),
        ("ÉvitezRueDesCordiers", ["Évitez", "Rue", "Des", "Cordiers"]),
        ("SNCFEnPanne2019", ["SNCFEn", "Panne2019"]),
        ("boycott", ["boycott"]),
        ("AOD", ["AOD"]),
        ("x", ["x"]),
    ],
)
def test_a_hashtag_may_break_where_one_of_its_words_begins(tag: str, parts: list[str]) -> None:
    assert words_of_tag(tag) == parts
    assert "".join(words_of_tag(tag)) == tag


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_script_gives_the_hashtags_that_it_lists_and_those_in_its_texts(lang: str) -> None:
    snapshot = library_scenario("contaminated-food").model_dump(mode="json")
    scripted = scripted_tags(snapshot, lang)
    listed = {entry["tag"][lang].lstrip("#").casefold() for entry in snapshot["hashtags"]}
    assert listed
    assert listed <= scripted
    assert "uncollegueenlarmes" not in scripted


def test_a_hashtag_in_the_text_of_an_inject_is_the_scripts() -> None:
    snapshot = {"topics": [{"code": "flood"}], "injects": [{"content": {"en": "Tell us: #WhereIsTheMayor?"}}]}
    assert scripted_tags(snapshot, "en") == {"whereisthemayor"}
