"""Pictures that trainees upload: who may, what is refused and how, and what becomes of each."""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from exercises import images, people, sessions
from exercises.access import Seat, seat_cookie
from exercises.models import LogEntry, Participant, Session
from exercises.sessions import Refused, locked
from feed import actions, messages, store, uploads
from feed.frames import encode_for_trainees
from feed.models import Upload
from feed.present import post_views, room_state
from feed.store import uploads as rows
from socialroom.ticker import TickerLoop
from tests.conftest import Cast, Played, make_cast, make_session
from tests.integration.test_api import T0, browser, page
from tests.pictures_to_upload import OTHERS, SVG, bomb, opened, picture, with_gps

TEAM = "valdor"


class Scene:
    """A running session; its pictures are kept below `media`."""

    def __init__(self, media: Path) -> None:
        self.media = media
        self.cast: Cast = make_cast()
        self.played: Played = make_session(self.cast, pressure=0)
        with locked(self.played.session.pk) as session:
            sessions.start_session(session, self.cast.fiona, T0)
        self.played.again()
        self._keys = 0

    @property
    def tom(self) -> Participant:
        return self.played.tom

    def files(self) -> list[str]:
        return sorted(path.name for path in (self.media / "pictures").glob("*"))

    def does(self, who: Participant, what: str, **fields: Any) -> dict[str, Any]:
        self._keys += 1
        raw = {"type": what, "key": f"key-{self._keys:08}", **fields}
        message = messages.parse(json.dumps(raw), messages.ROOM_MESSAGES)
        assert who.room is not None
        return actions.act(Seat(who.room, who, None), message, T0 + 10)

    def publishes(self, token: str | None, who: Participant | None = None, **more: Any) -> dict[str, Any]:
        said: dict[str, Any] = {"account": TEAM, "channel": "microblog", "kind": "original"}
        said["text"] = "Look."
        said |= {"picture": token, "description": "The bridge, empty."}
        return self.does(who or self.tom, "publish", **{**said, **more})

    def drafts(self, who: Participant, token: str | None, **more: Any) -> dict[str, Any]:
        said: dict[str, Any] = {"account": TEAM, "channel": "microblog", "kind": "original"}
        said["text"] = "Look."
        said |= {"picture": token, "description": "The bridge, empty."}
        return self.does(who, "draft_save", **{**said, **more})

    def address(self, *parts: Any, room: Any = None) -> str:
        code = (room or self.played.north).code
        return "/".join(["/api/rooms", code, *map(str, parts)])


@pytest.fixture
def scene(each_database: str, settings: Any, tmp_path: Path) -> Scene:
    cache.clear()
    settings.MEDIA_ROOT = tmp_path / "media"
    return Scene(tmp_path / "media")


def send(client: Client, address: str, data: bytes, name: str = "photo.jpg", **more: Any) -> Any:
    return client.post(address, {"file": SimpleUploadedFile(name, data, **more)})


def uploaded(scene: Scene, who: Participant | None = None, data: bytes | None = None) -> str:
    sender = who or scene.tom
    answer = send(browser(sender), scene.address("pictures", room=sender.room), data or picture())
    assert answer.status_code == 200, answer.content
    return str(answer.json()["token"])


# In, and out again --------------------------------------------------------------------------------


def test_a_picture_comes_into_a_post_that_everybody_in_the_room_sees(scene: Scene) -> None:
    answer = send(browser(scene.tom), scene.address("pictures"), with_gps(orientation=6))
    assert (answer.json()["width"], answer.json()["height"]) == (48, 64)
    made = scene.publishes(answer.json()["token"])
    for who in (scene.tom, scene.played.tara, scene.cast.fiona, scene.cast.olga):
        (post,) = page(browser(who), scene.played.north)
        assert (post["photo"], post["picture"], post["media"]) == ([48, 64], "still", "The bridge, empty.")
        shown = browser(who).get(scene.address("posts", made["id"], "photo"))
        assert shown.status_code == 200
        drawn = shown.getvalue()
        assert opened(drawn).size == (48, 64)
        assert b"Exif" not in drawn
        assert b"Secretphone" not in drawn
    view = room_state(scene.played.again().north).posts[0]
    assert json.loads(encode_for_trainees(view))["photo"] == [48, 64]


def test_its_bytes_are_an_image_and_nothing_else(scene: Scene) -> None:
    made = scene.publishes(uploaded(scene))
    answer = browser(scene.tom).get(scene.address("posts", made["id"], "photo"))
    assert answer["Content-Type"] == "image/webp"
    assert answer["Content-Disposition"] == 'inline; filename="picture.webp"'
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"


