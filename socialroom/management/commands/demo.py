"""`manage.py demo`: a session that moves, with everything around it, in one command."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from exercises.demo import Demo, let_run, prepare_demo, reset_demo
from exercises.library import library_slugs
from feed import crowd
from socialroom import launch
from socialroom.checks import CONFIGURATION

PORT = 8000
PRESSURE = 10_000


class Command(BaseCommand):
    help = "Starts a demo session that is already moving."
    requires_system_checks = (CONFIGURATION,)  # of the rest CI takes care
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=PORT)
        parser.add_argument("--host", default=launch.EVERYWHERE)
        parser.add_argument(
            "--scenario", default="capital-attack", help="capital-attack or contaminated-food"
        )
        parser.add_argument(
            "--pressure", type=int, default=PRESSURE, help="reactions per 5 minutes, 0 to 10000"
        )
        parser.add_argument("--lang", choices=["en", "fr"], default="en")
        parser.add_argument("--reset", action="store_true", help="start the demo organisation afresh")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["lang"]), launch.clear_disk_errors():
            self._check(options)
            launch.migrate()
            if options["reset"]:
                reset_demo()
            demo = prepare_demo(
                settings.DATA_DIR / "demo-logins.json",
                versions=(crowd.ENGINE_VERSION, crowd.VOICE_VERSION),
                slug=options["scenario"],
                pressure=options["pressure"],
                lang=options["lang"],
            )
            crowd.warm_voice(demo.session.lang)  # before the clock starts
            launch.serve(options["host"], options["port"], lambda: self._set_going(demo, options))

    def _check(self, options: dict[str, Any]) -> None:
        if options["scenario"] not in library_slugs():
            raise CommandError(
                _("There is no scenario %(slug)s. Choose one of: %(known)s")
                % {"slug": options["scenario"], "known": ", ".join(library_slugs())}
            )
        if not 0 <= options["pressure"] <= settings.MAX_PRESSURE:
            raise CommandError(_("The pressure goes from 0 to %(top)s.") % {"top": settings.MAX_PRESSURE})
        launch.check_port(options["host"], options["port"])
        launch.check_disk()

    def _set_going(self, demo: Demo, options: dict[str, Any]) -> None:
        let_run(demo.session.pk, time.time())
        self._greet(demo, options)

    def _greet(self, demo: Demo, options: dict[str, Any]) -> None:
        with translation.override(options["lang"]):
            base = launch.addresses(options["host"], options["port"])
            join = f"{base[0]}/join/{demo.session.join_code}/"
            lines = [
                "",
                _("EXERCISE — nothing here is real"),
                f"{demo.session.name}  ·  "
                + (_("a new session") if demo.is_new else _("goes on where it stood")),
                "",
                _("Trainer") + f":   http://127.0.0.1:{options['port']}/sessions/{demo.session.pk}/",
                _("Trainees") + f":  {join}",
                _("Join code") + f": {demo.session.join_code}",
                launch.qr_lines(join),
                _("Log-ins (kept in %(file)s)") % {"file": settings.DATA_DIR / "demo-logins.json"},
                *(f"  {name:<8} {password}" for name, password in demo.passwords.items()),
                "",
                _("Ctrl-C stops it; the next start goes on from there."),
            ]
            print("\n".join(lines), flush=True)
