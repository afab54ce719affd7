"""`manage.py restore FILE`: everything as it was in a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from socialroom import launch
from socialroom.archive import BadArchive
from socialroom.restore import restore_backup


class Command(BaseCommand):
    help = "Restores a backup, made here or elsewhere, on SQLite or PostgreSQL. Stop Social Room first."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a file that `backup` wrote")
        parser.add_argument("--force", action="store_true", help="replace everything that is here")

    def handle(self, *args: Any, **options: Any) -> None:
        source = Path(options["file"])
        if not settings.SERVER:
            launch.migrate()
        with launch.clear_disk_errors():
            contents = self._restore(source, options["force"])
        self.stdout.write(
            _("Restored: %(rows)s rows, as of %(made_at)s. All log-ins have ended; start Social Room again.")
            % {"rows": sum(contents.rows.values()), "made_at": contents.made_at}
        )

    def _restore(self, source: Path, force: bool) -> Any:
        try:
            return restore_backup(source, force=force)
        except BadArchive as refused:
            raise CommandError(str(refused)) from refused
        except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
            raise CommandError(
                _("%(file)s cannot be read: %(why)s") % {"file": source, "why": error.strerror}
            ) from error