def test_replies_and_quotes_have_pictures_too_but_a_share_takes_none(scene: Scene) -> None:
    first = scene.publishes(None)["id"]
    for kind in ("reply", "quote"):
        scene.publishes(uploaded(scene), kind=kind, parent=first)
    with pytest.raises(Refused, match="bad_fields"):
        scene.publishes(uploaded(scene), kind="share", parent=first, text="")
    shown = {post["kind"]: post.get("photo") for post in page(browser(scene.tom), scene.played.north)}
    assert shown == {"original": None, "reply": [64, 48], "quote": [64, 48]}


def test_the_log_says_what_a_post_showed(scene: Scene) -> None:
    scene.publishes(uploaded(scene))
    scene.publishes(None)
    data = [entry.data for entry in LogEntry.objects.filter(what="post").order_by("number")]
    assert data[0]["picture"] == "The bridge, empty."
    assert "picture" not in data[1]


def test_a_deleted_post_shows_and_tells_nothing_more(scene: Scene) -> None:
    token = uploaded(scene)
    made = scene.publishes(token)
    scene.does(scene.tom, "delete", post=made["id"])
    for who in (scene.tom, scene.cast.fiona):
        (post,) = page(browser(who), scene.played.north)
        assert not {"photo", "picture", "media"} & set(post)
        for parts in (("posts", made["id"], "photo"), ("pictures", token)):
            assert browser(who).get(scene.address(*parts)).status_code == 404


def test_the_picture_of_a_hidden_comment_is_its_authors_and_the_staffs_alone(scene: Scene) -> None:
    first = scene.publishes(None)["id"]
    said = {"kind": "reply", "parent": first, "account": "own"}
    made = scene.publishes(uploaded(scene, scene.played.tara), scene.played.tara, **said)
    scene.does(scene.tom, "hide", post=made["id"], on=True)
    for who, status in ((scene.tom, 404), (scene.played.tara, 200), (scene.cast.fiona, 200)):
        assert browser(who).get(scene.address("posts", made["id"], "photo")).status_code == status
    scene.does(scene.tom, "hide", post=made["id"], on=False)
    assert browser(scene.tom).get(scene.address("posts", made["id"], "photo")).status_code == 200


def test_a_changed_text_keeps_its_picture(scene: Scene) -> None:
    made = scene.publishes(uploaded(scene))
    scene.does(scene.tom, "edit", post=made["id"], text="Look again.")
    (post,) = page(browser(scene.tom), scene.played.north)
    assert (post["text"], post["photo"]) == ("Look again.", [64, 48])


# Who may ------------------------------------------------------------------------------------------


def test_only_a_seat_of_the_room_may_upload(scene: Scene) -> None:
    where, data = scene.address("pictures"), picture()
    expected = [
        (None, 401),
        (scene.played.tim, 404),
        (scene.cast.omar, 404),
        (scene.cast.adele, 403),
        (scene.cast.fiona, 403),
        (scene.cast.olga, 403),
    ]
    for who, status in expected:
        answer = send(browser(who), where, data)
        assert (answer.status_code, bool(answer.json()["message"])) == (status, True)
    assert send(browser(scene.tom), "/api/rooms/nowhere/pictures", data).status_code == 404
    with locked(scene.played.session.pk) as session:
        people.remove_participant(session, scene.cast.fiona, T0 + 1, scene.tom.pk)
    assert send(browser(scene.tom), where, data).status_code == 403
    assert not Upload.objects.exists()
    assert scene.files() == []


def test_nobody_of_another_room_or_organisation_sees_it(scene: Scene) -> None:
    token = uploaded(scene)
    expected = ((None, 401), (scene.played.tim, 404), (scene.cast.omar, 404), (scene.played.tara, 200))

    def check(*parts: Any) -> None:
        for who, status in expected:
            assert browser(who).get(scene.address(*parts)).status_code == status
        south = scene.address(*parts, room=scene.played.south)
        assert browser(scene.played.tim).get(south).status_code == 404

    check("pictures", token)
    check("posts", scene.publishes(token)["id"], "photo")


def test_without_the_token_of_its_page_nothing_is_taken(scene: Scene) -> None:
    forged = Client(enforce_csrf_checks=True)
    name, value = seat_cookie(scene.tom)
    forged.cookies[name] = value
    answer = send(forged, scene.address("pictures"), picture())
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    forged.get(f"/room/{scene.played.north.code}/")
    token = forged.cookies["csrftoken"].value
    form = {"file": SimpleUploadedFile("a.jpg", picture())}
    answer = forged.post(scene.address("pictures"), form, headers={"x-csrftoken": token})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("state", "status"), [("lobby", 200), ("paused", 200), ("draft", 403), ("ended", 403)]
)
def test_pictures_come_in_while_the_exercise_is_open(scene: Scene, state: str, status: int) -> None:
    Session.objects.filter(pk=scene.played.session.pk).update(state=state)
    assert send(browser(scene.tom), scene.address("pictures"), picture()).status_code == status


