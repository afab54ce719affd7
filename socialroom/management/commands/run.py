"""`manage.py run`: the laptop's server for real sessions, without demo data."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from exercises.models import Organisation
from socialroom import launch
from socialroom.checks import CONFIGURATION

PORT = 8000


class Command(BaseCommand):
    help = "Runs Social Room on this machine, for real sessions."
    requires_system_checks = (CONFIGURATION,)  # of the rest CI takes care
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=PORT)
        parser.add_argument("--host", default=launch.EVERYWHERE)

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(translation.get_language() or "en"), launch.clear_disk_errors():
            launch.check_port(options["host"], options["port"])
            launch.check_disk()
            launch.migrate()
            launch.serve(options["host"], options["port"], lambda: self._greet(**options))

    def _greet(self, **options: Any) -> None:
        local = f"http://127.0.0.1:{options['port']}/"
        print(_("Social Room is running: %(address)s") % {"address": local}, flush=True)
        for address in launch.addresses(options["host"], options["port"]):
            print(_("From other devices: %(address)s") % {"address": address}, flush=True)
        if not Organisation.objects.filter(is_demo=False).exists():
            print(
                _("No organisation yet: in another window type  python3 manage.py create_owner"), flush=True
            )
        print(_("Ctrl-C stops it."), flush=True)
