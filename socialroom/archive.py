"""What a backup is: a zip with a list of contents, one file of lines per table, and the files that were made.

It holds no secret key and no log-ins of browsers; it holds people's password hashes, so it is readable by its
owner alone. Any database that the product runs on can be restored from it.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import orjson
from django.apps import apps
from django.db.models import Field, Model
from django.utils.translation import gettext as _

FORMAT, VERSION = "socialroom-backup", 1
CONTENTS = "contents.json"
LONGEST_LIST = 16 * 1024 * 1024  # bytes of the list of contents
LONGEST_LINE = 64 * 1024 * 1024  # bytes of one row
CHUNK = 256 * 1024  # bytes
#: Log-ins of browsers and wrong passwords pass; the epoch is made anew by a restore.
LEFT_OUT = {"sessions.session", "feed.epoch"}
APPS_LEFT_OUT = {"axes"}

#: What zipfile raises for a damaged, encrypted or unknown kind of archive.
UNREADABLE = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)

Row = list[Any]


class BadArchive(Exception):
    """A file that cannot be restored; the message says why, in the user's language."""


@dataclass(frozen=True)
class Member:
    """One file of the archive: its size in bytes and the SHA-256 of its content."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Contents:
    """What the archive says that it holds. `columns` and `rows` are by table."""

    made_at: str
    columns: dict[str, list[str]]
    rows: dict[str, int]
    members: dict[str, Member]

    def dump(self) -> bytes:
        members = {name: [member.size, member.sha256] for name, member in self.members.items()}
        said = {"format": FORMAT, "version": VERSION, "made_at": self.made_at}
        return json.dumps(said | {"columns": self.columns, "rows": self.rows, "members": members}).encode()


def kept_models() -> list[type[Model]]:
    """The models whose rows a backup keeps."""
    found = apps.get_models(include_auto_created=True)
    return [
        model
        for model in found
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.label_lower not in LEFT_OUT
        and model._meta.app_label not in APPS_LEFT_OUT
    ]


def columns_of(model: type[Model]) -> list["Field[Any, Any]"]:
    return list(model._meta.concrete_fields)


def table_name(model: type[Model]) -> str:
    return f"tables/{model._meta.db_table}.jsonl"


# Rows ----------------------------------------------------------------------------------------------


def line(row: tuple[Any, ...]) -> bytes:
    """A row as one line of JSON."""
    return orjson.dumps(row, default=_plain) + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    raise TypeError(f"a backup has no form for {type(value).__name__}")


def reader_of(field: "Field[Any, Any]") -> Callable[[Any], Any]:
    """What turns a value of JSON into the column's value."""
    kind = field.get_internal_type()
    if kind == "DateTimeField":
        return lambda value: None if value is None else datetime.fromisoformat(value)
    if kind == "BinaryField":
        return lambda value: None if value is None else base64.b64decode(value, validate=True)
    return lambda value: value


# Reading an archive that may be anything -----------------------------------------------------------


def read_contents(archive: ZipFile) -> Contents:
    """What the archive holds, as far as its list and the zip agree. Raises BadArchive."""
    names = archive.namelist()
    if CONTENTS not in names or archive.getinfo(CONTENTS).file_size > LONGEST_LIST:
        raise foreign()
    try:
        said = json.loads(archive.read(CONTENTS))
    except (*UNREADABLE, RecursionError) as error:
        raise foreign() from error
    contents = _understood(said)
    _check_names(archive, contents)
    return contents


def foreign() -> BadArchive:
    return BadArchive(_("This file is not a backup of Social Room, or it is damaged."))


def _understood(said: Any) -> Contents:
    if not isinstance(said, dict) or said.get("format") != FORMAT or not isinstance(said.get("version"), int):
        raise foreign()
    if said["version"] > VERSION:
        raise BadArchive(_("This backup was made by a newer Social Room. Update this one first."))
    try:
        members = {
            str(name): Member(int(size), str(digest)) for name, (size, digest) in said["members"].items()
        }
        columns = {str(table): [str(name) for name in names] for table, names in said["columns"].items()}
        rows = {str(table): int(count) for table, count in said["rows"].items()}
        return Contents(str(said["made_at"]), columns, rows, members)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise foreign() from error


def _check_names(archive: ZipFile, contents: Contents) -> None:
    names = [name for name in archive.namelist() if name != CONTENTS]
    if sorted(names) != sorted(contents.members) or not all(_is_safe(name) for name in names):
        raise foreign()
    for name, member in contents.members.items():
        info = archive.getinfo(name)
        if info.file_size != member.size or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise foreign()


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    plain = not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\x00" not in name
    return plain and path.parts[:1] in (("tables",), ("media",)) and len(path.parts) > 1


def check_members(archive: ZipFile, contents: Contents) -> None:
    """Reads everything once and compares the checksums. Raises BadArchive."""
    for name, member in contents.members.items():
        digest, size = hashlib.sha256(), 0
        try:
            with archive.open(name) as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
        except UNREADABLE as error:
            raise foreign() from error
        if (size, digest.hexdigest()) != (member.size, member.sha256):
            raise foreign()


def rows_of(file: IO[bytes]) -> Iterator[Row]:
    """The rows in a table's file. Raises BadArchive."""
    while text := file.readline(LONGEST_LINE):
        try:
            row = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise foreign() from error
        if not isinstance(row, list):
            raise foreign()
        yield row
