"""Three sessions in which all there is can be seen: one waits, one runs and is full, one is over.

They are filled over the sockets, as people would, for a browser is slow at writing.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.conftest import PASSWORD
from tests.laptop import Laptop, joined
from tests.visitor import Follower, Visitor

MADE = """
import json, time
from exercises import sessions
from exercises.library import library_scenario
from exercises.memberships import open_administration
from exercises.models import DraftState, PhraseDraft
from exercises.scenarios import load_scenario
from tests.conftest import VERSIONS, make_cast

cast = make_cast()
for user in (cast.fiona, cast.adele):
    open_administration(user)
scenario = load_scenario(library_scenario("capital-attack"), cast.organisation)
lines = [{"text": "Who checked that, and when?", "fault": "", "about": "", "accepted": False},
         {"text": "{nobody} said so", "fault": "slot", "about": "nobody", "accepted": False}]
draft = PhraseDraft.objects.create(
    scenario=scenario, topic=scenario.topics[0]["code"], emotion="anger", lang="en", requested_by=cast.adele,
    state=DraftState.DRAFT, lines=lines,
)
made = {"scenario": scenario.pk, "draft": draft.pk}
for name in ("waiting", "running", "over"):
    session = sessions.create_session(
        cast.fiona, scenario, name=f"A night {name}", lang="en", room_names=["North", "South"],
        versions=VERSIONS, seed=1, pressure=1200,
    )
    sessions.open_lobby(session, cast.fiona, time.time())
    if name != "waiting":
        sessions.start_session(session, cast.fiona, time.time())
    made[name] = {"pk": session.pk, "code": session.join_code, "room": session.rooms.first().code}
