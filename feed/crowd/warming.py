"""Reading phrases and patterns before anybody waits for them."""

from feed.crowd.population import account
from feed.crowd.reading import read
from feed.crowd.voice_files import LANGUAGES, voice

_MISSPELT = "informatoin"  # brings up all that a message may need


def warm_voice(lang: str) -> None:
    """Compiles what a first window needs in one language; whoever asks meanwhile waits."""
    voice(lang)
    account(0, lang, 0)


def warm() -> None:
    """Compiles what a first window (first of all) and a first message need, in every language: some
    seconds of CPU."""
    for lang in LANGUAGES:
        warm_voice(lang)
    for lang in LANGUAGES:
        read(_MISSPELT, lang)
