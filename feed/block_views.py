"""What the team's accounts have blocked, as frames show it."""

from exercises.models import Room

from .block_frames import BlockView
from .store import blocks


def block_views(room: Room) -> list[BlockView]:
    return [BlockView(mark=one.mark, account=one.account) for one in blocks.of_room(room.pk)]
