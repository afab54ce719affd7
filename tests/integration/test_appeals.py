"""Appeals to operators: an area of the map that only staff still see, a safety check opened and counted."""

import json
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import connections
from django.test import Client

from exercises import sessions
from exercises.access import Seat, access_session, seat_cookie
from exercises.models import Action, LogEntry, Participant, Room
from exercises.package import check_document, plain
from exercises.scenarios import load_scenario
from exercises.sessions import Refused, locked
from feed import actions, conductor, messages, search, steering, store
from feed.frames import encode_for_trainees
from feed.models import Appeal, Post
from feed.operators import ANSWERS_AFTER, answer_window
from feed.present import post_views, room_state
from feed.query import parse
from reports.logwords import log_rows
from reports.record import session_record
from tests.conftest import VERSIONS, Cast, make_cast, small_document

T0 = 1_000_000.0  # wall time of the start, s
PIN = "Police check, Linden Bridge, both ways."
ELSEWHERE = "Police check, Mill Square, turn back."
TERRAIN = {
    "places": [
        {"code": "east", "kind": "district", "name": {"en": "East", "fr": "Est"}, "x": 70, "y": 40},
        {"code": "west", "kind": "district", "name": {"en": "West", "fr": "Ouest"}, "x": 20, "y": 50},
        {"code": "bridge", "kind": "bridge", "name": {"en": "Linden Bridge", "fr": "Pont"}, "x": 65, "y": 60},
        {"code": "mill", "kind": "square", "name": {"en": "Mill Square", "fr": "Moulin"}, "x": 15, "y": 30},
    ],
    "people": 5000,
    "sought": [{"name": "Lise Quillan"}, {"name": "Théo Quillan", "after": 40}],
}


class City:
    """A session of the small scenario with a map and a safety check; Tom speaks, Tara needs approval."""

    def __init__(self, *, terrain: Any = TERRAIN, pressure: int = 0, injects: Any = ()) -> None:
        self.cast: Cast = make_cast()
        data = plain(small_document()) | {"terrain": terrain}
        names = {"traffic": "Clearview", "safety": "I am safe"}
        data["channels"] = [
            *data["channels"],
            *({"kind": kind, "name": {"en": name, "fr": name}} for kind, name in names.items()),
        ]
        data["injects"] = [*data["injects"], *injects]
        scenario = load_scenario(check_document(data), self.cast.organisation)
        options: dict[str, Any] = {
            "room_names": ["North", "South"],
            "versions": VERSIONS,
            "seed": 1,
            "pressure": pressure,
        }
        self.session = sessions.create_session(self.cast.fiona, scenario, name="Map", lang="en", **options)
        self.north, self.south = self.session.rooms.order_by("position")
        self.tom = self._seat("Tom", "spokesperson", self.north)
        self.tara = self._seat("Tara", "community_manager", self.north)
        self._seat("Dora", "director", self.north)
        self.tim = self._seat("Tim", "spokesperson", self.south)
        with locked(self.session.pk) as session:
            sessions.start_session(session, self.cast.fiona, T0)
        self._keys = 0

    def _seat(self, name: str, function: str, room: Room) -> Participant:
        return Participant.objects.create(session=self.session, room=room, name=name, function=function)

    def key(self) -> str:
        self._keys += 1
        return f"key-{self._keys:08}"

    def does(self, who: Participant, what: str, *, at: float = 10.0, **fields: Any) -> dict[str, Any]:
        raw = {"type": what, "key": self.key(), **fields}
        message = messages.parse(json.dumps(raw), messages.ROOM_MESSAGES)
        assert who.room is not None
        return actions.act(Seat(who.room, who, None), message, T0 + at)

    def steers(self, what: str, *, at: float = 10.0, **fields: Any) -> dict[str, Any]:
        raw = {"type": what, "key": self.key(), **fields}
        staff = access_session(self.cast.fiona, self.session.pk)
        return steering.steer(staff, messages.parse(json.dumps(raw), messages.STAFF_MESSAGES), T0 + at)

    def speaks(self, text: str, *, at: float = 5.0, channel: str = "traffic") -> int:
        said = {"persona": "ines-roche", "channel": channel, "text": text, "room": self.north.code}
        return int(self.steers("persona_post", at=at, **said)["posts"][self.north.code])

    def asks(self, who: Participant | None = None, *, at: float = 10.0, **fields: Any) -> dict[str, Any]:
        said = {"kind": "hide", "account": "valdor", "area": "east", "reason": "An armed man reads this."}
        return self.does(who or self.tom, "appeal", at=at, **(said | fields))

    def runs(self, until: float) -> None:
        while conductor.advance_room(self.north.pk, T0 + until):
            pass
        self.north.refresh_from_db()

    def hides(self, **fields: Any) -> int:
        """An area that the operator has agreed to hide."""
        number = self.asks(**fields)["appeal"]
        self.steers("appeal_decide", at=11, room=self.north.code, appeal=number, agree=True)
        return int(number)

    def reads(self, who: str, path: str) -> tuple[int, str]:
        client = Client()
        if who == "fiona":
            client.force_login(self.cast.fiona)
        elif who == "omar":
            client.force_login(self.cast.omar)
        else:
            name, value = seat_cookie(getattr(self, who))
            client.cookies[name] = value
        answer = client.get(f"/api/rooms/{self.north.code}/{path}")
        return answer.status_code, answer.content.decode()

    def logged(self, what: str) -> list[LogEntry]:
        return list(LogEntry.objects.filter(session=self.session, what=what).order_by("number"))

    def appeal(self, number: int = 1) -> Appeal:
        return Appeal.objects.get(room=self.north, number=number)


