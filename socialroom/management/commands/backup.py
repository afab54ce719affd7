"""`manage.py backup FILE`: everything in one file, while everything runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from socialroom import launch
from socialroom.backup import write_backup


class Command(BaseCommand):
    help = "Writes everything but log-ins and the secret key into one file, also while sessions run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="the file to write, or a folder")
        parser.add_argument("--force", action="store_true", help="replace the file if it is there")

    def handle(self, *args: Any, **options: Any) -> None:
        target = Path(options["file"])
        if target.is_dir():
            target = target / f"socialroom-{timezone.now():%Y%m%d-%H%M%S}.zip"
        if target.exists() and not options["force"]:
            raise CommandError(
                _("%(file)s is there already. With --force it is replaced.") % {"file": target}
            )
        with launch.clear_disk_errors():
            contents = self._write(target)
        rows, files = sum(contents.rows.values()), sum(name.startswith("media/") for name in contents.members)
        self.stdout.write(
            _("Backup written: %(file)s (%(size)s kB, %(rows)s rows, %(files)s files)")
            % {"file": target, "size": target.stat().st_size // 1024, "rows": rows, "files": files}
        )

    def _write(self, target: Path) -> Any:
        try:
            return write_backup(target)
        except (PermissionError, FileNotFoundError, NotADirectoryError) as error:
            raise CommandError(
                _("%(file)s cannot be written: %(why)s") % {"file": target, "why": error.strerror}
            ) from error
        except DatabaseError as error:
            raise CommandError(_("The database cannot be read: %(why)s") % {"why": error}) from error
