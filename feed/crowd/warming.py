"""Reading phrases and patterns before anybody waits for them."""

from feed.crowd.population import account
from feed.crowd.reading import read
from feed.crowd.voice_files import LANGUAGES, voice


def warm() -> None:
    """Compiles what a first window and a first message need, in every language: some seconds of CPU."""
    for lang in LANGUAGES:
        voice(lang)
        read(".", lang)
        account(0, lang, 0)
