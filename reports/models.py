"""The debriefs that were made of a session."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exercises.models import Session, User


class DebriefState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class Debrief(models.Model):
    """One report of an ended session. `progress` goes from 0 to 100.

    `end` is the end that it tells of: a session reopened and ended again gets a new one. Whoever makes it
    holds `claim` and renews `claimed_at`; when that stops, another may take it.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="debriefs", verbose_name=_("session"))
    end = models.DateTimeField(_("session ended at"), null=True, editable=False)
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, editable=False, related_name="+")
    by_hand = models.BooleanField(default=False, editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=DebriefState.choices, default=DebriefState.QUEUED
    )
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    message = models.TextField(_("message"), blank=True, default="")
    pdf = models.FileField(_("PDF"), upload_to="debriefs/", blank=True)
    annex = models.FileField(_("spreadsheet"), upload_to="debriefs/", blank=True)
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    claim = models.CharField(max_length=32, blank=True, default="", editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("debrief")
        verbose_name_plural = _("debriefs")
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "end"], condition=Q(by_hand=False), name="one_debrief_per_end"
            )
        ]
        indexes = [
            models.Index(
                fields=["state"], name="debrief_to_make", condition=Q(state__in=["queued", "running"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.session} · {self.get_state_display()}"
