"""Backups: everything as it was at one moment, on either database; what is no backup changes nothing."""

import json
import os
import stat
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from exercises import sessions
from exercises.access import Seat
from exercises.models import Organisation, Room, Session, User
from exercises.sessions import locked
from feed import actions, conductor, draft_messages, messages, store
from feed.models import Moment, Post
from feed.query import parse
from feed.store import NewPost
from socialroom.archive import CONTENTS, kept_models, line
from tests.conftest import Played, make_cast, make_session
from tests.plugins.databases import django_on
from tests.services import PrivatePostgres

T0 = 1_000_000.0


def said(command: str, *arguments: object) -> str:
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


def everything() -> dict[str, list[Any]]:
    """All rows that a backup keeps. By value: PostgreSQL's JSON knows no order of names and no minus zero."""
    rows = {}
    for model in kept_models():
        names = [field.attname for field in model._meta.concrete_fields]
        found = model._base_manager.order_by("pk").values_list(*names)
        rows[model._meta.db_table] = [json.loads(line(row)) for row in found]
    return rows


def make_played(seconds: int = 20) -> Played:
    """A session that has run for some seconds."""
    cast = make_cast()
    played = make_session(cast, pressure=3000)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    draft = draft_messages.DraftSave(
        type="draft_save",
        key="key-of-a-draft",
        account="valdor",
        channel="microblog",
        kind="original",
        text="Not yet.",
    )
    actions.act(Seat(played.north, played.tara, None), draft, T0 + 1)
    for room in (played.north, played.south):
        while conductor.advance_room(room.pk, T0 + seconds):
            pass
    post = store.page(played.north.pk, limit=1)[0]
    report = messages.Report(type="report", key="key-of-a-report", post=post.ref, reason="leak")
    actions.act(Seat(played.north, played.tom, None), report, T0 + seconds)
    return played


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media" / "debriefs").mkdir(parents=True)
    (tmp_path / "media" / "debriefs" / "1.pdf").write_bytes(b"%PDF-1.7 the first")
    return tmp_path / "media"


@pytest.fixture
def postgres_elsewhere(postgres_server: PrivatePostgres, postgres_template: str) -> Iterator[str]:
    with postgres_server.database(template=postgres_template) as url:
        yield url


@pytest.fixture
def backup(transactional_db: None, media: Path, tmp_path: Path) -> Path:
    make_played(3)
    said("backup", tmp_path / "b.zip")
    return tmp_path / "b.zip"


# There and back --------------------------------------------------------------------------------------


def test_a_backup_goes_to_another_database_and_back(
    transactional_db: None, media: Path, tmp_path: Path, postgres_elsewhere: str
):
    played = make_played()
    before, epoch, found = everything(), store.epoch(), searched(played)
    assert len(before["feed_post"]) > 50
    assert len(before["feed_draft"]) == 1
    assert len(before["feed_report"]) == 1
    assert found
    said("backup", tmp_path / "lite.zip")
    with django_on(postgres_elsewhere):
        said("restore", tmp_path / "lite.zip")
        assert everything() == before
        assert searched(played) == found
        assert store.epoch() != epoch
        goes_on(played)
        changed, found = everything(), searched(played)
        assert changed != before
        said("backup", tmp_path / "big.zip")
    said("restore", tmp_path / "big.zip", "--force")
    assert everything() == changed
    assert searched(played) == found
    goes_on(played, at=40)


def searched(played: Played) -> list[int]:
    """What a search finds is no row of a table that is kept."""
    return [post.seq for post in store.found(played.north.pk, parse("the OR a OR i"), limit=1000)]


def goes_on(played: Played, at: int = 30) -> None:
    """New rows of every kind find a number; the session's windows follow."""
    Organisation.objects.create(name=f"New {at}", slug=f"new-{at}")
    room = Room.objects.get(pk=played.north.pk)
    first = room.next_window
    while conductor.advance_room(room.pk, T0 + at):
        pass
    room.refresh_from_db()
    assert room.next_window > first
    seqs = list(store.room_posts(room.pk).values_list("seq", flat=True))
    assert seqs == list(range(1, room.last_seq + 1))


