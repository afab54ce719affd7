"""Reading phrases and patterns before anybody waits for them."""

from feed.crowd.population import account
from feed.crowd.reading import read
from feed.crowd.voice_files import LANGUAGES, voice

_MISSPELT = "informatoin"  # brings up all that a message may need


def warm() -> None:
    """Compiles what a first window (first of all) and a first message need, in every language: some
    seconds of CPU."""
    for lang in LANGUAGES:
        voice(lang)
        account(0, lang, 0)
    for lang in LANGUAGES:
        read(_MISSPELT, lang)
