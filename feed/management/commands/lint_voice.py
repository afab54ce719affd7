"""`manage.py lint_voice`: what is wrong in the voice files, and how much they hold."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from feed.crowd.lint import voice_faults
from feed.crowd.voice_files import LANGUAGES, every_phrase, read_words


class Command(BaseCommand):
    help = "Check the crowd's phrases and word lists, and count them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("languages", nargs="*", default=[], help=", ".join(LANGUAGES))

    def handle(self, *args: Any, **options: Any) -> None:
        asked = options["languages"] or list(LANGUAGES)
        if unknown := sorted(set(asked) - set(LANGUAGES)):
            raise CommandError(f"There is no voice for {', '.join(unknown)}.")
        faults = [f"{lang}: {fault}" for lang in asked for fault in voice_faults(lang)]
        for line in faults:
            self.stdout.write(line)
        for lang in asked:
            words = {word for words in read_words(lang).values() for word in words}
            phrases = sum(1 for _phrase in every_phrase(lang))
            self.stdout.write(f"{lang}: {phrases} phrases, {len(words)} slot words")
        if faults:
            raise CommandError(f"{len(faults)} faults.")