@pytest.fixture
def city(each_database: str) -> City:
    return City()


def test_a_post_on_the_map_stands_at_the_place_that_it_names(city: City) -> None:
    ref = city.speaks(PIN)
    post = store.post_of(city.north.pk, ref)
    assert post is not None
    assert post.place == "bridge"
    view = post_views(city.north.pk, [post])[0]
    assert view.pin is not None
    assert (view.pin.alert, view.pin.name) == ("police", "Linden Bridge")
    assert abs(view.pin.x - 65) < 6
    assert abs(view.pin.y - 60) < 7


def test_the_operator_agrees_by_itself_in_the_second_that_the_seed_says(city: City) -> None:
    city.speaks(PIN)
    number = city.asks(at=10)["appeal"]
    due = answer_window(city.session, number, "hide", "east", 10.0)
    assert 10 + ANSWERS_AFTER[0] <= due <= 10 + ANSWERS_AFTER[1]
    city.runs(due)
    assert city.appeal().state == "asked"
    city.runs(due + 1)
    assert (city.appeal().state, city.appeal().since, city.appeal().until) == ("agreed", due, due + 3600)
    assert Post.objects.get(text=PIN).withheld
    agreed = city.logged("hide_agreed")[0]
    assert (agreed.who, agreed.source, agreed.t, agreed.data["place"]) == ("Clearview", "system", due, "East")


def test_what_is_hidden_comes_back_when_its_time_is_over(city: City) -> None:
    city.speaks(PIN)
    city.asks(minutes=5)
    city.runs(120)
    assert Post.objects.get(text=PIN).withheld
    city.runs(450)
    assert city.appeal().state == "ended"
    assert not Post.objects.get(text=PIN).withheld
    assert [post.text for post in store.found(city.north.pk, parse("Police check"))] == [PIN]


