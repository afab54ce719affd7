"""The rows of accounts that a team's official ones have blocked."""

from ..models import TeamBlock


def of_room(room_id: int) -> list[TeamBlock]:
    return list(TeamBlock.objects.filter(room_id=room_id).order_by("pk"))


def of_mark(room_id: int, mark: str) -> TeamBlock | None:
    return TeamBlock.objects.filter(room_id=room_id, mark=mark).first()


def add(room_id: int, mark: str, account: str, told: dict[str, object]) -> TeamBlock:
    return TeamBlock.objects.create(room_id=room_id, mark=mark, account=account, told=told)


def remove(block: TeamBlock) -> None:
    TeamBlock.objects.filter(pk=block.pk).delete()
