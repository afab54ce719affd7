"""`manage.py show_messages`: every message of the sockets, and who may send it."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from socialroom.messages import list_messages


class Command(BaseCommand):
    help = "Lists the messages of both sockets with who may send them and, in JSON, their JSON Schema."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help="a list of {socket, sender, type, who, schema}"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        messages = list_messages()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(message) for message in messages], indent=1))
            return
        for message in messages:
            self.stdout.write(f"{message.socket:<19} {message.sender:<7} {message.type:<13} {message.who}")