def test_hidden_pins_reach_trainees_by_no_route_and_staff_by_all(city: City) -> None:
    """Ours are Tom and Tara in the room, and Fiona who looks on."""
    ref = city.speaks(PIN)
    seen = city.speaks(ELSEWHERE)
    reply = city.does(
        city.tom, "publish", account="own", channel="traffic", kind="reply", text="So?", parent=ref
    )
    quoted: dict[str, Any] = {
        "account": "own",
        "channel": "microblog",
        "kind": "quote",
        "text": "Look.",
        "parent": ref,
    }
    quote = city.does(city.tom, "publish", **quoted)["id"]
    city.does(city.tom, "edit", post=reply["id"], text="Linden Bridge, so?")
    draft: dict[str, Any] = {
        "account": "valdor",
        "channel": "traffic",
        "kind": "reply",
        "text": "Please.",
        "parent": ref,
    }
    city.does(city.tom, "draft_save", **draft)
    before, _text = city.reads("tom", f"posts/{ref}/thread")
    assert before == 200
    city.hides()
    secret = ("Police check, Linden", "Linden Bridge, so?")
    paths = [
        *("posts", "posts?channel=traffic", "posts?channel=traffic&begun=1", "posts?after=0", "state"),
        *("search?q=Linden", "search/volume?q=Linden", "search?q=check", "trends", "changes?after=0"),
        *("search?q=Lin*", "search?q=@inesroche", "search/volume?q=Lin*"),
        *("words", "words?minutes=60&q=check"),
        *(f"posts/{quote}/thread", f"posts/{seen}/thread"),
    ]
    for path in paths:
        status, text = city.reads("tom", path)
        assert status == 200, path
        assert not [words for words in secret if words in text], path
        assert f'"id":{ref},' not in text.replace(" ", ""), path
    for path in (f"posts/{ref}/thread", f"posts/{reply['id']}/versions", f"posts/{ref}/picture.svg"):
        assert city.reads("tom", path)[0] == 404, path
    for path in ("posts", "posts?channel=traffic", "state", f"posts/{ref}/thread"):
        assert PIN in city.reads("fiona", path)[1], path
    assert '"total":0' in city.reads("tom", "search/volume?q=Linden")[1].replace(" ", "")
    assert ELSEWHERE in city.reads("tom", "posts?channel=traffic")[1]
    frame = encode_for_trainees(room_state(Room.objects.get(pk=city.north.pk))).decode()
    assert PIN not in frame
    assert ELSEWHERE in frame
    handle = next(p["handle"] for p in city.session.snapshot["personas"] if p["code"] == "ines-roche")
    assert json.loads(city.reads("tom", f"authors/{handle}")[1])["posts"] == 1
    with pytest.raises(Refused, match="unknown_post"):
        city.does(city.tom, "like", post=ref, account="own")
    with pytest.raises(Refused, match="unknown_post"):
        city.does(city.tom, "report", post=ref, reason="leak")
    with pytest.raises(Refused, match="unknown_post"):
        city.does(city.tom, "publish", **quoted)


def test_a_report_of_what_is_hidden_tells_trainees_no_words_and_staff_removes_it(city: City) -> None:
    ref = city.speaks(PIN)
    report = city.does(city.tom, "report", post=ref, reason="leak")["report"]
    city.hides()
    assert PIN not in city.reads("tom", "state")[1]
    (told,) = json.loads(city.reads("tom", "state")[1])["reports"]
    assert (told["post"], told["text"]) == (ref, "")
    assert "withheld" not in told
    assert json.loads(city.reads("fiona", "state")[1])["reports"][0]["text"] == PIN
    city.steers("decide_report", at=12, room=city.north.code, report=report, verdict="remove")
    assert Post.objects.get(ref=ref).deleted


def test_a_new_index_of_words_leaves_out_what_is_hidden(city: City) -> None:
    """A restore makes the index anew."""
    city.speaks(PIN)
    city.hides()
    store.index_again()
    assert store.found(city.north.pk, parse("Linden")) == []
    assert [post.text for post in store.found(city.north.pk, parse("Linden"), withheld=True)] == [PIN]
    city.does(city.tom, "appeal_end", appeal=1, at=30)
    assert [post.text for post in store.found(city.north.pk, parse("Linden"))] == [PIN]


def found(city: City, who: str, q: str = "Linden", **more: int) -> Any:
    status, text = city.reads(who, f"search?{urlencode({'q': q} | more)}")
    assert status == 200
    return json.loads(text)