def test_a_backup_is_one_moment_of_a_session_that_runs(each_database: str, media: Path, tmp_path: Path):
    played = make_played(2)
    stop = threading.Event()

    def play() -> None:
        try:
            for second in range(3, 400):
                if stop.is_set():
                    return
                conductor.advance_room(played.north.pk, T0 + second)
        finally:
            connections.close_all()

    player = threading.Thread(target=play)
    player.start()
    try:
        time.sleep(0.3)
        said("backup", tmp_path / "b.zip")
    finally:
        stop.set()
        player.join()
    north = rows_in(tmp_path / "b.zip", Room)[played.north.pk]
    seqs = [row["seq"] for row in rows_in(tmp_path / "b.zip", Post).values() if row["room_id"] == north["id"]]
    assert sorted(seqs) == list(range(1, north["last_seq"] + 1))
    windows = [row for row in rows_in(tmp_path / "b.zip", Moment).values() if row["room_id"] == north["id"]]
    assert len(windows) == north["next_window"]


def rows_in(path: Path, model: Any) -> dict[int, dict[str, Any]]:
    with ZipFile(path) as archive:
        names = json.loads(archive.read(CONTENTS))["columns"][model._meta.db_table]
        lines = archive.read(f"tables/{model._meta.db_table}.jsonl").splitlines()
    rows = [dict(zip(names, json.loads(text), strict=True)) for text in lines]
    return {row["id"]: row for row in rows}


def test_files_come_along(backup: Path, media: Path):
    (media / "debriefs" / "1.pdf").write_bytes(b"something else")
    (media / "debriefs" / "2.pdf").write_bytes(b"a later one")
    said("restore", backup, "--force")
    assert [path.name for path in (media / "debriefs").iterdir()] == ["1.pdf"]
    assert (media / "debriefs" / "1.pdf").read_bytes() == b"%PDF-1.7 the first"
    assert not list(media.parent.glob(".restore-*"))


def test_log_ins_end_with_a_restore(backup: Path, client: Any):
    client.force_login(User.objects.get(username="fiona"))
    assert client.get("/sessions/").status_code == 200
    said("restore", backup, "--force")
    assert client.get("/sessions/").status_code == 302


def test_a_backup_is_readable_by_its_owner_alone(backup: Path):
    assert stat.S_IMODE(os.stat(backup).st_mode) == 0o600


def test_a_backup_holds_no_log_in_and_no_secret_key(backup: Path, settings: Any):
    with ZipFile(backup) as archive:
        assert "tables/django_session.jsonl" not in archive.namelist()
        content = b"".join(archive.read(name) for name in archive.namelist())
    assert settings.SECRET_KEY.encode() not in content


def test_memory_does_not_grow_with_the_posts(transactional_db: None, media: Path, tmp_path: Path):
    played = make_played(1)

    def peak(posts: int) -> int:
        first = Room.objects.get(pk=played.south.pk).last_seq
        store.add_posts([post(played.south.pk, first + index) for index in range(1, posts + 1)])
        Room.objects.filter(pk=played.south.pk).update(last_seq=first + posts)
        tracemalloc.start()
        said("backup", tmp_path / "b.zip", "--force")
        said("restore", tmp_path / "b.zip", "--force")
        top: int = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(100)
    small, large = peak(1000), peak(8000)
    assert large < small * 1.3


def post(room: int, seq: int) -> NewPost:
    nothing: dict[str, Any] = dict.fromkeys(("hashtags", "topic", "rumour", "inject", "media"), "")
    return NewPost(
        room_id=room,
        seq=seq,
        ref=10**9 + seq,
        t=1.0,
        kind="original",
        channel="microblog",
        author_key="k",
        handle="h",
        name="N",
        author_kind="citizen",
        followers=1,
        verified=False,
        team=False,
        participant_id=None,
        text=f"{seq} words " * 20,
        parent=None,
        root=None,
        emotion=1,
        mentions_team=False,
        **nothing,
    )


# What is no backup changes nothing ---------------------------------------------------------------------


def changed_list(change: Callable[[dict[str, Any]], Any]) -> Callable[[bytes], bytes]:
    def damage(raw: bytes) -> bytes:
        return rezipped(raw, lambda said: change(said) or said, {})

    return damage


def rezipped(raw: bytes, change: Callable[[dict[str, Any]], Any], more: dict[str, bytes]) -> bytes:
    """The archive with another list of contents, and other or further members."""
    out = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != CONTENTS:
                new.writestr(name, more.pop(name) if name in more else old.read(name))
        for name, content in more.items():
            new.writestr(name, content)
        new.writestr(CONTENTS, json.dumps(change(json.loads(old.read(CONTENTS)))))
    return out.getvalue()


