"""`manage.py simulate SCENARIO --out posts.jsonl`: the crowd of a scenario, without server or database."""

import csv
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Literal

import orjson
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from exercises import scenario_text
from exercises.document import ScenarioDocument
from exercises.faults import BrokenScenario
from exercises.management.scenario_options import content, named_document, refusal
from exercises.package import plain
from feed.crowd import RumourView, rumours
from feed.crowd.simulation import Act, Moment, played
from feed.crowd.types import EMOTIONS, REFS_PER_WINDOW, Draft, InjectFired, PressureSet, Published

LOOKED = 5  # windows between two looks at the rumours
MOODS = ("window", "what", "code", *EMOTIONS, "volume")


class AnswerLine(BaseModel):
    """One line of an answers file: what the team does at second `at`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    at: int = Field(ge=0, le=7 * 24 * 3600)
    by: Literal["spokesperson", "community_manager", "legal", "director", "own"] = "spokesperson"
    channel: str = "microblog"
    text: str = Field("", max_length=5000)
    reply_to: Literal["loudest"] | None = None
    action: Literal["post", "edit", "delete", "like"] = "post"


class Command(BaseCommand):
    help = "Plays a scenario's crowd and writes its posts, one JSON object per line (times in s of exercise)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("scenario", help="a YAML file, or the name of a scenario of the library")
        parser.add_argument("--seconds", type=int, default=300, help="of exercise")
        parser.add_argument("--pressure", type=int, default=10_000, help="reactions per 5 minutes")
        parser.add_argument("--mode", choices=("held", "living"), default="held")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--lang", default="en")
        parser.add_argument("--answers", metavar="FILE", help="YAML: what the team does, and when")
        parser.add_argument("--out", metavar="FILE", default="-", help="posts (- is standard output)")
        parser.add_argument("--meta", metavar="FILE", help="scenario, seed, time scale, injects, rumours")
        parser.add_argument("--moods", metavar="FILE", help="CSV: mood and causes of every window")

    def handle(self, *args: Any, **options: Any) -> None:
        document = named_document(options["scenario"])
        if options["lang"] not in document.languages:
            raise CommandError(
                _("%(scenario)s has no language %(lang)s.")
                % {"scenario": document.slug, "lang": options["lang"]}
            )
        if not 0 < options["seconds"] <= 7 * 24 * 3600 or not 0 <= options["pressure"] <= 1_000_000:
            raise CommandError(_("That is out of range: --seconds up to 604800, --pressure up to 1000000."))
        moments = played(
            plain(document),
            options["lang"],
            options["seed"],
            options["seconds"],
            pressure=PressureSet(options["pressure"], living=options["mode"] == "living"),
            acts=_acts(options["answers"]),
        )
        play = _Play(moments, options["moods"])
        with _file(options["out"]) as out:
            out.writelines(orjson.dumps(line) + b"\n" for line in play.lines(options["lang"]))
        if options["meta"]:
            with _file(options["meta"]) as out:
                out.write(orjson.dumps(_meta(document, options, play), option=orjson.OPT_INDENT_2) + b"\n")


class _Play:
    """Runs the moments through once, and keeps what is written at the end."""

    def __init__(self, moments: Iterable[Moment], moods: str | None) -> None:
        self.drafts: list[Draft] = []
        self.likes: Counter[int] = Counter()
        self.injects: list[InjectFired] = []
        self.answers: list[Published] = []
        self.rumours: dict[str, RumourView] = {}  # as they were last told
        with _table(moods) as write:
            for moment in moments:
                self._note(moment)
                write(_rows(moment))

    def _note(self, moment: Moment) -> None:
        self.drafts += moment.drafts.posts
        for touch in moment.drafts.touches:
            self.likes[touch.ref] += touch.likes
        self.injects += [s for s in moment.stimuli if isinstance(s, InjectFired)]
        if moment.number % LOOKED == 0:
            self.rumours |= {view.code: view for view in rumours(moment.state)}
        self.answers += [s for s in moment.stimuli if isinstance(s, Published)]

    def lines(self, lang: str) -> Iterator[dict[str, Any]]:
        for draft in self.drafts:
            yield {
                "id": draft.ref,
                "t": round(draft.t, 3),
                "author": draft.author.handle,
                "author_kind": draft.author.kind,
                "followers": draft.author.followers,
                "channel": draft.channel,
                "text": draft.text,
                "parent_id": draft.parent,
                "kind": draft.kind,
                "emotion": EMOTIONS[draft.emotion],
                "lang": lang,
                "likes": self.likes[draft.ref],
                "hashtags": list(draft.hashtags),
                "rumour": draft.rumour,
                **({"shows": draft.media} if draft.media else {}),
            }


def _rows(moment: Moment) -> list[tuple[Any, ...]]:
    """The window's mood, and each cause of its change."""
    mood = (moment.number, "mood", "", *moment.causes.mood, moment.causes.volume)
    causes = (
        (moment.number, cause.name, cause.code, *cause.shares, cause.volume) for cause in moment.causes.terms
    )
    return [mood, *causes]