def told(city: City, who: str, **more: int) -> list[str]:
    return [post["text"] for post in found(city, who, "Linden", **more)["posts"]]


def volume_of(city: City, who: str) -> tuple[int, int, list[str]]:
    told = json.loads(city.reads(who, "search/volume?q=Linden")[1])
    return told["total"], sum(told["counts"]), [post["text"] for post in told["posts"]]


def test_staff_find_what_is_hidden_marked_and_trainees_find_full_pages_without_it(city: City) -> None:
    shown = [f"Linden {number}" for number in range(5)]
    for number, text in enumerate(shown):
        city.speaks(text, at=4 + number / 10, channel="microblog")
        city.speaks(f"{PIN} {number}", at=4 + number / 10 + 0.05)
    city.hides()
    pins = [f"{PIN} {number}" for number in range(5)]
    both = [text for pair in zip(pins[::-1], shown[::-1], strict=True) for text in pair]
    assert told(city, "fiona") == both
    assert [post.get("withheld") for post in found(city, "fiona")["posts"]] == [True, None] * 5
    page = found(city, "fiona", limit=3)
    assert ([post["text"] for post in page["posts"]], page["more"]) == (both[:3], True)
    last = page["posts"][-1]["seq"]
    assert told(city, "fiona", limit=7, before=last) == both[3:]
    page = found(city, "tom", limit=3)
    assert ([post["text"] for post in page["posts"]], page["more"]) == (shown[:1:-1], True)
    page = found(city, "tom", limit=5)
    assert ([post["text"] for post in page["posts"]], page["more"]) == (shown[::-1], False)
    assert volume_of(city, "fiona") == (10, 10, shown[:1])
    assert volume_of(city, "tom") == (5, 5, shown[:1])
    city.does(city.tom, "appeal_end", appeal=1, at=30)
    assert told(city, "tom") == told(city, "fiona") == both
    assert volume_of(city, "tom") == volume_of(city, "fiona")


def test_words_of_what_is_hidden_change_and_go_with_it(city: City) -> None:
    ref = city.speaks(PIN)
    city.does(city.tom, "publish", account="own", channel="traffic", kind="reply", text="Linden?", parent=ref)
    reply = Post.objects.get(text="Linden?")
    city.hides()
    assert told(city, "fiona") == ["Linden?", PIN]
    store.rewrite(reply, "Mill Square?", "", False, 20)
    assert told(city, "fiona") == [PIN]
    assert found(city, "fiona", "Mill Square")["posts"] != []
    assert found(city, "tom", "Mill Square")["posts"] == []
    store.mark_hidden(reply, True)
    assert found(city, "fiona", "Mill Square")["posts"] == []
    store.mark_hidden(reply, False)
    assert found(city, "fiona", "Mill Square")["posts"] != []
    assert found(city, "tom", "Mill Square")["posts"] == []
    city.steers("remove_post", at=21, room=city.north.code, post=ref)
    assert told(city, "fiona") == []
    city.does(city.tom, "appeal_end", appeal=1, at=30)
    assert told(city, "tom") == []
    assert found(city, "tom", "Mill Square")["posts"] != []


def test_what_an_older_version_indexed_is_indexed_anew(city: City) -> None:
    city.speaks(PIN)
    city.hides()
    search.clear()
    import_module("feed.migrations.0021_index_again").index_again(apps, None)
    assert (told(city, "fiona"), told(city, "tom")) == ([PIN], [])


def test_what_answers_or_shares_an_alert_is_hidden_and_shown_with_it(city: City) -> None:
    ref = city.speaks(PIN)
    said: dict[str, Any] = {"account": "own", "channel": "traffic", "parent": ref}
    for kind, text in (("reply", "Mill Square too!"), ("share", "")):
        city.does(city.tom, "publish", kind=kind, text=text, **said)
    city.hides()
    shown = json.loads(city.reads("tom", "posts")[1])["posts"]
    assert [post["text"] for post in shown if post["channel"] == "traffic"] == []
    city.does(city.tom, "appeal_end", appeal=1, at=30)
    shown = json.loads(city.reads("tom", "posts")[1])["posts"]
    assert len([post for post in shown if post["channel"] == "traffic"]) == 3


