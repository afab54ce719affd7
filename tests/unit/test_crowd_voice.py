import pytest

from exercises.document_parts import Term
from feed.crowd.dice import Dice
from feed.crowd.grammar import Fill, UnknownSlot, say
from feed.crowd.habits import CAREFUL, typed
from feed.crowd.lint import voice_faults
from feed.crowd.naming import is_woman
from feed.crowd.nouns import noun
from feed.crowd.parsing import Grammar
from feed.crowd.slips import slipped
from feed.crowd.turns import turned
from feed.crowd.voice_files import AMBIENT, read_phrases, voice

WORDS = {"who": ["elle", "mon père"], "wow": ["purée"]}


def said(text: str, term: Term, lang: str = "fr", woman: bool = False) -> str:
    fill = Fill(Dice(1, 1), {"topic": (noun(term, lang),)}, {"claim": "il pleut"}, woman)
    return say(Grammar(lang, WORDS).parse(text), fill)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_voice_files_have_no_fault(lang: str) -> None:
    assert voice_faults(lang) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_each_emotion_has_at_least_forty_phrases(lang: str) -> None:
    keys = [key for key, _text in read_phrases(lang) if key[1] != AMBIENT]
    assert all(sum(key[0] == emotion for key in keys) >= 40 for emotion in range(5))
    assert voice(lang).choices(2, "team", "reply")


def test_french_nouns_contract_elide_and_agree() -> None:
    shooting = Term(text="fusillade", article="the", gender="f")
    recall = Term(text="rappel des yaourts", article="the")
    trams = Term(text="tramways", article="the", number="p")
    hospital = Term(text="hôpital", article="the")
    dead_end = Term(text="hangar", article="the")
    assert said("à cause {de:topic}", recall) == "À cause du rappel des yaourts"
    assert said("face {a:topic}", trams) == "Face aux tramways"
    assert said("près {de:topic}", hospital) == "Près de l’hôpital"
    assert said("près {de:topic}", dead_end) == "Près du hangar"
    assert said("{topic} {est:topic} finie, {il:topic} {va:topic} mal", shooting) == (
        "La fusillade est finie, elle va mal"
    )
    assert said("fini{e:topic}", trams) == "Finis"
    assert said("{ce:topic}", hospital) == "Cet hôpital"


def test_french_elides_before_a_word_that_is_filled_in() -> None:
    vote = Term(text="Amance", article="")
    assert said("on dit que {claim}", vote) == "On dit qu’il pleut"
    assert said("si {claim}", vote) == "S’il pleut"
    assert said("je crois que {topic}", vote) == "Je crois qu’Amance"


def test_french_elides_whichever_way_a_phrase_is_said() -> None:
    spoken = Grammar("fr", {"thing": ["eau", "pain"]}, spoken=True).phrase(
        1, "il y a beaucoup de {thing} ici"
    )
    texts = {say(spoken.parts, Fill(Dice(1, n), {}, {})) for n in range(300)}
    assert len(texts) > 2
    assert not [text for text in texts if " de eau" in text or "d’pain" in text]


def test_a_phrase_agrees_with_whoever_speaks() -> None:
    tram = Term(text="tram", article="the")
    for text, his, hers in (
        ("je suis choqué{/e} par {topic}", "Je suis choqué par le tram", "Je suis choquée par le tram"),
        ("{fier/fière} de vous", "Fier de vous", "Fière de vous"),
        ("ah. {heureux/heureuse}, {topic}", "Ah. Heureux, le tram", "Ah. Heureuse, le tram"),
        ("{déçu{/e}|déçu{/e}} par {topic}", "Déçu par le tram", "Déçue par le tram"),
        ("plus que {étonné/étonnée}", "Plus qu’étonné", "Plus qu’étonnée"),
    ):
        assert (said(text, tram), said(text, tram, woman=True)) == (his, hers)
    with pytest.raises(UnknownSlot, match="brace"):
        Grammar("fr", WORDS).parse("choqué{/e")