print(json.dumps(made))
"""
#: What characters say, by network.
TOLD = {
    "microblog": ("ysaline", "@MinInt_Orvania is it true that the second man was seen? #SaintAurele"),
    "page": ("ysaline", "Nobody at the Ministry answers the families."),
    "messaging": ("delphine", "[voice note, 0:21] Do not go near the arcade tonight, they are everywhere."),
    "professional": ("nurse-mirel", "Twelve hours on shift, and nobody tells us what is coming."),
    "photo": ("noe", "Candles on the quay, hundreds of them. #SaintAurele"),
    "stories": ("noe", "The forecourt from our window, blue lights everywhere"),
    "video": ("kiko", "People running over the forecourt, six seconds"),
    "press": ("courrier", "Ministry silent for an hour\nThe families of Belvarne wait for a word."),
    "traffic": ("app-user", "Police check, Boatmen's Bridge, both ways."),
    "safety": ("salma", "I am safe, with Lise, at home."),
    "wall": ("elvire", "A lantern for each of them"),
    "mailbox": ("televarne", "Subject: On air in five minutes\nCan we have a line from you by then?"),
}
COLUMNS = [
    {"name": "Station", "kind": "search", "q": "saintaurele OR station", "colour": "blue", "curve": True},
    {"name": "Us", "kind": "mentions", "colour": "red", "rings": True},
    {"name": "The press", "kind": "network", "network": "press", "colour": "green"},
]
RELEASE = "The station is closed\n\nBelvarne, 21:05. The station stays closed tonight.\n\nPress office"
INFOGRAPHIC = "What to do\n\nStay indoors\nUntil the police says otherwise\n\n17\nThe number to call"


@dataclass
class Furnished:
    machine: Laptop
    made: dict[str, Any]
    fiona: Visitor
    adele: Visitor
    tom: Visitor
    waits: Visitor
    saw_the_end: Visitor
    posts: dict[str, int]

    def room(self, name: str = "running") -> str:
        return f"/room/{self.made[name]['room']}/"

    def dashboard(self, name: str = "running") -> str:
        return f"/sessions/{self.made[name]['pk']}/"


def furnish(machine: Laptop) -> Furnished:
    made = json.loads(machine.run("shell", "-v0", "-c", MADE).strip().splitlines()[-1])
    fiona, adele = (_logged_in(machine, name) for name in ("fiona", "adele"))
    tom, waits, saw = (joined(machine, made[name], "Tom") for name in ("running", "waiting", "over"))
    made_of = Furnished(machine, made, fiona, adele, tom, waits, saw, {})
    with _staff(made_of, "over") as trainer:
        _say(trainer, "end")
    _characters_speak(made_of)
    _team_acts(made_of)
    return made_of


def _logged_in(machine: Laptop, name: str) -> Visitor:
    visitor = Visitor()
    status, page = visitor.submit(machine.address, "/login/", username=name, password=PASSWORD)
    assert status == 302, page
    return visitor


def _say(follower: Follower, what: str, /, **fields: Any) -> Any:
    answer = follower.ask({"type": what, "key": secrets.token_urlsafe(12), **fields})
    assert answer["type"] == "done", (what, fields, answer)
    return answer["result"]


@contextmanager
def _staff(furnished: Furnished, name: str) -> Iterator[Follower]:
    path = f"/ws/session/{furnished.made[name]['pk']}/"
    with furnished.fiona.socket(furnished.machine.address, path) as fiona:
        fiona.wait_for(lambda frame: frame["type"] == "welcome")
        yield fiona


def _characters_speak(furnished: Furnished) -> None:
    """On every network; then the crowd, which had some seconds meanwhile, falls silent."""
    room = furnished.made["running"]["room"]
    with _staff(furnished, "running") as fiona:
        for channel, (persona, text) in TOLD.items():
            told = _say(fiona, "persona_post", persona=persona, channel=channel, text=text, room=room)
            furnished.posts[channel] = told["posts"][room]
        _say(fiona, "observe", text="Calm so far.", room=room)
        fiona.wait_for(lambda frame: frame["type"] == "window" and frame["total"] > 24, within=240)
        _say(fiona, "pressure", value=0)


def _team_acts(furnished: Furnished) -> None:
    path = f"/ws/room/{furnished.made['running']['room']}/"
    with furnished.tom.socket(furnished.machine.address, path) as tom:
        tom.wait_for(lambda frame: frame["type"] == "welcome")
        _publishes(tom, furnished)
        ours = furnished.posts
        _say(tom, "edit", post=ours["said"], text="Stay away from the station, and from the quay.")
        _say(tom, "pin", post=ours["said"], on=True)
        _say(tom, "react", account="ministry", post=ours["page"], reaction="sadness")
        _say(tom, "like", account="ministry", post=ours["photo"])
        for channel, reason in (("video", "leak"), ("traffic", "rumour"), ("microblog", "insult")):
            _say(tom, "report", post=ours[channel], reason=reason)
        appeal = {"account": "ministry", "area": "old-town", "reason": "An operation is under way."}
        _say(tom, "appeal", kind="hide", minutes=30, **appeal)
        _say(tom, "appeal", kind="safety", **appeal)
        _say(tom, "watch", columns=COLUMNS)
        _say(tom, "mute", mark="#kittens", on=True)
        _say(tom, "block", mark="@deballage", on=True)


def _publishes(tom: Follower, furnished: Furnished) -> None:
    by_us = {"account": "ministry", "kind": "original"}
    here = {**by_us, "channel": "microblog"}
    question = {"options": ["At home", "At work", "On the way"], "minutes": 30}
    said = _say(tom, "publish", **here, text="Stay away from the station.")
    furnished.posts["said"] = said["id"]
    _say(tom, "publish", **here, text="Where are you now?", poll=question)
    _say(tom, "publish", **{**here, "kind": "reply"}, text="It is not.", parent=furnished.posts["microblog"])
    _say(tom, "publish", **{**here, "kind": "quote"}, text="Read this.", parent=furnished.posts["said"])
    _say(tom, "publish", **by_us, channel="press", form="release", text=RELEASE)
    _say(tom, "publish", **by_us, channel="page", form="infographic", colour="green", text=INFOGRAPHIC)
    _say(tom, "draft_save", **here, text="A text that waits for its time.")
    kept = _say(tom, "draft_save", **here, text="We shall speak at half past.")
    _say(tom, "draft_schedule", draft=kept["draft"], version=kept.get("version", 1), at=3000)