def test_a_jump_over_the_answer_answers_all_the_same(city: City) -> None:
    city.speaks(PIN)
    city.asks(at=10)
    with locked(city.session.pk) as session:
        sessions.jump_session(session, city.cast.fiona, T0 + 12, 300)
    city.runs(20)
    assert city.appeal().state == "agreed"
    assert Post.objects.get(text=PIN).withheld


def test_a_window_hides_what_comes_into_a_hidden_area(city: City) -> None:
    city.hides()
    ref = city.speaks(PIN, at=20)
    assert Post.objects.get(ref=ref).withheld
    city.does(city.tom, "appeal_end", appeal=1, at=30)
    assert not Post.objects.get(ref=ref).withheld
    assert city.appeal().state == "ended"


def test_two_hidden_areas_that_overlap_come_back_with_the_last(city: City) -> None:
    city.speaks(PIN)
    city.hides()
    city.hides(area="bridge")
    city.does(city.tom, "appeal_end", appeal=1, at=30)
    assert Post.objects.get(text=PIN).withheld
    city.does(city.tom, "appeal_end", appeal=2, at=30)
    assert not Post.objects.get(text=PIN).withheld


def test_a_trainer_refuses_and_nothing_is_hidden(city: City) -> None:
    city.speaks(PIN)
    city.asks()
    city.steers("appeal_decide", room=city.north.code, appeal=1, agree=False)
    assert city.appeal().state == "refused"
    with pytest.raises(Refused, match="not_standing"):
        city.steers("appeal_decide", room=city.north.code, appeal=1, agree=True)
    city.runs(150)
    assert not Post.objects.get(text=PIN).withheld
    assert [entry.who for entry in city.logged("hide_refused")] == ["Fiona"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"area": "nowhere"}, "unknown_area"),
        ({"account": "own"}, "own_account"),
        ({"account": "ines-roche"}, "not_your_account"),
        ({"account": "nobody"}, "unknown_account"),
    ],
)
def test_an_appeal_that_makes_no_sense_is_refused(city: City, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        city.asks(**fields)
    assert not Appeal.objects.exists()


def test_whoever_needs_approval_may_neither_ask_nor_end_alone(city: City) -> None:
    with pytest.raises(Refused, match="needs_approval"):
        city.asks(city.tara)
    city.hides()
    with pytest.raises(Refused, match="needs_approval"):
        city.does(city.tara, "appeal_end", appeal=1)


def test_the_other_team_keeps_its_own_map(city: City) -> None:
    city.hides()
    with pytest.raises(Refused, match="not_standing"):
        city.does(city.tim, "appeal_end", appeal=1)
    assert room_state(Room.objects.select_related("session").get(pk=city.south.pk)).veiled == []
    for path in ("safety?name=Lise", "state"):
        assert city.reads("tim", path)[0] in (403, 404), path
        assert city.reads("omar", path)[0] in (403, 404), path


def test_observers_do_not_answer_for_the_operator(city: City) -> None:
    city.asks()
    raw = {"type": "appeal_decide", "key": city.key(), "room": city.north.code, "appeal": 1, "agree": True}
    staff = access_session(city.cast.olga, city.session.pk)
    with pytest.raises(Refused, match="read_only"):
        steering.steer(staff, messages.parse(json.dumps(raw), messages.STAFF_MESSAGES), T0 + 10)


def test_a_trainer_decides_for_rooms_of_the_session_alone(city: City) -> None:
    city.asks()
    with pytest.raises(Refused, match="unknown_room"):
        city.steers("appeal_decide", room="nosuchroom", appeal=1, agree=True)


def test_hostile_reasons_are_kept_as_text_and_empty_ones_refused(city: City) -> None:
    hostile = "<script>alert(1)</script> ' OR 1=1 --"
    city.asks(reason=hostile)
    state = room_state(Room.objects.select_related("session").get(pk=city.north.pk))
    assert state.appeals[0].reason == hostile
    for reason in ("", "   ", "\u0007"):
        with pytest.raises(messages.Malformed):
            city.asks(reason=reason)
    with pytest.raises(messages.Malformed):
        city.does(city.tom, "appeal", kind="hide", account="valdor", reason="No area.")


@pytest.mark.django_db(transaction=True)
def test_the_same_area_asked_twice_at_once_is_asked_once(postgres_db: str) -> None:
    city = City()
    barrier = Barrier(2)

    def ask(who: Participant) -> str:
        try:
            barrier.wait(10)
            return str(city.asks(who)["state"])
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()

    dora = Participant.objects.get(name="Dora", room=city.north)
    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(ask, (city.tom, dora)))
    assert answers == ["already_asked", "asked"]
    assert Appeal.objects.filter(room=city.north).count() == 1


