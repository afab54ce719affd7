"""Uploaded pictures over HTTP: in by a form, out by a post or, until they are in one, by their token."""

from typing import Annotated, Any

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import File, Path, Router
from ninja.files import UploadedFile
from ninja.utils import check_csrf
from pydantic import Field

from exercises import authored, images
from exercises.access import AccessDenied, access_room
from exercises.sessions import Refused

from . import screenshots, store
from .accounts import hidden_from
from .sight import sight
from .store import uploads
from .uploads import take_in

router = Router()
STATUS = {"too_large": 413, "busy": 429, "too_fast": 429}
FORBIDDEN = {"read_only", "not_open", "removed", "too_many"}

Ref = Annotated[int, Field(ge=0, lt=2**53)]


@router.post("/rooms/{code}/pictures")
def upload_picture(request: HttpRequest, code: str, file: File[UploadedFile | None] = None) -> Any:
    """A picture for a post to come: a form's `file`, with the page's CSRF token. 8 MB at most.

    Answers {token, width, height}; `publish` and `draft_save` take the token. Refused with a `message`: 400
    for what cannot be shown, 403, 413, 429.
    """
    if check_csrf(request) is not None:
        return _refused("csrf", _("This page is too old. Reload it, then try again."), 403)
    seat = access_room(request.user, request.COOKIES, code)
    if file is None:
        return _refused("no_file", _("Choose a picture."), 400)
    try:
        kept = take_in(seat, file)
    except (Refused, images.Unusable) as refused:
        status = 403 if refused.code in FORBIDDEN else STATUS.get(refused.code, 400)
        return _refused(refused.code, str(refused.message), status)
    return {"token": kept.token, "width": kept.width, "height": kept.height}


def _refused(code: str, message: str, status: int) -> HttpResponse:
    return JsonResponse({"code": code, "message": message}, status=status)


@router.get("/rooms/{code}/pictures/{token}")
def uploaded_picture(request: HttpRequest, code: str, token: str) -> FileResponse:
    """An upload, for the room that it was made in. Gone with the post that it came into."""
    seat = access_room(request.user, request.COOKIES, code)
    upload = uploads.of_token(seat.room.pk, token)
    return _given(upload if upload is not None and uploads.is_seen(upload, sight(seat)) else None)


@router.get("/rooms/{code}/posts/{ref}/photo")
def post_photo(request: HttpRequest, code: str, ref: Path[Ref]) -> FileResponse:
    """What a post with a `photo` shows: whoever may see the post may see it."""
    held = access_room(request.user, request.COOKIES, code)
    room = held.room
    post = store.post_of(room.pk, ref, sight(held))
    if post is None or post.deleted or hidden_from(held.participant, post):
        raise AccessDenied(4404)
    shown = screenshots.source(post)
    by_author = shown.inject != ""
    photo = (
        authored.shown_by(room.session, shown.inject) if by_author else uploads.of_post(room.pk, shown.ref)
    )
    answer = _given(photo)
    if post.expires is not None:  # of what goes no browser keeps a copy
        answer["Cache-Control"] = "no-store"
    return answer


def _given(picture: Any) -> FileResponse:
    if picture is None:
        raise AccessDenied(4404)
    try:
        return images.shown(picture.file)
    except FileNotFoundError as error:
        raise AccessDenied(4404) from error
