"""From the end of a session to the debrief in somebody's hands: made once, whatever was written."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.db import connections
from django.test import Client
from django.utils import timezone, translation
from django.utils.translation import gettext
from pypdf import PdfReader

from exercises import sessions
from exercises.access import Seat, Staff
from exercises.models import Session
from exercises.sessions import locked
from feed import actions, announce, conductor, crowd_memory, messages, steering, store
from reports import debriefs, document, renderer
from reports.album import Album
from reports.digest import digest
from reports.models import Debrief, DebriefState
from reports.record import session_record
from reports.spreadsheet import neutral, write_annex
from reports.sweep import sweep
from reports.tick import make_missing_debriefs
from tests.conftest import Cast, Played, make_cast, make_session

T0 = 1_000_000.0  # wall time of the start, s
HOSTILE = "<script>alert('x')</script> <b>bold</b> &amp; {{ name }} {% now %} \u202egnp.exe 😀🏳️‍🌈 مرحبا"
_keys = count(1)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def key() -> str:
    return f"key-{next(_keys):08}"


def begin(cast: Cast, **options: Any) -> Played:
    played = make_session(cast, pressure=600, **options)
    with locked(played.session.pk) as session:
        sessions.start_session(session, cast.fiona, T0)
    return played


def advance(played: Played, until: float) -> None:
    for room in (played.north, played.south):
        while conductor.advance_room(room.pk, T0 + until):
            pass


def publish(
    played: Played, at: float, text: str, *, channel: str = "microblog", **more: Any
) -> dict[str, Any]:
    advance(played, at)
    fields = {"account": "valdor", "channel": channel, "kind": "original", "text": text, **more}
    message = messages.Publish(type="publish", key=key(), **fields)
    return actions.act(Seat(played.north, played.tom, None), message, T0 + at + 0.2)


def note(cast: Cast, played: Played, at: float, text: str, post: int | None = None) -> None:
    staff = Staff(cast.olga, played.session, "observer")
    said = messages.Observe(
        type="observe", key=key(), text=text, room=played.north.code, post=post, objective="inform"
    )
    steering.steer(staff, said, T0 + at)


def end(cast: Cast, played: Played, at: float) -> Session:
    advance(played, at)
    with locked(played.session.pk) as session:
        sessions.end_session(session, cast.fiona, T0 + at)
    return Session.objects.get(pk=played.session.pk)


@pytest.fixture
def ended(cast: Cast) -> Session:
    """A minute in which North answered the derailment, and South said nothing."""
    played = begin(cast)
    posted = publish(played, 40, "Please avoid Linden Bridge. Our helpline is 0800 11.")
    note(cast, played, 45, "Quick and clear", posted["id"])
    return end(cast, played, 60)


def made(session: Session) -> Debrief:
    """The session's debrief, made in the ordinary way."""
    make_missing_debriefs()
    debrief = session.debriefs.latest("pk")
    debriefs.make_debrief(debrief.pk)
    debrief.refresh_from_db()
    return debrief


def text_of(debrief: Debrief) -> str:
    """All text of the PDF on one line."""
    with debrief.pdf.open() as file:
        pages = [page.extract_text() for page in PdfReader(BytesIO(file.read())).pages]
    return " ".join(" ".join(pages).split())


# ── what is in it ─────────────────────────────────────────────────────────────────────────────────


def test_an_ended_session_gets_a_debrief_that_holds_what_the_team_said(each_database):
    cast = make_cast()
    played = begin(cast)
    publish(played, 40, "Please avoid Linden Bridge. Our helpline is 0800 11.")
    debrief = made(end(cast, played, 60))
    assert (debrief.state, debrief.progress, debrief.message) == (DebriefState.READY, 100, "")
    text = text_of(debrief)
    for words in (
        "EXERCISE",
        "The tram on Linden Bridge",
        "Please avoid Linden Bridge. Our helpline is 0800 11.",
        "A first message with instructions",
        "in time",
        "after 10 s",
        "A tram leaves the rails",
        "North",
        "South",
        "started the exercise",
    ):
        assert words in text