def test_an_appeal_sent_again_is_answered_again(city: City) -> None:
    raw = {"type": "appeal", "key": "key-again-1", "kind": "hide", "account": "valdor", "area": "east"}
    message = messages.parse(json.dumps(raw | {"reason": "Please."}), messages.ROOM_MESSAGES)
    seat = Seat(city.north, city.tom, None)
    assert actions.act(seat, message, T0 + 10) == actions.act(seat, message, T0 + 11)
    assert Appeal.objects.count() == 1
    assert Action.objects.filter(kind="appeal").count() == 1


def test_nothing_is_asked_before_the_start_in_a_pause_or_after_the_end(city: City) -> None:
    for verb in (sessions.pause_session, sessions.end_session):
        with locked(city.session.pk) as session:
            verb(session, city.cast.fiona, T0 + 20)
        with pytest.raises(Refused, match="not_running"):
            city.asks(at=25)
    with pytest.raises(Refused, match="wrong_state"):
        city.steers("appeal_decide", room=city.north.code, appeal=1, agree=True)


def test_the_operator_of_a_second_run_answers_in_the_same_second(each_database: str) -> None:
    city = City(pressure=300)
    city.asks()
    city.runs(130)
    told = [(entry.what, entry.t) for entry in city.logged("hide_agreed")]
    with locked(city.session.pk):
        again = answer_window(city.session, 1, "hide", "east", 10.0)
    assert told == [("hide_agreed", again)]


# The safety check ------------------------------------------------------------------------------------------

OPENING = {
    "code": "check-opens",
    "title": {"en": "It opens", "fr": "Cela ouvre"},
    "offset": 20,
    "channel": "safety",
    "content": {"en": "Are you safe?", "fr": "Êtes-vous en sécurité ?"},
}


def test_a_safety_check_is_asked_for_opened_counted_and_closed(city: City) -> None:
    assert city.asks(kind="safety", area=None)["state"] == "asked"
    with pytest.raises(Refused, match="no_check"):
        city.does(city.tom, "mark_safe")
    city.steers("appeal_decide", at=12, room=city.north.code, appeal=1, agree=True)
    city.does(city.tom, "mark_safe", at=13)
    city.does(city.tom, "mark_safe", at=14)
    city.runs(60)
    shown = room_state(Room.objects.select_related("session").get(pk=city.north.pk)).safety
    assert shown is not None
    assert (shown.open, [mark.name for mark in shown.marked]) == (True, ["Tom"])
    assert shown.safe > 100  # of 5000, after 48 s of exercise without a crowd
    assert shown.asked > 0
    city.does(city.tom, "appeal_end", appeal=1, at=70)
    city.runs(200)
    closed = room_state(Room.objects.select_related("session").get(pk=city.north.pk)).safety
    assert closed is not None
    assert not closed.open
    assert shown.safe <= closed.safe < shown.safe * 1.5
    with pytest.raises(Refused, match="no_check"):
        city.does(city.tara, "mark_safe", at=80)
    assert len(city.logged("safety_marked")) == 1


