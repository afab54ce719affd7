"""The linter: each check finds a faulty phrase, and leaves alone a right one that looks like it."""

import pytest

from exercises.library import library_scenario, library_slugs
from feed.crowd.lint import sentence_slips, text_slips
from feed.crowd.lint.address import address_slips
from feed.crowd.lint.form import form_faults
from feed.crowd.lint.said import lines, ways_said
from feed.crowd.lint.tokens import sentences, words_of
from feed.crowd.lint.tongue import foreign
from feed.crowd.parsing import Grammar

WORDS = {"feeling": ["triste", "choqué", "ému{/e}"], "job": ["nurse", "waitress"]}


def written(text: str, lang: str) -> list[str]:
    """What is wrong with a phrase as it is written."""
    return list(text_slips(text, lang, WORDS))


def said(text: str, lang: str) -> list[str]:
    """What is wrong with a text as it is said."""
    return [fault for part in sentences(text) for fault in sentence_slips(words_of(part, lang), lang)]


# The wrong language -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("they knew about {topic} and said nothing", "fr"),
        ("{wow}, what a day #Belvarne", "fr"),
        ("{topic}, {c’est fou|this is mad}", "fr"),
        ("plumber", "fr"),
        ("ils le savaient et n’ont rien dit", "en"),
        ("{wow}, quelle journée", "en"),
        ("my {neighbour|voisine} saw it", "en"),
        ("écœurant", "en"),
    ],
)
def test_a_phrase_of_the_wrong_language_is_found(text: str, lang: str) -> None:
    assert any("another language" in fault for fault in written(text, lang))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("ok, live depuis {place}, ça fait le buzz, lol", "fr"),
        ("encore des fake news, no comment", "fr"),
        ("{lol} #StayHome @The_Daily {topic}", "fr"),
        ("get ready with me pendant qu’ils cherchent", "fr"),
        ("déjà vu, and not in a good way", "en"),
        ("a café near {place} is open {tag}", "en"),
        ("Zoë and José saw it too", "en"),
        ("{topic} {is:topic} {mad|bad}", "en"),
    ],
)
def test_names_tags_and_what_a_language_borrows_are_its_own(text: str, lang: str) -> None:
    assert list(foreign(text, lang)) == []


def test_most_of_one_voice_is_foreign_to_the_other() -> None:
    for lang, other in (("en", "fr"), ("fr", "en")):
        phrases = [line.text for line in lines(lang) if "[" in line.where][::20]
        assert sum(bool(list(foreign(text, other))) for text in phrases) > 0.9 * len(phrases)


# French -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "c’est un usine",
        "la retard continue",
        "mon maison est là",
        "un belle retard",
        "les gare ferment",
        "deux retard de suite",
        "la alertes sonnent",
        "le eau est coupée",
        "je ai peur",
        "la usine brûle",
        "ce est fini",
        "si il pleut",
        "on dit que il pleut",
        "l’pain est rassis",
        "d’haricots",
        "le bilan de le retard",
        "merci à les équipes",
        "ils est venus",
        "je sommes là",
        "tout le monde ont peur",
        "les contrôles me fait peur",
        "les alertes m’angoisse",
        "la mairie sont fermée",
        "ceux qui est partis",
        "c’est moi qui est responsable",
        "elle est fatigué",
        "ils sont prêt",
        "la photocopieuse s’est arrêté",
        "le stress est revenue",
        "on a fermées la gare",
        "il faut qu’il est là",
        "tremble de de tous les côtés",
        "tout les voisins",
        "ça me fait vraiment vraiment peur",
    ],
)
def test_a_slip_of_french_is_found(text: str) -> None:
    assert said(text, "fr")