def test_the_pdf_is_tagged_titled_and_in_its_language(ended):
    with made(ended).pdf.open() as file:
        reader = PdfReader(file)
        catalogue: Any = reader.trailer["/Root"]
        assert catalogue["/Lang"] == "en"
        assert catalogue["/MarkInfo"]["/Marked"]
        assert reader.metadata is not None
        assert "The tram on Linden Bridge" in (reader.metadata.title or "")
        assert [page for page in reader.pages if page.mediabox.width != reader.pages[0].mediabox.width] == []


def test_a_french_session_has_a_french_debrief(cast):
    played = begin(cast, lang="fr")
    publish(played, 40, "Évitez le pont des Tilleuls ; numéro d’urgence : 0800 11.")
    debrief = made(end(cast, played, 60))
    assert debrief.state == DebriefState.READY
    with translation.override("fr"):
        headings = [gettext("In short"), gettext("Expected responses"), gettext("Log")]
    with debrief.pdf.open() as file:
        catalogue: Any = PdfReader(file).trailer["/Root"]
        assert catalogue["/Lang"] == "fr"
    text = text_of(debrief)
    for words in (
        "Le tramway du pont des Tilleuls",
        "numéro d’urgence",
        "Un premier message avec des consignes",
        *headings,
    ):
        assert words in text


def test_the_record_counts_every_post_of_the_crowd(ended):
    record = session_record(ended)
    for room, counted in zip(ended.rooms.order_by("position"), record.rooms, strict=True):
        posts = store.room_posts(room.pk).filter(emotion__isnull=False)
        assert sum(point.total for point in counted.points) == posts.count()
        assert sum(sum(counts) for counts in counted.by_phase.values()) == posts.count()
        assert sum(sum(counts) for counts in counted.by_kind.values()) == posts.count()
        assert counted.authors == len(set(posts.values_list("author_key", flat=True)))


def test_a_record_takes_as_many_queries_for_many_posts_as_for_few(cast, django_assert_num_queries):
    played = begin(cast)
    short = end(cast, played, 5)
    with contextlib.ExitStack() as stack:
        counted = stack.enter_context(CountQueries())
        session_record(Session.objects.get(pk=short.pk))
    again = begin(cast)
    advance(again, 29)
    longer = end(cast, again, 29)
    with django_assert_num_queries(counted.count):
        session_record(Session.objects.get(pk=longer.pk))


class CountQueries:
    """How many queries were asked in the block."""

    count = 0

    def __enter__(self) -> "CountQueries":
        self._wrapped = connections["default"].execute_wrapper(self._note)
        self._wrapped.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._wrapped.__exit__(*error)

    def _note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def test_the_same_seed_script_and_actions_give_the_same_debrief(cast):
    def run(seed: int, *, forget: bool) -> str:
        played = begin(cast, seed=seed)
        advance(played, 20)
        if forget:
            crowd_memory.forget()  # as a killed worker does
        publish(played, 30, "Please avoid Linden Bridge.")
        return digest(session_record(end(cast, played, 45)))

    assert run(5, forget=False) == run(5, forget=True)
    assert run(5, forget=False) != run(6, forget=False)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_sessions_in_which_nothing_happened_can_be_told_too(cast, lang):
    played = begin(cast, lang=lang)
    session = end(cast, played, 0)
    html, _album = document.page(session_record(session))
    assert "<h1" in html
    never = make_session(cast, lang=lang).session
    assert "<h1" in document.page(session_record(never))[0]


def test_on_paper_a_debrief_begins_on_the_side_where_lines_begin(cast):
    import weasyprint

    session = end(cast, begin(cast), 0)

    def where(text: str, lang: str) -> float:
        """How far from the left of the third page, in widths of it, a text stands that is on each page."""
        html, album = document.page(replace(session_record(session), lang=lang))
        page = PdfReader(
            BytesIO(weasyprint.HTML(string=html, url_fetcher=document.fetcher(album)).write_pdf())
        )
        found: list[float] = []
        page.pages[2].extract_text(
            visitor_text=lambda part, matrix, of_text, *_: (
                found.append(of_text[4] * matrix[0] + matrix[4]) if part.strip() == text else None
            )
        )
        return found[0] / float(page.pages[2].mediabox.width)

    assert where("EXERCISE", "en") > 0.5
    assert where("EXERCISE", "ar") < 0.5


