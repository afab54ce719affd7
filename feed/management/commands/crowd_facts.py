"""`manage.py crowd_facts posts.jsonl`: what a crowd's posts measure, beside what real crowds do."""

import json
from argparse import ArgumentParser
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from feed.crowd.measures import Fact, measured


class Command(BaseCommand):
    help = "Measures posts that `simulate` wrote against facts of real crowds: value, range, in or out."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("posts", help="JSON lines, as written by simulate")
        parser.add_argument("--time-scale", type=float, default=1.0, help="real s per s of exercise")
        parser.add_argument("--json", action="store_true", help="one JSON object as the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        facts = self._facts(options["posts"], options["time_scale"])
        told = [fact for fact in facts if fact.is_told]
        for fact in facts:
            verdict = _("not told") if not fact.is_told else _("in") if fact.is_in_range else _("OUT")
            bounds = f"{fact.low:>8g} – {fact.high:<8g}"
            self.stdout.write(f"{fact.name:<40} {fact.value:>10.3f} {bounds} {verdict:<8} {fact.source}")
        inside = sum(fact.is_in_range for fact in told)
        self.stdout.write(f"{inside} / {len(told)} ({100 * inside // max(1, len(told))} %)")
        if options["json"]:
            values = {fact.name: fact.value if fact.is_told else None for fact in facts}
            out = [fact.name for fact in told if not fact.is_in_range]
            self.stdout.write(json.dumps({"facts": values, "in": inside, "of": len(told), "out": out}))

    def _facts(self, name: str, scale: float) -> list[Fact]:
        if not 0 < scale <= 1000:
            raise CommandError(_("The time scale must be above 0 and at most 1000."))
        try:
            with open(name, "rb") as file:
                return measured((orjson.loads(line) for line in file), scale)
        except OSError as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": name, "why": error.strerror}
            ) from error
        except (KeyError, TypeError, ValueError) as error:
            raise CommandError(
                _("%(file)s does not hold posts as simulate writes them: %(why)s")
                % {"file": name, "why": error}
            ) from error