def with_file(name: str) -> Callable[[bytes], bytes]:
    """With a further file, listed as it should be."""
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"  # of b"x"

    def listed(said: dict[str, Any]) -> dict[str, Any]:
        said["members"][name] = [1, digest]
        return said

    return lambda raw: rezipped(raw, listed, {name: b"x"})


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda raw: b"",
    "text": lambda raw: b"SELECT 1;",
    "truncated": lambda raw: raw[: len(raw) // 2],
    "a byte": lambda raw: raw[: len(raw) // 3] + bytes([raw[len(raw) // 3] ^ 1]) + raw[len(raw) // 3 + 1 :],
    "another zip": lambda raw: rezipped(raw, lambda said: {"hello": "world"}, {}),
    "list of a list": lambda raw: rezipped(raw, lambda said: [], {}),
    "newer": changed_list(lambda said: said.update(version=99)),
    "no version": changed_list(lambda said: said.update(version="1")),
    "unknown table": changed_list(lambda said: said["columns"].update(feed_poll=["id"])),
    "unknown column": changed_list(lambda said: said["columns"]["feed_post"].append("flavour")),
    "wrong count": changed_list(lambda said: said["rows"].update(feed_post=3)),
    "no members": changed_list(lambda said: said.update(members={})),
    "climbs out": with_file("media/../../evil"),
    "absolute": with_file("/etc/evil"),
    "somewhere else": with_file("evil"),
    "rows that fit nowhere": lambda raw: with_rows(raw, b'[{"a":1}]\n'),
    "rows that are none": lambda raw: with_rows(raw, b"{}\n"),
    "no JSON": lambda raw: with_rows(raw, b"]]\n"),
    "rows of nobody": lambda raw: with_rows(raw, b'[1,99999,99999,"owner"]\n'),
}


def with_rows(raw: bytes, rows: bytes) -> bytes:
    """With other memberships, listed with their true checksum."""
    import hashlib

    name = "tables/exercises_membership.jsonl"

    def listed(said: dict[str, Any]) -> dict[str, Any]:
        said["members"][name] = [len(rows), hashlib.sha256(rows).hexdigest()]
        said["rows"]["exercises_membership"] = 1
        return said

    return rezipped(raw, listed, {name: rows})


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_what_is_damaged_is_refused_and_changes_nothing(
    backup: Path, media: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
):
    (tmp_path / "bad.zip").write_bytes(damage(backup.read_bytes()))
    before, epoch = everything(), store.epoch()
    files = {path.name: path.read_bytes() for path in media.rglob("*") if path.is_file()}
    with pytest.raises(CommandError) as refused:
        said("restore", tmp_path / "bad.zip", "--force")
    assert len(str(refused.value)) > 20
    assert everything() == before
    assert store.epoch() == epoch
    assert {path.name: path.read_bytes() for path in media.rglob("*") if path.is_file()} == files
    assert not list(tmp_path.glob(".restore-*"))
    assert not (tmp_path.parent / "evil").exists()


def test_what_is_here_is_replaced_only_when_told(backup: Path):
    before = everything()
    with pytest.raises(CommandError, match="--force"):
        said("restore", backup)
    assert everything() == before


def test_nothing_is_restored_under_a_running_session(backup: Path):
    Session.objects.update(ticked_at=time.time())
    with pytest.raises(CommandError, match="Stop Social Room first"):
        said("restore", backup, "--force")


def test_a_backup_replaces_no_file_unless_told(backup: Path):
    with pytest.raises(CommandError, match="there already"):
        said("backup", backup)
    said("backup", backup, "--force")


def test_a_backup_goes_into_a_folder(backup: Path, tmp_path: Path):
    (tmp_path / "kept").mkdir()
    said("backup", tmp_path / "kept")
    assert len(list((tmp_path / "kept").glob("socialroom-*.zip"))) == 1


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_a_place_that_is_not_there_is_named(
    transactional_db: None, media: Path, tmp_path: Path, command: str
):
    with pytest.raises(CommandError, match="No such file"):
        said(command, tmp_path / "nowhere" / "b.zip")