@pytest.mark.parametrize(
    "text",
    [
        "l’usine a pris du retard",
        "mon école et mon amie",
        "une belle alerte, un gros retard",
        "je la porte, je les partage, on le marche pas",
        "les prix, deux fois, trois bras",
        "le onze, le oui, la une, de ouf",
        "s’il pleut, si elle vient, c’est fini",
        "j’peux pas, t’sais, c’te blague",
        "du retard, au bilan, de la gare, de le voir, à les entendre",
        "ce qui nous est arrivé, ce que nous a dit la mairie",
        "on est venus, ils sont prêts, ils se sont parlé",
        "mon père et ma mère sont là",
        "pour elle est venu le temps",
        "la lettre qu’elle a reçue, je les ai vues",
        "on a tous le souffle court, à tout le monde",
        "il faut qu’il soit là, je crois qu’il est là",
        "vous vous souvenez, nous nous sommes parlé",
        "merci, merci à vous",
        "quelqu’un note tout",
        "la petite panique et mon grand écoute",
    ],
)
def test_french_that_looks_like_a_slip_is_left_alone(text: str) -> None:
    meant = frozenset({("vous",), ("nous",)})
    assert [
        fault for part in sentences(text) for fault in sentence_slips(words_of(part, "fr"), "fr", meant)
    ] == []


# English ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "a hour later",
        "an useful list",
        "a SMS",
        "not a adviser in sight",
        "they is late",
        "I are scared",
        "he have no idea",
        "everybody are worried",
        "all of us on the team chat is scared",
        "everybody is worrying myself silly",
        "my brother is beside themselves",
        "people are losing my mind",
        "could of been worse",
        "the the end",
        "she just just stared",
    ],
)
def test_a_slip_of_english_is_found(text: str) -> None:
    assert said(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "an hour, a useful list, an MP, a UN report, an 8, a one-off",
        "did they have a plan, let it be, does everybody have one",
        "my uncle and I are here, if I were you",
        "those who saw it are here, the people who know everybody are out",
        "I'm worrying myself silly, we look after ourselves",
        "my mum blamed herself, each of them has to explain themselves",
        "don't leave your mum by herself",
        "I'm losing my mind, they are doing their best",
        "again and again and again, had had, that that",
        "all of you have been kind, each of us has one",
    ],
)
def test_english_that_looks_like_a_slip_is_left_alone(text: str) -> None:
    meant = frozenset({("had",), ("that",), ("again",)})
    assert [
        fault for part in sentences(text) for fault in sentence_slips(words_of(part, "en"), "en", meant)
    ] == []


# What is filled in, and other words -------------------------------------------------------------------------


def test_slips_are_looked_for_in_every_choice_and_every_other_word() -> None:
    parts = Grammar("fr", {"list": ["retard", "alerte", "gare"]}, spoken=True).parse(
        "c’est un {list} ! Je suis scandalisé{/e}"
    )
    texts = set(ways_said(parts, "fr"))
    assert {text.split(" !")[0] for text in texts} == {"C’est un retard", "C’est un alerte", "C’est un gare"}
    assert any("choqué" in text for text in texts)
    assert texts == set(ways_said(parts, "fr"))
    assert sum(bool(said(text, "fr")) for text in texts) == sum("retard" not in text for text in texts)


def test_a_plural_shows_that_a_verb_has_a_number() -> None:
    parts = Grammar("fr", {}).parse("{topic} nous inquiète et {topic} {est:topic} là")
    assert [fault for text in ways_said(parts, "fr") for fault in said(text, "fr")]
    parts = Grammar("fr", {}).parse("on s’inquiète pour {topic}, {il:topic} {est:topic} là")
    assert not [fault for text in ways_said(parts, "fr") for fault in said(text, "fr")]