def test_other_words_for_a_phrase_agree_with_whoever_speaks() -> None:
    told = Grammar("fr", WORDS, spoken=True).phrase(1, "je suis scandalisé{/e}")
    texts = {say(told.parts, Fill(Dice(1, n), {}, {}, woman=True)) for n in range(200)}
    assert {"Je suis scandalisée", "Je suis choquée"} < texts
    assert not [text for text in texts if not text.endswith("ée")]
    assert Grammar("fr", WORDS, spoken=False).phrase(1, "ils sont vite{e:topic}").ways == 3  # no other «vite»


def test_a_name_tells_of_a_woman_or_a_man() -> None:
    assert [
        name
        for name in ("Léa", "Dr Nora Belcasse", "Paul", "Mamie Pistache", "Karim")
        if is_woman(name, "fr")
    ] == ["Léa", "Dr Nora Belcasse", "Mamie Pistache"]
    assert is_woman("Ysaline", "en")
    assert not is_woman("Jean", "fr")
    assert is_woman("Jean", "en")


def test_english_nouns_agree_and_take_their_article() -> None:
    trams = Term(text="trams", article="the", number="p")
    inquiry = Term(text="independent inquiry", article="a")
    assert (
        said("{topic} {was:topic} late, and {has:topic} been", trams, "en")
        == "The trams were late, and have been"
    )
    assert said("{poss:topic} fault", trams, "en") == "The trams’ fault"
    assert said("we want {topic}", inquiry, "en") == "We want an independent inquiry"


def test_sentences_begin_with_capitals_and_slots_keep_their_noun() -> None:
    tram = Term(text="tram", article="the", gender="m")
    assert said("{wow} ! {topic}. encore {topic}", tram) == "Purée ! Le tram. Encore le tram"


def test_a_slot_that_nobody_can_fill_is_refused() -> None:
    with pytest.raises(UnknownSlot, match="nobody"):
        Grammar("en", WORDS).parse("hello {nobody}")
    with pytest.raises(UnknownSlot, match="form"):
        Grammar("en", WORDS).parse("hello {de:topic}")
    with pytest.raises(UnknownSlot, match="brace"):
        Grammar("en", WORDS).parse("hello {topic")


def test_a_phrase_is_said_in_other_words_that_fit() -> None:
    told = Grammar("fr", WORDS, spoken=True).phrase(1, "disons que beaucoup de gens dorment d’habitude")
    texts = {say(told.parts, Fill(Dice(1, n), {}, {})) for n in range(200)}
    assert len(texts) == told.ways == 12
    assert "Disons que beaucoup de gens dorment d’habitude" in texts
    assert any(text.startswith("Disons qu’énormément de gens") for text in texts)
    careful = Grammar("fr", WORDS, spoken=False).phrase(1, "ce n’est pas fini")
    assert careful.ways == 1 < Grammar("fr", WORDS, spoken=True).phrase(1, "ce n’est pas fini").ways


def test_capitals_fall_on_words_that_bear_the_stress_and_never_on_names() -> None:
    loud = CAREFUL._replace(loud=True, dot=False)
    assert typed("La gare Saint-Aurèle est là", loud, "fr", 2, 1 << 32 | 1) == "La gare Saint-Aurèle est là"
    assert typed("Jamais la gare Saint-Aurèle", loud, "fr", 2, 1 << 32 | 1) == "JAMAIS la gare Saint-Aurèle"
    assert typed("Nobody at Linden Bridge", loud, "en", 2, 1 << 32 | 1) == "NOBODY at Linden Bridge"


def test_a_turn_of_phrase_leaves_questions_alone() -> None:
    fill = Fill(Dice(1, 1), {}, {})
    assert turned("Who knew?", fill, "en", 2) == "Who knew?"
    assert turned("They knew", fill, "en", 2) != "They knew"


@pytest.mark.parametrize(
    ("innocent", "coarse"),
    [
        *(("clock", "cock"), ("count", "cunt"), ("shift", "shit"), ("asks", "ass")),
        *(("cahier", "chier"), ("boîte", "bîte"), ("déchire", "déchier"), ("baisse", "baise")),
    ],
)
def test_no_slip_of_the_finger_makes_a_coarse_word(innocent: str, coarse: str) -> None:
    said = {slipped(innocent, bits, often=False) for bits in range(500)}
    assert coarse not in said
    assert innocent in said
    assert len(said) > 3  # it slips otherwise
