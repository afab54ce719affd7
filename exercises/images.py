"""Pictures that people upload: looked at and made anew by a process of its own, or refused in plain words.

Whatever a file holds is decoded in exercises.imaging alone, with limits of time and memory, a few at once.
"""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.http import FileResponse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

MEGABYTE = 2**20
SIDE = 1600  # px, of the longer side of what is kept
KEPT_BYTES = 500_000  # at most, of what is kept
AT_ONCE = 2  # looked at by this process at the same time
PATIENCE = 8.0  # s that one waits for a turn
WITHIN = 20.0  # s that looking at one may take
TYPE, SUFFIX = "image/webp", "webp"
HEADERS = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_turns = threading.BoundedSemaphore(AT_ONCE)


class Unusable(Exception):
    """A file that is not taken. `code` is for programs, the message for people."""

    def __init__(self, code: str, message: "Promise | str") -> None:
        super().__init__(code)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Drawn:
    """A picture as it is kept: WebP, without anything but its pixels."""

    data: bytes
    width: int
    height: int

    @property
    def file(self) -> "ContentFile[bytes]":
        return ContentFile(self.data)


def too_large() -> Unusable:
    return Unusable(
        "too_large",
        format_lazy(
            _("This picture is too big: {most} MB at most."), most=settings.PICTURE_MAX_SIZE // MEGABYTE
        ),
    )


def redraw(file: Any, side: int = SIDE, most: int = KEPT_BYTES) -> Drawn:
    """What an uploaded file shows, made anew: at most `side` px and `most` bytes. Raises Unusable."""
    if file.size is not None and file.size > settings.PICTURE_MAX_SIZE:
        raise too_large()
    data = file.read(settings.PICTURE_MAX_SIZE + 1)
    if len(data) > settings.PICTURE_MAX_SIZE:
        raise too_large()
    if not _turns.acquire(timeout=PATIENCE):
        raise Unusable("busy", _("Too many pictures come in just now. Try again in a moment."))
    try:
        return _understood(_looked_at(data, side, most))
    finally:
        _turns.release()


def _looked_at(data: bytes, side: int, most: int) -> bytes:
    command = [sys.executable, "-m", "exercises.imaging", str(side), str(most)]
    try:
        done = subprocess.run(
            command,
            cwd=settings.BASE_DIR,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WITHIN,
            check=True,
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as error:
        told = _("Looking at this picture took too long. Try again, or a smaller one.")
        raise Unusable("slow", told) from error
    except subprocess.CalledProcessError as error:  # it took too much memory, or the decoder fell over it
        raise _refusal("damaged", "") from error
    return done.stdout


def _understood(answer: bytes) -> Drawn:
    head, _newline, made = answer.partition(b"\n")
    told = json.loads(head or b'{"code": "damaged"}')
    if "code" in told:
        raise _refusal(told["code"], told.get("kind", ""))
    return Drawn(made, told["width"], told["height"])


def _refusal(code: str, kind: str) -> Unusable:
    if code == "type" and kind:
        text = _("Only JPEG, PNG and WebP pictures can be shown. This file is something else: {kind}.")
        return Unusable("wrong_type", format_lazy(text, kind=_("a video") if kind == "video" else kind))
    messages = {
        "empty": _("This file is empty."),
        "type": _("Only JPEG, PNG and WebP pictures can be shown. This file is none of them."),
        "pixels": _("This picture has too many pixels. Make it smaller first: 50 million at most."),
        "small": _("This picture is too small or too narrow to show anything."),
        "damaged": _("This picture is damaged or incomplete. Save it anew, or choose another one."),
    }
    return Unusable("wrong_type" if code == "type" else code, messages.get(code, messages["damaged"]))


def shown(file: FieldFile) -> FileResponse:
    """The bytes of a picture that was kept. Raises FileNotFoundError."""
    opened = file.storage.open(file.name or "", "rb")
    return FileResponse(opened, filename=f"picture.{SUFFIX}", content_type=TYPE, headers=HEADERS)
