"""One run of a scenario: its clock, its rooms, the people in them, and what they did."""

import secrets
from functools import lru_cache
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..clock import Clock
from .people import Organisation, User
from .scenario import Picture, Scenario

JOIN_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is mistaken for another on a projector


def new_join_code() -> str:
    """Ten characters of 31: 49 bits."""
    return "".join(secrets.choice(JOIN_ALPHABET) for _index in range(10))


def new_room_code() -> str:
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _index in range(8))


def new_seed() -> int:
    return secrets.randbelow(2**31)


class State(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    LOBBY = "lobby", _("lobby open")
    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class Snapshot(models.Model):
    """A scenario as it was when a session was made, as a plain document. It never changes."""

    hash = models.CharField(max_length=64)
    document = models.JSONField()

    def __str__(self) -> str:
        return self.hash[:16]


@lru_cache(maxsize=32)
def _document(pk: int, snapshot_hash: str) -> dict[str, Any]:
    """Documents are large, and needed at every window: read once per process. Nobody changes the answer."""
    document: dict[str, Any] = Snapshot.objects.get(pk=pk, hash=snapshot_hash).document
    return document


class Session(models.Model):
    """One run of a scenario; editing the scenario later never changes it.

    The clock is three numbers: at wall time `wall_anchor` (s since the epoch) the exercise stood at
    `exercise_anchor` (s) and ran at `speed`. `ticked_at` is when somebody last ticked.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="sessions", verbose_name=_("organisation")
    )
    scenario = models.ForeignKey(Scenario, models.SET_NULL, null=True, verbose_name=_("scenario"))
    name = models.CharField(_("name"), max_length=120)
    lang = models.CharField(_("language"), max_length=5, choices=[("en", "English"), ("fr", "Français")])
    seed = models.BigIntegerField(_("seed"), default=new_seed)
    written = models.ForeignKey(Snapshot, models.PROTECT, editable=False)
    snapshot_hash = models.CharField(max_length=64, editable=False)
    engine_version = models.CharField(max_length=40, editable=False)
    voice_version = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    pause_reason = models.CharField(max_length=12, blank=True, default="", editable=False)
    wall_anchor = models.FloatField(default=0, editable=False)
    exercise_anchor = models.FloatField(default=0, editable=False)
    speed = models.FloatField(_("speed"), default=1)
    ticked_at = models.FloatField(default=0, editable=False)
    join_code = models.CharField(_("join code"), max_length=16, unique=True, default=new_join_code)
    lobby_locked = models.BooleanField(_("lobby locked"), default=False)
    log_count = models.PositiveBigIntegerField(default=0, editable=False)
    #: Counts changes of state, clock and access, so that the next tick publishes them.
    version = models.PositiveBigIntegerField(default=0, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)
    pictures = models.ManyToManyField(Picture, related_name="sessions", editable=False)  # of its snapshot
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("started at"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.name

    @property
    def snapshot(self) -> dict[str, Any]:
        """The scenario as it was when the session was made. Shared: read it, never change it."""
        return _document(self.written_id, self.snapshot_hash)

    @property
    def clock(self) -> Clock:
        return Clock(self.wall_anchor, self.exercise_anchor, self.speed, self.state == State.RUNNING)

    @property
    def is_live(self) -> bool:
        return self.state in (State.RUNNING, State.PAUSED)


class Room(models.Model):
    """One team's world in a session. `next_window` is the first window not made yet.

    `last_seq` counts its posts, `action_count` what people did in it: both without holes.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="rooms", verbose_name=_("session"))
    name = models.CharField(_("name"), max_length=80)
    code = models.CharField(_("code"), max_length=32, unique=True, default=new_room_code, editable=False)
    position = models.PositiveIntegerField(default=0)
    next_window = models.PositiveBigIntegerField(default=0, editable=False)
    action_count = models.PositiveBigIntegerField(default=0, editable=False)
    last_seq = models.PositiveBigIntegerField(default=0, editable=False)
    #: Counts changes to posts already published (deleted, liked by the team …), without holes.
    rev = models.PositiveBigIntegerField(default=0, editable=False)
    #: The queue of the worker that made the last window: it still has the crowd's state.
    home = models.CharField(max_length=120, blank=True, default="", editable=False)
    #: What the trainer asked for last: reactions per 5 minutes, held or as the scale of a living crowd. Null
    #: is a living crowd at the scenario's own scale.
    pressure = models.PositiveIntegerField(_("pressure"), null=True, blank=True)
    living = models.BooleanField(_("the crowd lives"), default=False)
    weights = models.JSONField(_("emotion weights"), default=dict, blank=True)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


def new_seat_token() -> str:
    return secrets.token_urlsafe(16)


class ParticipantRole(models.TextChoices):
    TRAINER = "trainer", _("trainer")
    OBSERVER = "observer", _("observer")
    TRAINEE = "trainee", _("trainee")


class Participant(models.Model):
    """Somebody in a session: a user, or a guest who holds the seat whose token is in his cookie."""

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="participants", verbose_name=_("session")
    )
    room = models.ForeignKey(Room, models.CASCADE, null=True, blank=True, related_name="participants")
    user = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="participations")
    role = models.CharField(
        _("role"), max_length=8, choices=ParticipantRole.choices, default=ParticipantRole.TRAINEE
    )
    function = models.CharField(_("function"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=60)
    seat_token = models.CharField(max_length=40, default=new_seat_token, editable=False)
    move_code = models.CharField(max_length=12, blank=True, default="", editable=False)
    move_code_until = models.DateTimeField(null=True, editable=False)
    consented_at = models.DateTimeField(_("consented at"), null=True, editable=False)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)
    removed_at = models.DateTimeField(_("removed at"), null=True, editable=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ("joined_at", "pk")

    def __str__(self) -> str:
        return self.name


class Action(models.Model):
    """Something a person did in a room, with the window in which it takes effect.

    With the snapshot and the seed, the actions of a room say everything that a window contains. `number`
    counts from 0 without holes; `payload` is the stimulus for the crowd, by name.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="actions")
    number = models.PositiveBigIntegerField()
    window = models.PositiveBigIntegerField()
    t = models.FloatField()
    kind = models.CharField(max_length=16)
    payload = models.JSONField(default=dict)
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+")
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="one_action_per_number")]
        indexes = [models.Index(fields=["room", "window"], name="action_by_window")]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.number} {self.kind}"


class Firing(models.Model):
    """What became of an inject in a room: it fired or was skipped, in `window`, and `ref` is its post."""

    FIRED, SKIPPED = "fired", "skipped"

    room = models.ForeignKey(Room, models.CASCADE, related_name="firings")
    inject = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=[(FIRED, _("fired")), (SKIPPED, _("skipped"))])
    window = models.PositiveBigIntegerField()
    ref = models.PositiveBigIntegerField(null=True)
    content = models.TextField(blank=True)

    class Meta:
        ordering = ("window", "pk")
        constraints = [models.UniqueConstraint(fields=["room", "inject"], name="settled_once")]

    def __str__(self) -> str:
        return f"{self.inject} {self.state}"


class Done(models.Model):
    """A message that was carried out, by its idempotency key: sent again, it is answered, not repeated."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    sender = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    result: Any = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "sender", "key"], name="done_once")]

    def __str__(self) -> str:
        return self.key
