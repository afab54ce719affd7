"""The debriefs that were made of a session."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exercises.models import Session


class DebriefState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class Debrief(models.Model):
    """One report of an ended session. `progress` goes from 0 to 100."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="debriefs", verbose_name=_("session"))
    state = models.CharField(
        _("state"), max_length=8, choices=DebriefState.choices, default=DebriefState.QUEUED
    )
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    message = models.TextField(_("message"), blank=True, default="")
    pdf = models.FileField(_("PDF"), upload_to="debriefs/", blank=True)
    annex = models.FileField(_("spreadsheet"), upload_to="debriefs/", blank=True)
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("debrief")
        verbose_name_plural = _("debriefs")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.session} · {self.get_state_display()}"