def _meta(document: ScenarioDocument, options: dict[str, Any], play: _Play) -> dict[str, Any]:
    lang = options["lang"]
    shocks = {inject.code: inject.shock for inject in document.injects}
    return {
        "scenario": document.slug,
        "title": getattr(document.title, lang),
        "lang": lang,
        "seed": options["seed"],
        "seconds": options["seconds"],
        "pressure": options["pressure"],
        "mode": options["mode"],
        "time_scale": document.time_scale,
        "shocks": [
            {
                "id": fired.ref,
                "t": (fired.ref or 0) // REFS_PER_WINDOW,
                "inject": fired.code,
                "text": fired.content,
            }
            | _plain_shock(shocks[fired.code])
            for fired in play.injects
        ],
        "answers": [
            {"id": said.ref, "t": said.t, "by": said.function, "text": said.text, "parent_id": said.parent}
            for said in play.answers
        ],
        "rumours": _rumours(document, play.rumours, lang),
    }


def _rumours(document: ScenarioDocument, told: dict[str, RumourView], lang: str) -> list[dict[str, Any]]:
    """The scenario's rumours, then those born in the crowd; with how they were last told, if they were."""
    authored = {
        rumour.code: {
            "code": rumour.code,
            "true": rumour.true,
            "claim": getattr(rumour.claim, lang),
            "variants": getattr(rumour.variants, lang),
        }
        for rumour in document.rumours
    }
    plain = {code: view._asdict() | view.told._asdict() for code, view in told.items()}
    for view in plain.values():
        del view["told"]
    return [authored.get(code, {}) | plain.get(code, {}) for code in {**authored, **plain}]


def _plain_shock(shock: Any) -> dict[str, Any]:
    return {"shock": shock.model_dump() if shock else None}


def _acts(name: str | None) -> list[Act]:
    """The lines of an answers file. Every fault is told with its path."""
    if name is None:
        return []
    try:
        data, faults = scenario_text.parse(scenario_text.decode(content(name)))
        if faults:
            raise BrokenScenario(faults)
        lines = TypeAdapter(list[AnswerLine]).validate_python(data)
    except BrokenScenario as broken:
        raise refusal(name, broken) from broken
    except ValidationError as error:
        told = (f"  {'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
        raise CommandError("\n".join([_("%(name)s is refused.") % {"name": name}, *told])) from error
    return [Act(**line.model_dump()) for line in lines]


@contextmanager
def _file(name: str) -> Iterator[IO[bytes]]:
    if name == "-":
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    with _opened(name, "wb") as file:
        yield file


@contextmanager
def _table(name: str | None) -> Iterator[Any]:
    if name is None:
        yield lambda rows: None
        return
    with _opened(name, "w") as file:
        writer = csv.writer(file)
        writer.writerow(MOODS)
        yield writer.writerows


def _opened(name: str, mode: str) -> IO[Any]:
    try:
        return open(name, mode, newline="" if mode == "w" else None)
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be written: %(why)s") % {"file": name, "why": error.strerror}
        ) from error