def test_an_inject_of_the_network_itself_opens_the_check(each_database: str) -> None:
    city = City(injects=[OPENING])
    city.runs(25)
    assert (city.appeal().kind, city.appeal().state, city.appeal().opened) == ("safety", "agreed", 20.0)
    assert [entry.who for entry in city.logged("safety_agreed")] == ["I am safe"]
    with pytest.raises(Refused, match="already_asked"):
        city.asks(kind="safety", at=30)


def test_the_count_is_never_below_what_is_posted_and_rises(each_database: str) -> None:
    reports = [{"channel": "safety", "every": 5, "texts": {"en": ["I am safe."], "fr": ["Je vais bien."]}}]
    city = City(terrain=TERRAIN | {"reports": reports}, pressure=1500, injects=[OPENING])
    counts = []
    for second in (30, 60, 120):
        city.runs(second)
        state = room_state(Room.objects.select_related("session").get(pk=city.north.pk))
        assert state.safety is not None
        posted = Post.objects.filter(room=city.north, channel="safety", t__gte=20).count()
        assert state.safety.safe >= posted > 0
        counts.append((state.safety.safe, state.safety.asked))
    assert counts == sorted(counts)
    assert Appeal.objects.count() == 1


def test_one_looks_for_a_name(each_database: str) -> None:
    city = City(injects=[OPENING])
    assert '"people": []' in city.reads("tom", "safety?name=Quillan")[1]
    city.runs(30)
    both = json.loads(city.reads("tom", "safety?name=quillan")[1])["people"]
    assert both == [
        {"name": "Lise Quillan", "safe": False, "t": None},
        {"name": "Théo Quillan", "safe": False, "t": None},
    ]
    city.runs(90)
    found = json.loads(city.reads("tom", "safety?name=theo")[1])["people"]
    assert found == [{"name": "Théo Quillan", "safe": True, "t": 60.0}]
    city.does(city.tara, "mark_safe", at=91)
    assert json.loads(city.reads("tom", "safety?name=Tara")[1])["people"][0]["safe"] is True
    for hostile in ("", "x", "%", "<script>", "é" * 100, "'"):
        assert city.reads("tom", f"safety?name={hostile}") == (200, '{"people": []}'), hostile


def test_reports_stand_on_the_map_without_emotion_and_none_comes_where_the_crowd_is_still(
    each_database: str,
) -> None:
    texts = {"en": ["Police check, {place}."], "fr": ["Contrôle, {place}."]}
    terrain = TERRAIN | {"reports": [{"channel": "traffic", "every": 5, "texts": texts}]}
    city = City(terrain=terrain, pressure=600)
    city.runs(60)
    reported = list(Post.objects.filter(room=city.north, channel="traffic"))
    assert len(reported) > 4
    assert {post.place for post in reported} <= {"bridge", "mill"}
    assert all(post.emotion is None and post.author_key.isdecimal() for post in reported)


def test_reports_are_silent_while_the_crowd_is(each_database: str) -> None:
    texts = {"en": ["Police check, {place}."], "fr": ["Contrôle, {place}."]}
    city = City(terrain=TERRAIN | {"reports": [{"channel": "traffic", "every": 5, "texts": texts}]})
    city.runs(60)
    assert not Post.objects.filter(room=city.north, channel="traffic").exists()


def test_the_debrief_tells_what_was_asked_and_answered(city: City) -> None:
    city.hides()
    city.does(city.tom, "appeal_end", appeal=1, at=30)
    with locked(city.session.pk) as session:
        sessions.end_session(session, city.cast.fiona, T0 + 40)
    city.session.refresh_from_db()
    record = session_record(city.session)
    told = [(row.who, row.what) for row in log_rows(record, record.log) if "East" in row.what]
    assert told == [
        ("Tom", "asked the operator to hide “East” for 60 min"),
        ("Fiona", "hid “East”, for the operator"),
        ("Tom", "had “East” shown again"),
    ]
