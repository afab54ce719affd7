"""Puts a backup back: all of it, or nothing at all."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.contrib.sessions.models import Session as LogIn
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.models import NOT_PROVIDED, Field, Model
from django.utils.translation import gettext as _

from exercises.models import Organisation, Session, State, User
from feed import store

from .archive import (
    BadArchive,
    Contents,
    Row,
    check_members,
    columns_of,
    foreign,
    kept_models,
    read_contents,
    reader_of,
    rows_of,
    table_name,
)

AT_ONCE = 500  # rows
ALIVE = 10.0  # s since somebody ticked a running session: a server is at work on this database

Column = tuple["Field[Any, Any]", Callable[[Row], Any]]


def restore_backup(source: Path, *, force: bool) -> Contents:
    """Replaces everything by what the archive holds. Raises BadArchive, and has changed nothing then."""
    try:
        with ZipFile(source) as archive:
            contents = read_contents(archive)
            plan = {model: _columns(model, contents) for model in kept_models()}
            _check_known(contents)
            check_members(archive, contents)
            _check_place(force)
            with _media(archive, contents) as put_media:
                _replace_rows(archive, contents, plan)
                put_media()
    except BadZipFile as error:
        raise foreign() from error
    return contents


# Before anything changes -----------------------------------------------------------------------------


def _check_known(contents: Contents) -> None:
    unknown = set(contents.columns) - {model._meta.db_table for model in kept_models()}
    if unknown:
        raise _another_version(", ".join(sorted(unknown)))


def _another_version(what: str) -> BadArchive:
    return BadArchive(
        _("This backup comes from another version of Social Room: nothing here takes up %(what)s.")
        % {"what": what}
    )


def _columns(model: type[Model], contents: Contents) -> list[Column]:
    """How each column gets its value from a row; columns younger than the backup get their default."""
    table = model._meta.db_table
    names = contents.columns.get(table, [])
    fields = columns_of(model)
    unknown = set(names) - {field.attname for field in fields}
    if unknown:
        raise _another_version(f"{table}: {', '.join(sorted(unknown))}")
    return [(field, _value(field, names)) for field in fields]


def _value(field: "Field[Any, Any]", names: list[str]) -> Callable[[Row], Any]:
    if field.attname in names:
        index, read = names.index(field.attname), reader_of(field)
        return lambda row: read(row[index])
    if names and field.default is NOT_PROVIDED and not field.null and not field.empty_strings_allowed:
        raise _another_version(field.attname)
    return lambda row: field.get_default()


def _check_place(force: bool) -> None:
    running = Session.objects.filter(state=State.RUNNING, ticked_at__gt=time.time() - ALIVE)
    if running.exists():
        raise BadArchive(_("A session is running here. Stop Social Room first, then restore."))
    if not force and (User.objects.exists() or Organisation.objects.exists()):
        raise BadArchive(
            _("There is something here already. With --force everything is replaced by the backup.")
        )


# Rows ------------------------------------------------------------------------------------------------


def _replace_rows(archive: ZipFile, contents: Contents, plan: dict[type[Model], list[Column]]) -> None:
    """In one transaction: whoever looks sees the old or the new. Log-ins end, and clients start afresh."""
    try:
        with transaction.atomic():
            _empty([LogIn, *plan])
            for model, columns in plan.items():
                if model._meta.db_table in contents.columns:
                    _insert(archive, contents, model, columns)
            _set_counters(list(plan))
            store.index_again()
            store.new_epoch()
    except (DatabaseError, ValueError, TypeError, IndexError, OverflowError) as error:
        raise BadArchive(_("This backup holds what cannot be stored; nothing was changed.")) from error


def _empty(models: list[type[Model]]) -> None:
    quote = connection.ops.quote_name
    tables = [quote(model._meta.db_table) for model in models]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608  names of our own tables


def _insert(archive: ZipFile, contents: Contents, model: type[Model], columns: list[Column]) -> None:
    quote = connection.ops.quote_name
    table = model._meta.db_table
    names = ", ".join(quote(str(field.column)) for field, _read in columns)
    places = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(table)} ({names}) VALUES ({places})"  # noqa: S608  names of our own tables
    stored = 0
    with archive.open(table_name(model)) as file, connection.cursor() as cursor:
        rows = rows_of(file)
        while batch := [_prepared(row, columns) for row in islice(rows, AT_ONCE)]:
            cursor.executemany(statement, batch)
            stored += len(batch)
    if stored != contents.rows.get(table):
        raise foreign()


def _prepared(row: Row, columns: list[Column]) -> list[Any]:
    return [field.get_db_prep_save(read(row), connection) for field, read in columns]


def _set_counters(models: list[type[Model]]) -> None:
    """The next row gets a number after the last of the backup."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


# Files -----------------------------------------------------------------------------------------------


class _media:  # noqa: N801  used like a function
    """Unpacks the files beside their place; what it gives puts them there. Leaves nothing behind."""

    def __init__(self, archive: ZipFile, contents: Contents) -> None:
        self._archive, self._contents = archive, contents
        self._root = Path(settings.MEDIA_ROOT)

    def __enter__(self) -> Callable[[], None]:
        self._root.parent.mkdir(parents=True, exist_ok=True)
        self._beside = Path(tempfile.mkdtemp(prefix=".restore-", dir=self._root.parent))
        new = self._beside / "new"
        new.mkdir(mode=0o700)
        for name in self._names():
            path = new / name.removeprefix("media/")
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._archive.open(name) as source, path.open("xb") as target:
                path.chmod(settings.FILE_UPLOAD_PERMISSIONS)
                shutil.copyfileobj(source, target)
        return self._swap

    def _names(self) -> Iterator[str]:
        return (name for name in self._contents.members if name.startswith("media/"))

    def _swap(self) -> None:
        with suppress(FileNotFoundError):
            self._root.rename(self._beside / "old")
        (self._beside / "new").rename(self._root)

    def __exit__(self, *_error: object) -> None:
        shutil.rmtree(self._beside, ignore_errors=True)