# Who speaks -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("je suis choquée", "fr"),
        ("je ne suis vraiment pas rassuré, là", "fr"),
        ("ça m’a touché", "fr"),
        ("ça me rend {fou|triste}", "fr"),
        ("trop contente que ça aille", "fr"),
        ("désolé, {topic}", "fr"),
        ("je suis {feeling}", "fr"),
        ("t’es sûr ?", "fr"),
        ("I'm a mum of two", "en"),
        ("as a {job} I know", "en"),
    ],
)
def test_a_gender_without_its_mark_is_found(text: str, lang: str) -> None:
    assert written(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("je suis choqué{/e}, {fier/fière} de vous, je suis triste et malade", "fr"),
        ("je suis ailleurs, je suis là, je suis en colère", "fr"),
        ("ça m’a pris la main, on m’a dit, il m’a laissé sa place", "fr"),
        ("je me suis dit que non, je me suis mangé tous les ongles", "fr"),
        ("elle est choquée, il est prêt, on est tous fatigués", "fr"),
        ("tu es où, t’es un amour", "fr"),
        ("my mum is scared, the lads at work too", "en"),
        ("I'm a {dad/mum} of two", "en"),
    ],
)
def test_what_has_no_gender_of_the_speaker_needs_no_mark(text: str, lang: str) -> None:
    assert written(text, lang) == []


@pytest.mark.parametrize("slug", library_slugs())
def test_the_posts_of_the_library_follow_whoever_speaks(slug: str) -> None:
    texts = [
        text
        for topic in library_scenario(slug).topics
        for phrases in topic.phrases.values()
        for text in phrases.fr
    ]
    assert texts
    assert [fault for text in texts for fault in written(text, "fr") if "gender" in fault] == []


# What must not be said, and how it is typed -----------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["posté sur Facebook", "deux tweets", "merci Macron", "comme à Paris", "un fichier Excel"]
)
def test_names_of_the_real_world_are_found(text: str) -> None:
    assert "must not be said" in written(text, "fr")[0]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("les paris sont ouverts, il fait nice", "fr"),
        ("an apple, a word, an orange", "en"),
        ("twitching, trumped-up charges", "en"),
        ("{twitter}", "en"),
    ],
)
def test_common_words_are_no_names(text: str, lang: str) -> None:
    assert not [fault for fault in written(text, lang) if "must not" in fault]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("c'est tout", "fr"),
        ("ah bon?", "fr"),
        ("il dit «non»", "fr"),
        ("enfin...", "fr"),
        ("ma soeur", "fr"),
        ("ca va", "fr"),
        ("oui , non", "fr"),
        ("it’s late", "en"),
        ("no !", "en"),
        ("well,no", "en"),
    ],
)
def test_what_is_typed_another_way_is_found(text: str, lang: str) -> None:
    assert written(text, lang)


def test_the_house_s_typography_is_left_alone() -> None:
    assert written("ah bon ? « Non », il dit : {topic} !", "fr") == []
    assert written('he said "no": it\'s late... again!', "en") == []


def test_a_key_of_two_sets_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    sets = {"fr": {"sets": [["oui", "si"], ["Oui", "ouais"]], "spoken": []}}
    monkeypatch.setattr("feed.crowd.lint.form.table", lambda _name: sets)
    assert [fault for fault in form_faults("fr") if fault.startswith("variants")] == [
        "variants: 2 sets for «oui»"
    ]


# Tu and vous ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Je t’embrasse, je prie pour la paix et pour votre mère",
        "Tu as tout compris, vous allez rire",
        "Ne reste pas seule chez toi. Je vous serre fort",
    ],
)
def test_who_is_told_tu_is_not_told_vous(text: str) -> None:
    assert list(address_slips(text)) != []


@pytest.mark.parametrize(
    "text",
    [
        "Les voisins et toi, vous avez mon soutien",
        "Reste chez toi et préviens ton frère, on a peur pour vous",
        "Tu les entends, leur « nous restons à votre écoute » ?",
        "Vous répondez sur un ton qui tue",
        "Tu as un rendez-vous ?",
    ],
)
def test_one_among_several_is_told_both(text: str) -> None:
    assert list(address_slips(text)) == []
