import pytest

from feed.crowd.reading import read


@pytest.mark.parametrize(
    ("lang", "text", "marks"),
    [
        ("en", "We are deeply sorry for what happened.", {"apology"}),
        ("en", "Our thoughts are with the victims and their families.", {"empathy"}),
        ("en", "Please avoid the bridge and call 0800 123 123.", {"instruction"}),
        ("en", "12 people injured, all out by now. Next update at 18:30.", {"fact"}),
        ("en", "This is false. There is no risk.", {"denial"}),
        ("en", "The supplier failed. They are to blame.", {"blame"}),
        ("en", "We are not sorry.", set()),
        ("en", "We will never apologise.", set()),
        ("en", "Good morning!", set()),
        ("fr", "Nous vous présentons nos excuses.", {"apology"}),
        ("fr", "Toutes nos pensées vont aux victimes et à leurs proches.", {"empathy"}),
        ("fr", "Évitez le secteur et appelez le numéro d’urgence.", {"instruction"}),
        ("fr", "À ce stade, 12 blessés. Prochain point de situation à 18 h.", {"fact"}),
        ("fr", "C’est une rumeur, c’est faux.", {"denial"}),
        ("fr", "C’est la faute du fournisseur, nous porterons plainte.", {"blame"}),
        ("fr", "Nous ne sommes pas désolés.", set()),
        ("fr", "NOUS SOMMES DESOLES", {"apology"}),
        ("fr", "Bonjour à tous !", set()),
    ],
)
def test_a_message_is_read_for_what_it_does(lang: str, text: str, marks: set[str]) -> None:
    assert set(read(text, lang).marks) == marks


def test_the_words_that_said_so_are_kept() -> None:
    reading = read("Nous sommes désolés et présentons nos excuses.", "fr")
    assert reading.because["apology"] == ("desole", "excus")
    assert reading.marks["apology"] == 1.0
