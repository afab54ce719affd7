"""Pictures that authors upload for their scenarios: kept by content, once in an organisation.

A picture never changes. An inject that gets another one, or is deleted, leaves the old one to the sessions
that were made with it; what nothing refers to any more is swept away.
"""

import base64
import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone

from . import images
from .document import ScenarioDocument
from .faults import BrokenScenario, Fault
from .images import Drawn
from .kept_files import OLD, go_with_row, strays
from .models import Organisation, Picture, Session

FOLDER = "authored"
SIDE = 1280  # px
MOST = 150_000  # bytes of one: it travels inside the scenario's file
go_with_row(Picture, "file")


def redraw(file: Any) -> Drawn:
    """An uploaded file as an author's picture. Raises images.Unusable."""
    return images.redraw(file, SIDE, MOST)


def keep(organisation: Organisation, drawn: Drawn) -> Picture:
    """The organisation's picture of this content, made if it has none; inside the caller's transaction."""
    sha256 = hashlib.sha256(drawn.data).hexdigest()
    found = Picture.objects.select_for_update().filter(organisation=organisation, sha256=sha256).first()
    if found is not None and found.file.storage.exists(found.file.name or ""):
        found.at = timezone.now()  # young again: no sweep takes it before it is referred to
        found.save(update_fields=["at"])
        return found
    picture = found or Picture(organisation=organisation, sha256=sha256)
    picture.width, picture.height, picture.at = drawn.width, drawn.height, timezone.now()
    picture.file.save(f"{organisation.pk}-{sha256[:32]}.{images.SUFFIX}", drawn.file, save=False)
    picture.save()
    return picture


# In files of scenarios ----------------------------------------------------------------------------


def encoded(picture: Picture) -> dict[str, str]:
    """As a scenario's document carries it; one whose file is lost has no bytes."""
    try:
        with picture.file.storage.open(picture.file.name or "", "rb") as file:
            return {"data": base64.b64encode(file.read()).decode()}
    except FileNotFoundError:
        return {"data": ""}


def drawn_in(document: ScenarioDocument) -> dict[str, Drawn]:
    """What the injects of a document show, looked at like every upload, by their data. Raises BrokenScenario.

    What is known here byte for byte was looked at before.
    """
    found: dict[str, Drawn] = {}
    faults: list[Fault] = []
    for index, inject in enumerate(document.injects):
        if inject.picture is None:
            continue
        data = inject.picture.data or ""
        try:
            found[data] = found.get(data) or _known(data) or _looked_at(data)
        except images.Unusable as refused:
            path = f"injects.{index}.picture"
            faults.append(Fault(path, "bad_picture", item=inject.code, why=str(refused.message)))
    if faults:
        raise BrokenScenario(faults)
    return found


def _known(data: str) -> Drawn | None:
    made = _decoded(data)
    known = Picture.objects.filter(sha256=hashlib.sha256(made).hexdigest()).first()
    return Drawn(made, known.width, known.height) if known else None


def _looked_at(data: str) -> Drawn:
    return redraw(ContentFile(_decoded(data)))


def _decoded(data: str) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except ValueError:
        return b""


# In sessions --------------------------------------------------------------------------------------


def as_kept(snapshot: dict[str, Any], organisation: Organisation) -> tuple[dict[str, Any], list[Picture]]:
    """A snapshot in which each picture is named by its content, and the pictures: a session holds them."""
    shown = {
        inject["code"]: hashlib.sha256(_decoded(inject["picture"]["data"])).hexdigest()
        for inject in snapshot.get("injects", [])
        if inject.get("picture")
    }
    if not shown:
        return snapshot, []
    kept = {picture.sha256: picture for picture in _of(organisation, shown.values())}
    injects = []
    for inject in snapshot["injects"]:
        picture = kept.get(shown.get(inject["code"], ""))
        rest = {name: value for name, value in inject.items() if name != "picture"}
        injects.append(rest | ({"picture": _named(picture)} if picture else {}))
    return snapshot | {"injects": injects}, list(kept.values())


def _of(organisation: Organisation, names: Iterable[str]) -> "QuerySet[Picture]":
    return Picture.objects.filter(organisation=organisation, sha256__in=list(names))


def _named(picture: Picture) -> dict[str, Any]:
    return {"sha256": picture.sha256, "width": picture.width, "height": picture.height}


def measures(session: Session) -> dict[str, tuple[int, int]]:
    """Width and height (px) of what the injects of a session show, by inject."""
    return {
        inject["code"]: (inject["picture"]["width"], inject["picture"]["height"])
        for inject in session.snapshot.get("injects", [])
        if inject.get("picture")
    }


def shown_by(session: Session, code: str) -> Picture | None:
    """What an inject of a session shows."""
    for inject in session.snapshot.get("injects", []):
        if inject["code"] == code and inject.get("picture"):
            return session.pictures.filter(sha256=inject["picture"]["sha256"]).first()
    return None


def sweep() -> int:
    """Drops pictures that no scenario and no session has, and files without a row; how many."""
    unused = Picture.objects.filter(inject=None, sessions=None, at__lt=timezone.now() - OLD)
    dropped = 0
    for picture in unused:
        picture.delete()
        dropped += 1
    for name in strays(FOLDER, lambda name: Picture.objects.filter(file=name).exists()):
        default_storage.delete(name)
        dropped += 1
    return dropped
