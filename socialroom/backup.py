"""Makes a backup while everything runs: one moment of the database, and the files that belong to it."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from .archive import CHUNK, CONTENTS, Contents, Member, columns_of, kept_models, line, table_name

ROWS_AT_ONCE = 1000


def write_backup(target: Path) -> Contents:
    """Writes the archive to `target`, readable by its owner alone; on an error nothing is left there."""
    part = target.with_name(target.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), 0o600)
            contents = _write(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    return contents


def _write(file: IO[bytes]) -> Contents:
    contents = Contents(timezone.now().isoformat(), {}, {}, {})
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        with one_moment():
            for model in kept_models():
                _write_table(archive, model, contents)
        for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
            _write_file(archive, path, contents)
        archive.writestr(ZipInfo(CONTENTS), contents.dump())
    return contents


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside shows the database as it was at one moment; nobody is kept from writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        # Not by transaction.atomic: its transactions are IMMEDIATE, and would lock out whoever writes.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _write_table(archive: ZipFile, model: type[Model], contents: Contents) -> None:
    names = [field.attname for field in columns_of(model)]
    rows = model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=ROWS_AT_ONCE)
    table, count = model._meta.db_table, 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for row in rows:
            count += 1
            yield line(row)

    contents.members[table_name(model)] = _write_member(archive, table_name(model), lines())
    contents.columns[table] = names
    contents.rows[table] = count


def _write_file(archive: ZipFile, path: Path, contents: Contents) -> None:
    """A file that goes away meanwhile belonged to a row that does, too."""
    name = f"media/{path.relative_to(settings.MEDIA_ROOT).as_posix()}"
    with suppress(FileNotFoundError, IsADirectoryError), path.open("rb") as file:
        contents.members[name] = _write_member(archive, name, iter(lambda: file.read(CHUNK), b""))


def _write_member(archive: ZipFile, name: str, chunks: Iterator[bytes]) -> Member:
    digest, size = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as member:
        for chunk in chunks:
            member.write(chunk)
            digest.update(chunk)
            size += len(chunk)
    return Member(size, digest.hexdigest())