# ── hostile texts ─────────────────────────────────────────────────────────────────────────────────


def test_what_people_write_is_text_and_never_markup(cast):
    played = begin(cast)
    played.tom.name = "<i>Tom</i>"
    played.tom.save()
    played.north.name = '<img src="http://127.0.0.1/x">'
    played.north.save()
    publish(played, 40, HOSTILE)
    publish(played, 42, "=1+1", channel="page")
    publish(played, 43, "x" * 1200, channel="page")
    note(cast, played, 45, "<script>" + "long " * 990)
    session = end(cast, played, 50)
    html, _album = document.page(session_record(session))
    for forbidden in ("<script", "<b>", "<i>", "<img src=&quot;", 'src="http'):
        assert forbidden not in html
    debrief = made(session)
    assert debrief.state == DebriefState.READY
    text = text_of(debrief)
    for words in ("<script>alert('x')</script>", "<b>bold</b>", "&amp;", "{{ name }}", "<i>Tom</i>"):
        assert words in text


def test_no_cell_of_the_spreadsheet_is_a_formula(cast, tmp_path):
    played = begin(cast)
    formulas = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠1", "  =1"]
    for index, formula in enumerate(formulas):
        publish(played, 10 + index, formula)
    write_annex(session_record(end(cast, played, 30)), tmp_path / "annex.xlsx")
    book = openpyxl.load_workbook(tmp_path / "annex.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    told = {str(cell.value) for cell in cells}
    assert {f"'{formula.strip()}" for formula in formulas} <= told
    assert not told & {formula.strip() for formula in formulas}


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "\u00a0="]
)
def test_a_text_that_looks_like_a_formula_stands_behind_an_apostrophe(start):
    assert neutral(f"{start}cmd").startswith("'")
    assert neutral(f"a{start}cmd").startswith("a")


def test_rumours_are_told_with_what_became_of_them(cast: Cast) -> None:
    played = begin(cast)
    advance(played, 215)
    false = "It is false that the driver was on his phone: the recording of the cabin proves it, he braked."
    publish(played, 216, false)
    session = end(cast, played, 240)
    north, south = session_record(session).rooms
    ours, theirs = (next(r for r in room.rumours if r.t == 200) for room in (north, south))
    assert (ours.state, theirs.state) == ("corrected", "circulating")
    assert 216 < ours.state_t <= 222
    assert sum(theirs.stances) == theirs.posts > 0
    text = text_of(made(session))
    assert "nobody put it right" in text
    assert "corrected with proof at 03:4" in text or "corrected with proof at 3:4" in text


def test_the_spreadsheet_holds_the_log_the_messages_and_the_minutes(ended, tmp_path):
    write_annex(session_record(ended), tmp_path / "annex.xlsx")
    book = openpyxl.load_workbook(tmp_path / "annex.xlsx", read_only=True)
    sheets: dict[str, list[Any]] = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    assert len(sheets["Log"]) == 1 + ended.log.count()
    messages = [
        row
        for row in sheets["Team messages"]
        if "Please avoid Linden Bridge. Our helpline is 0800 11." in row
    ]
    assert len(messages) == 1
    crowd = sum(store.room_posts(room.pk).filter(emotion__isnull=False).count() for room in ended.rooms.all())
    head = sheets["Minutes"][0].index("All")
    assert sum(row[head] for row in sheets["Minutes"][1:]) == crowd


# ── nothing is fetched ────────────────────────────────────────────────────────────────────────────

FOREIGN = [
    "file:///etc/passwd",
    "http://127.0.0.1/x",
    "https://example.org/x.png",
    "ftp://example.org/x",
    "data:text/css,body{}",
    "static:../../etc/passwd",
    "static:css/base.css",
    "static:/etc/passwd",
    "chart:0",
    "chart:-1",
    "chart:١",
    "CHART:0",
    "//example.org/x",
    "",
]