# What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.django_db
def test_what_is_no_picture_is_refused_by_its_content_whatever_it_is_called(
    kind: str, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    scene = Scene(tmp_path / "media")
    client = browser(scene.tom)
    client.cookies["language"] = "fr"
    answer = send(client, scene.address("pictures"), OTHERS[kind], "photo.png", content_type="image/png")
    assert (answer.status_code, answer.json()["code"]) == (400, "wrong_type")
    message = answer.json()["message"]
    assert "JPEG" in message
    assert {"video": "une vidéo"}.get(kind, kind) in message
    assert scene.files() == []


def test_bombs_broken_and_empty_files_are_refused_in_plain_words(scene: Scene) -> None:
    client, where = browser(scene.tom), scene.address("pictures")
    whole = picture(300, 200)
    cases = {b"": "empty", whole[: len(whole) // 2]: "damaged", bomb(): "pixels", picture(4, 4): "small"}
    for data, code in cases.items():
        answer = send(client, where, data)
        assert (answer.status_code, answer.json()["code"]) == (400, code)
        assert len(answer.json()["message"]) > 15
    assert scene.files() == []


def test_what_is_too_big_is_refused_before_and_after_it_is_read(scene: Scene, settings: Any) -> None:
    client, where = browser(scene.tom), scene.address("pictures")
    client.cookies["language"] = "fr"
    answer = send(client, where, b"\xff\xd8" + b"\x00" * 9_000_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert "8 Mo" in answer.json()["message"]
    settings.PICTURE_MAX_SIZE = 1000
    assert send(client, where, picture(1200, 900)).status_code == 413
    assert client.post("/language/", b"x" * 6_000_000, content_type="text/plain").status_code == 413


FORM = "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="file"%s\r\n\r\nwords\r\n%s'


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", FORM),
        (b"--x--", "multipart/form-data"),
        (b"\x00" * 200, FORM),
        (PART % (b"", b"--x--\r\n"), FORM),
        (PART % (b'; filename="\x00"', b"--x--\r\n"), FORM),
        (PART % (b'; filename="../../a.jpg"', b""), FORM),
        (PART % (b'; filename="a.jpg"', b"") * 200 + b"--x--\r\n", FORM),
        (b'{"file": "x"}', "application/json"),
        (b"file=x", "application/x-www-form-urlencoded"),
        (SVG, "image/svg+xml"),
        (b"\xff" * 50, "nonsense"),
    ],
)
@pytest.mark.django_db
def test_a_request_that_no_form_makes_is_refused_plainly(
    body: bytes, kind: str, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    scene = Scene(tmp_path / "media")
    client = browser(scene.tom)
    client.raise_request_exception = False
    answer = client.generic("POST", scene.address("pictures"), body, content_type=kind)
    assert answer.status_code == 400
    assert scene.files() == []


def test_the_name_of_a_file_is_forgotten(scene: Scene) -> None:
    for name in ("../../../etc/passwd", "a\\b.php", "x" * 300 + ".jpg", "photo.svg", "‮gpj.exe"):
        assert send(browser(scene.tom), scene.address("pictures"), picture(), name).status_code == 200
    assert len(scene.files()) == 5
    assert all(name.endswith(".webp") and len(name) < 40 for name in scene.files())
    assert [path.name for path in scene.media.iterdir()] == ["pictures"]


def test_there_is_a_measure_for_each_seat_and_each_room(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_A_MINUTE", 3)
    for _turn in range(3):
        uploaded(scene)
    answer = send(browser(scene.tom), scene.address("pictures"), picture())
    assert (answer.status_code, answer.json()["code"]) == (429, "too_fast")
    uploaded(scene, scene.played.tara)
    Upload.objects.update(at=timezone.now() - timedelta(minutes=2))
    for name, most in (("MOST_OF_SEAT", 3), ("MOST_OF_ROOM", 4)):
        with monkeypatch.context() as patch:
            patch.setattr(uploads, name, most)
            answer = send(browser(scene.tom), scene.address("pictures"), picture())
            assert (answer.status_code, answer.json()["code"]) == (403, "too_many")
    uploaded(scene, scene.played.tim)


def test_of_what_one_uploads_and_does_not_use_the_newest_stay(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_UNUSED", 2)
    first, second = uploaded(scene), uploaded(scene)
    scene.publishes(first)
    scene.drafts(scene.tom, second)
    kept = [uploaded(scene) for _turn in range(3)]
    assert set(Upload.objects.values_list("token", flat=True)) == {first, second, *kept[1:]}
    assert len(scene.files()) == 4


def test_while_many_come_in_one_is_asked_to_wait(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "PATIENCE", 0.01)
    for _turn in range(images.AT_ONCE):
        images._turns.acquire()
    try:
        answer = send(browser(scene.tom), scene.address("pictures"), picture())
    finally:
        for _turn in range(images.AT_ONCE):
            images._turns.release()
    assert (answer.status_code, answer.json()["code"]) == (429, "busy")
    uploaded(scene)


def test_a_file_that_takes_too_long_is_given_up(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "WITHIN", 0.001)
    answer = send(browser(scene.tom), scene.address("pictures"), picture())
    assert (answer.status_code, answer.json()["code"]) == (400, "slow")


# Tokens -------------------------------------------------------------------------------------------


def test_a_token_is_its_uploaders_alone_and_good_once(scene: Scene) -> None:
    token = uploaded(scene)
    south = uploaded(scene, scene.played.tim)
    for who, what in ((scene.played.tara, token), (scene.tom, south), (scene.tom, "x" * 32)):
        with pytest.raises(Refused, match="unknown_picture"):
            scene.publishes(what, who, account="own")
    scene.publishes(token)
    with pytest.raises(Refused, match="picture_used"):
        scene.publishes(token)
    with pytest.raises(Refused, match="picture_used"):
        scene.drafts(scene.tom, token)
    assert scene.played.again().north.last_seq == 1


@pytest.mark.parametrize("token", ["", "x", "../../../../etc/passwd-0000000000", "é" * 32, 7, ["x" * 32]])
def test_a_senseless_token_is_malformed(token: Any) -> None:
    said = {"account": TEAM, "channel": "microblog", "kind": "original", "text": "Look.", "picture": token}
    with pytest.raises(messages.Malformed):
        messages.parse(json.dumps({"type": "publish", "key": "key-00000001", **said}), messages.ROOM_MESSAGES)


def test_two_who_publish_the_same_picture_at_once_make_one_post_with_it(scene: Scene) -> None:
    token, barrier = uploaded(scene), Barrier(2)

    def go(number: int) -> str:
        message = messages.Publish(
            type="publish",
            key=f"key-at-once-{number}",
            account=TEAM,
            channel="microblog",
            kind="original",
            text="Look.",
            picture=token,
        )
        barrier.wait()
        try:
            actions.act(Seat(scene.played.north, scene.tom, None), message, T0 + 10)
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(go, range(2))) == ["done", "picture_used"]
    assert Upload.objects.exclude(post=None).count() == scene.played.again().north.last_seq == 1


def test_a_message_sent_again_is_answered_again(scene: Scene) -> None:
    token = uploaded(scene)
    message = messages.Publish(
        type="publish",
        key="key-sent-twice",
        account=TEAM,
        channel="microblog",
        kind="original",
        text="Look.",
        picture=token,
    )
    seat = Seat(scene.played.north, scene.tom, None)
    assert actions.act(seat, message, T0 + 10) == actions.act(seat, message, T0 + 11)


# Drafts -------------------------------------------------------------------------------------------


def test_a_draft_carries_its_picture_through_other_hands_into_the_post(scene: Scene) -> None:
    tara = scene.played.tara
    token = uploaded(scene, tara)
    made = scene.drafts(tara, token)
    here = {"draft": made["draft"], "version": made["version"]}
    view = room_state(scene.played.again().north).drafts[0]
    assert (view.picture, view.photo, view.description) == (token, (64, 48), "The bridge, empty.")
    assert browser(scene.tom).get(scene.address("pictures", token)).status_code == 200
    with pytest.raises(Refused, match="unknown_picture"):
        scene.publishes(token)  # Tom may change the draft, but not take its picture away from it
    made = scene.drafts(scene.tom, token, text="Look here.", **here)
    with pytest.raises(Refused, match="picture_used"):
        scene.publishes(token, tara, account="own")
    here["version"] = made["version"]
    published = scene.does(scene.tom, "draft_publish", **here)
    (post,) = page(browser(scene.tom), scene.played.north)
    assert (post["id"], post["photo"], post["media"]) == (published["id"], [64, 48], "The bridge, empty.")


def test_another_picture_or_another_description_is_another_version(scene: Scene) -> None:
    tara = scene.played.tara
    token = uploaded(scene, tara)
    made = scene.drafts(tara, token)
    for change, version in (({}, 1), ({"description": "Otherwise."}, 2), ({"picture": None}, 3)):
        said = {"draft": made["draft"], "version": made["version"], "description": "The bridge, empty."}
        made = scene.drafts(tara, token, **{**said, **change})
        assert made["version"] == version
    view = room_state(scene.played.again().north).drafts[0]
    assert (view.picture, view.photo, view.description) == (None, None, None)
    scene.publishes(token, tara, account="own")


def test_who_must_approve_a_text_must_approve_its_picture(scene: Scene) -> None:
    Participant.objects.create(
        session=scene.played.session, room=scene.played.north, name="Lena", function="legal"
    )
    with pytest.raises(Refused, match="needs_approval"):
        scene.publishes(uploaded(scene, scene.played.tara), scene.played.tara)
    assert scene.played.again().north.last_seq == 0


def test_two_drafts_never_hold_the_same_picture(scene: Scene) -> None:
    token = uploaded(scene)
    first = scene.drafts(scene.tom, token)
    with pytest.raises(Refused, match="picture_used"):
        scene.drafts(scene.tom, token)
    scene.does(scene.tom, "draft_drop", draft=first["draft"], version=first["version"])
    scene.drafts(scene.tom, token)


# What stays, and what goes ------------------------------------------------------------------------


def test_what_nobody_used_is_swept_away_once_it_is_old_or_the_session_over(scene: Scene) -> None:
    used, drafted, old, fresh = (uploaded(scene) for _turn in range(4))
    scene.publishes(used)
    scene.drafts(scene.tom, drafted)
    Upload.objects.exclude(token=fresh).update(at=timezone.now() - timedelta(days=2))
    TickerLoop().run_single_cycle()
    assert set(Upload.objects.values_list("token", flat=True)) == {used, drafted, fresh}
    assert old not in {used, drafted, fresh}
    Session.objects.filter(pk=scene.played.session.pk).update(state="ended")
    assert rows.sweep() == 1
    assert set(Upload.objects.values_list("token", flat=True)) == {used, drafted}
    assert len(scene.files()) == 2
    assert rows.sweep() == 0


def test_files_that_a_killed_process_left_are_swept_away(scene: Scene) -> None:
    token = uploaded(scene)
    stray = scene.media / "pictures" / "stray.webp"
    stray.write_bytes(b"x")
    assert rows.sweep() == 0  # it may be about to belong to somebody
    for path in (scene.media / "pictures").iterdir():
        os.utime(path, (time.time() - 7200,) * 2)
    assert rows.sweep() == 1
    assert not stray.exists()
    assert browser(scene.tom).get(scene.address("pictures", token)).status_code == 200


def test_the_files_of_a_session_go_with_it_and_no_others(scene: Scene) -> None:
    uploaded(scene)
    other = make_session(scene.cast, pressure=0)
    Session.objects.filter(pk=other.session.pk).update(state="running")
    uploaded(scene, other.tom)
    assert len(scene.files()) == 2
    scene.played.session.delete()
    assert len(scene.files()) == 1
    assert scene.files()[0].startswith(f"{other.session.pk}-")


def test_a_session_that_stays_after_all_keeps_its_files(scene: Scene) -> None:
    uploaded(scene)
    with transaction.atomic():
        scene.played.session.delete()
        transaction.set_rollback(True)
    assert len(scene.files()) == 1


def test_a_picture_whose_file_is_lost_is_not_there(scene: Scene) -> None:
    made = scene.publishes(uploaded(scene))
    for path in (scene.media / "pictures").iterdir():
        path.unlink()
    assert browser(scene.tom).get(scene.address("posts", made["id"], "photo")).status_code == 404


def test_posts_without_an_upload_cost_no_question(scene: Scene, django_assert_num_queries: Any) -> None:
    scene.publishes(None)
    (post,) = store.page(scene.played.north.pk)
    post.participant_id = None
    post.team = False
    with django_assert_num_queries(0):
        post_views(scene.played.north.pk, [post])


def test_a_backup_carries_pictures_along(scene: Scene, tmp_path: Path) -> None:
    waiting = uploaded(scene)
    made = scene.publishes(uploaded(scene))
    where = [scene.address("posts", made["id"], "photo"), scene.address("pictures", waiting)]
    before = [browser(scene.tom).get(address).getvalue() for address in where]
    call_command("backup", str(tmp_path / "b.zip"), stdout=StringIO())
    scene.played.session.delete()
    assert scene.files() == []
    call_command("restore", str(tmp_path / "b.zip"), "--force", stdout=StringIO())
    assert [browser(scene.tom).get(address).getvalue() for address in where] == before
    scene.publishes(waiting)
