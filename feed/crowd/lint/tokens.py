"""A text as the checks look at it: its sentences, and the words of each."""

_ENDS = '.!?…:;«“"('
_GOING_ON = "»”)"  # what follows them goes on
Words = list[str]


def sentences(text: str) -> list[str]:
    """The text cut where a sentence, or what is put in quotes or behind a colon, begins or ends.

    What goes on behind a quote begins with its sign.
    """
    for sign in _ENDS:
        text = text.replace(sign, "\n")
    for sign in _GOING_ON:
        text = text.replace(sign, f"\n{sign} ")
    return [part for part in text.split("\n") if part.strip()]


def french_words(sentence: str) -> Words:
    """What is elided stands alone, as do commas: «L’eau, non» is l’ eau , non. Later capitals are names."""
    return _lowered(sentence).replace("’", "’ ").replace(",", " , ").split()


def english_words(sentence: str) -> Words:
    """Words with straight apostrophes, commas for themselves. Later capitals are names."""
    return _lowered(sentence).replace("’", "'").replace(",", " , ").split()


def _lowered(sentence: str) -> str:
    sentence = sentence.lstrip()
    return sentence[:1].lower() + sentence[1:]


def words_of(sentence: str, lang: str) -> Words:
    return french_words(sentence) if lang == "fr" else english_words(sentence)