@pytest.mark.parametrize("address", FOREIGN)
def test_the_fetcher_refuses_everything_but_ours(address):
    with pytest.raises(document.Foreign):
        document.fetch(address, Album())


def test_the_fetcher_gives_our_stylesheets_and_pictures():
    album = Album()
    picture = album.add("<svg/>", "nothing")
    assert document.fetch(picture.address, album) == ("image/svg+xml", b"<svg/>")
    kind, body = document.fetch("static:css/debrief.css", album)
    assert kind == "text/css"
    assert b"@page" in body


@contextlib.contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """A server, and what was asked of it."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_document_that_asks_for_more_gets_nothing(tmp_path):
    import weasyprint

    secret = tmp_path / "secret.css"
    secret.write_text("body::after { content: 'the secret' }")
    with listening() as (address, asked):
        html = (
            f'<link rel="stylesheet" href="{secret.as_uri()}"><link rel="stylesheet" href="{address}/a.css">'
            f'<style>@import "{address}/b.css"; @font-face {{ font-family: x; src: url({address}/c.woff) }} '
            f"body {{ font-family: x; background: url({address}/d.png) }}</style>"
            f'<img src="{address}/e.png"><object data="{address}/f.svg"></object><p>the words</p>'
        )
        page = weasyprint.HTML(string=html, url_fetcher=document.fetcher(Album()))
        text = PdfReader(BytesIO(page.write_pdf() or b"")).pages[0].extract_text()
    assert asked == []
    assert "the words" in text
    assert "the secret" not in text


# ── limits, and what is told when it fails ────────────────────────────────────────────────────────


def waiting(session: Session) -> Debrief:
    make_missing_debriefs()
    return session.debriefs.latest("pk")


def in_background(debrief: Debrief) -> threading.Thread:
    def work() -> None:
        debriefs.make_debrief(debrief.pk)
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def until(holds: Callable[[], Any], within: float = 60.0) -> None:
    deadline = time.monotonic() + within
    while not holds():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def test_a_killed_renderer_is_reported_and_the_spreadsheet_stays(ended):
    debrief = waiting(ended)
    thread = in_background(debrief)
    until(lambda: Debrief.objects.get(pk=debrief.pk).annex)
    (pid,) = renderer.running()
    os.kill(pid, signal.SIGKILL)
    thread.join(30)
    debrief.refresh_from_db()
    assert debrief.state == DebriefState.FAILED
    assert "stopped unexpectedly" in debrief.message
    assert "spreadsheet is ready" in debrief.message
    assert debrief.annex.storage.exists(debrief.annex.name or "")
    assert renderer.running() == []
    again = debriefs.ask_again(ended, ended.created_by)
    assert debriefs.make_debrief(again.pk)


def test_a_renderer_that_takes_too_long_is_stopped(ended, monkeypatch):
    monkeypatch.setattr(renderer, "DRAW_WITHIN", 0.0)
    debrief = made(ended)
    assert debrief.state == DebriefState.FAILED
    assert "took too long" in debrief.message
    assert debrief.annex


def test_a_renderer_that_takes_too_much_memory_fails_alone(ended, monkeypatch):
    monkeypatch.setattr(renderer, "MEMORY", 200_000_000)
    debrief = made(ended)
    assert debrief.state == DebriefState.FAILED
    assert debrief.message


def test_without_pango_the_trainer_is_told_what_to_type_and_has_the_spreadsheet(ended, monkeypatch, tmp_path):
    fake = tmp_path / "weasyprint"
    fake.mkdir()
    (fake / "__init__.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    debrief = made(ended)
    assert debrief.state == DebriefState.FAILED
    assert "apt-get install -y libpango" in debrief.message
    assert debrief.annex.storage.exists(debrief.annex.name or "")


def test_the_renderer_ends_with_its_parent(ended, tmp_path):
    with tempfile_of(tmp_path) as errors, renderer._child(errors) as child:
        renderer._say(child, renderer._task(ended.pk, tmp_path))
        assert child.stdout is not None
        assert b"progress" in child.stdout.readline()
        assert child.stdin is not None
        child.stdin.close()  # as the system does when the parent dies
        assert child.wait(10) == 1


@contextlib.contextmanager
def tempfile_of(folder: Path) -> Iterator[Any]:
    with (folder / "errors").open("wb+") as file:
        yield file


def test_the_renderer_is_slow_to_take_the_processor(ended, tmp_path):
    with tempfile_of(tmp_path) as errors, renderer._child(errors) as child:
        renderer._say(child, renderer._task(ended.pk, tmp_path))
        assert child.stdout is not None
        child.stdout.readline()
        nice = subprocess.run(
            ["ps", "-o", "ni=", "-p", str(child.pid)], capture_output=True, text=True, check=True
        )
        assert int(nice.stdout) >= 10


# ── made once, by whoever is there ────────────────────────────────────────────────────────────────


def test_an_end_is_debriefed_once_however_often_one_looks(ended):
    for _index in range(3):
        make_missing_debriefs()
    assert ended.debriefs.count() == 1
    debrief = ended.debriefs.get()
    assert debriefs.make_debrief(debrief.pk)
    assert not debriefs.make_debrief(debrief.pk)


def test_running_sessions_have_no_debrief(cast):
    begin(cast)
    make_missing_debriefs()
    assert not Debrief.objects.exists()


def test_a_session_that_is_reopened_and_ended_again_gets_a_new_version(cast, ended):
    first = waiting(ended)
    with locked(ended.pk) as session:
        sessions.reopen_session(session, cast.fiona, T0 + 100)
    make_missing_debriefs()
    assert ended.debriefs.count() == 1
    with locked(ended.pk) as session:
        sessions.end_session(session, cast.fiona, T0 + 110)
    make_missing_debriefs()
    assert ended.debriefs.count() == 2
    assert ended.debriefs.earliest("pk") == first


def test_only_one_worker_makes_a_debrief(ended):
    debrief = waiting(ended)
    assert debriefs.claim(debrief.pk) is not None
    assert debriefs.claim(debrief.pk) is None


def test_a_dead_workers_debrief_is_made_by_another(ended):
    debrief = waiting(ended)
    dead = debriefs.claim(debrief.pk)
    assert dead is not None
    assert make_missing_debriefs() == 0
    Debrief.objects.filter(pk=debrief.pk).update(claimed_at=timezone.now() - timedelta(minutes=1))
    assert debriefs.make_debrief(debrief.pk)
    debrief.refresh_from_db()
    assert (debrief.state, debrief.attempts) == (DebriefState.READY, 2)
    assert not debriefs._note(dead, renderer.News(50), Path())  # it wakes up, and has lost its claim
    assert not debriefs._finish(dead)
    debrief.refresh_from_db()
    assert (debrief.state, debrief.progress) == (DebriefState.READY, 100)


def test_a_debrief_that_kills_its_workers_is_given_up(ended):
    debrief = waiting(ended)
    for _attempt in range(debriefs.ATTEMPTS):
        assert debriefs.claim(debrief.pk) is not None
        Debrief.objects.filter(pk=debrief.pk).update(claimed_at=timezone.now() - timedelta(minutes=1))
    assert not debriefs.make_debrief(debrief.pk)
    debrief.refresh_from_db()
    assert debrief.state == DebriefState.FAILED


def test_a_process_makes_one_debrief_at_a_time(ended):
    debrief = waiting(ended)
    with debriefs._at_work:
        assert not debriefs.make_debrief(debrief.pk)
    debrief.refresh_from_db()
    assert debrief.state == DebriefState.QUEUED


def test_dashboards_are_told_how_far_it_is(ended, monkeypatch):
    told: list[tuple[str, int]] = []
    monkeypatch.setattr(
        announce,
        "debriefs",
        lambda session, views: told.append((views[-1]["state"], views[-1]["progress"])),
    )
    made(ended)
    progress = [part for state, part in told if state != "queued"]
    assert told[0] == ("queued", 0)
    assert told[-1] == ("ready", 100)
    assert progress == sorted(progress)
    assert len(set(progress)) >= 5


def test_files_that_belong_to_no_debrief_are_swept_away(ready):
    folder = Path(ready.pdf.path).parent
    kept, young, old = Path(ready.pdf.path), folder / "young.pdf", folder / "old.pdf"
    dead = folder.parent / f"{debriefs.MAKING}dead"
    dead.mkdir()
    (dead / "half.pdf").write_bytes(b"%PDF")
    for path in (young, old):
        path.write_bytes(b"%PDF")
    for path in (kept, old, dead):
        os.utime(path, (0, 0))
    assert sweep() >= 2
    assert kept.exists()
    assert young.exists()
    assert not old.exists()
    assert not dead.exists()
    young.unlink()


# ── who may have it ───────────────────────────────────────────────────────────────────────────────


def visitor(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ready(ended: Session) -> Debrief:
    """A debrief with files: who may have them does not depend on what is in them."""
    debrief = waiting(ended)
    debrief.pdf.save("1.pdf", ContentFile(b"%PDF-1.7"), save=False)
    debrief.annex.save("1.xlsx", ContentFile(b"PK"), save=False)
    debrief.state = DebriefState.READY
    debrief.save()
    return debrief


def addresses(debrief: Debrief) -> tuple[str, str, str]:
    base = f"/sessions/{debrief.session_id}/debrief/"
    return base, f"{base}{debrief.pk}.pdf", f"{base}{debrief.pk}.xlsx"


def test_staff_download_both_files_under_a_telling_name(cast, ready):
    base, pdf, annex = addresses(ready)
    for user in (cast.fiona, cast.olga):
        listed = visitor(user).get(base).json()["debriefs"]
        assert [(one["pk"], one["state"], one["pdf"], one["xlsx"]) for one in listed] == [
            (ready.pk, "ready", pdf, annex)
        ]
        answer = visitor(user).get(pdf)
        assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
        assert answer["Content-Type"] == "application/pdf"
        assert "attachment" in answer["Content-Disposition"]
        assert "debrief-the-tram-on-linden-bridge-monday" in answer["Content-Disposition"]
        assert visitor(user).get(annex).status_code == 200


def test_another_organisation_sees_no_debrief(cast, ready):
    stranger = visitor(cast.omar)
    for address in addresses(ready):
        assert stranger.get(address).status_code == 404
        assert stranger.post(address).status_code in (404, 405)
    assert Debrief.objects.count() == 1


def test_a_debrief_is_only_found_under_its_own_session(cast, ready):
    other = make_session(cast).session
    assert visitor(cast.fiona).get(f"/sessions/{other.pk}/debrief/{ready.pk}.pdf").status_code == 404
    assert visitor(cast.fiona).get(f"/sessions/{ready.session_id}/debrief/99999.pdf").status_code == 404


def test_authors_and_people_who_are_not_logged_in_do_not_get_it(cast, ready):
    for address in addresses(ready):
        assert visitor(cast.adele).get(address).status_code == 403
        assert Client().get(address).status_code == 302


def test_trainers_ask_for_a_new_version_and_observers_do_not(cast, ready):
    base, *_files = addresses(ready)
    assert visitor(cast.olga).post(base).status_code == 403
    assert ready.session.debriefs.count() == 1
    answer = visitor(cast.fiona).post(base)
    assert (answer.status_code, answer["Location"]) == (302, f"/sessions/{ready.session_id}/")
    assert ready.session.debriefs.count() == 2
    visitor(cast.fiona).post(base)  # the one that waits is enough
    assert ready.session.debriefs.count() == 2
    assert visitor(cast.fiona).get(addresses(ready)[1]).status_code == 200


def test_a_running_session_is_not_debriefed_on_request(cast):
    played = begin(cast)
    answer = visitor(cast.fiona).post(f"/sessions/{played.session.pk}/debrief/")
    assert answer.status_code == 409
    assert not Debrief.objects.exists()


def test_what_is_not_made_yet_is_not_found(cast, ended):
    debrief = waiting(ended)
    _base, pdf, annex = addresses(debrief)
    assert visitor(cast.fiona).get(pdf).status_code == 404
    assert visitor(cast.fiona).get(annex).status_code == 404


def test_the_form_needs_its_token(cast, ready):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.fiona)
    assert strict.post(addresses(ready)[0]).status_code == 403
