"""`manage.py show_routes`: every address, and who may go there."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from socialroom.routes import list_routes


class Command(BaseCommand):
    help = "Lists every address with its method, its name and who may use it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="a list of {method, path, name, who}")

    def handle(self, *args: Any, **options: Any) -> None:
        routes = list_routes()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(route) for route in routes], indent=1))
            return
        width = max(len(route.path) for route in routes)
        for route in routes:
            self.stdout.write(f"{route.method:<5} {route.path:<{width}}  {route.who}")
