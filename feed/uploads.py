"""Pictures that trainees upload: taken in, put into a post or a draft, given out again."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exercises import images, sessions
from exercises.access import Seat
from exercises.models import Participant, Room, Session, State
from exercises.sessions import Refused

from .accounts import still_seated
from .publishing import locked_room
from .store import uploads

if TYPE_CHECKING:
    from .models import Draft, Upload

MOST_OF_SEAT = 60  # pictures that one seat may have in a session
MOST_OF_ROOM = 300
MOST_UNUSED = 8  # that a seat may have waiting: of more the oldest goes
A_MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 10  # by one seat
OPEN = (State.LOBBY, State.RUNNING, State.PAUSED)


def take_in(seat: Seat, file: Any) -> "Upload":
    """An uploaded file, looked at and kept for a post to come. Raises Refused, or images.Unusable."""
    if seat.participant is None:
        raise Refused("read_only", _("You are watching this room: only its trainees write in it."))
    _check(seat.room.session, seat.room, seat.participant)
    drawn = images.redraw(file)
    with sessions.locked(seat.room.session_id) as session:  # so many may come at once that a count is past
        room = locked_room(session, seat.room.code)
        participant = still_seated(seat.participant)
        _check(session, room, participant)
        kept = uploads.keep(room, participant, drawn)
        uploads.drop_oldest(room, participant, MOST_UNUSED)
    return kept


def _check(session: Session, room: Room, participant: Participant) -> None:
    if session.state not in OPEN:
        raise Refused("not_open", _("No picture can be added now: the exercise is not open."))
    if uploads.count(room, participant, timezone.now() - A_MINUTE) >= MOST_A_MINUTE:
        raise Refused("too_fast", _("That was many pictures in a short time. Wait a minute."))
    if uploads.count(room, participant) >= MOST_OF_SEAT or uploads.count(room) >= MOST_OF_ROOM:
        raise Refused("too_many", _("There are as many pictures as an exercise can hold. Go on with words."))


def free(room: Room, participant: Participant, token: str, draft: "Draft | None" = None) -> "Upload":
    """An upload that a trainee may put into a text: his own, or that of the draft. Raises Refused."""
    upload = uploads.of_token(room.pk, token)
    is_held = draft is not None and draft.picture == token
    if upload is None or not (is_held or upload.participant_id == participant.pk):
        raise Refused("unknown_picture", _("This picture is not there any more. Add it again."))
    if upload.post is not None or uploads.is_drafted(upload, apart_from=draft.number if draft else None):
        raise Refused("picture_used", _("This picture is already in another text. Add it again."))
    return upload


def for_post(
    room: Room, participant: Participant, kind: str, token: str | None, draft: "Draft | None" = None
) -> "Upload | None":
    """The upload that goes into a post of this kind, if it is to show one. Raises Refused."""
    if not token:
        return None
    if kind == "share":
        raise Refused("bad_fields", _("A share shows what somebody else published: it takes no picture."))
    return free(room, participant, token, draft)
