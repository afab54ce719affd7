"""The log (main courante): append-only, with a sequence of its own per session."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .session import Room, Session


class AppendOnly(RuntimeError):
    """Somebody tried to change or delete an entry of the log."""


class LogQuerySet(models.QuerySet["LogEntry"]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("entries of the log are never changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("entries of the log are never deleted")


class LogEntry(models.Model):
    """`number` counts from 1 in the session. `what` names the event, `data` its particulars."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="log")
    number = models.PositiveBigIntegerField()
    t = models.FloatField(_("exercise time"))
    at = models.DateTimeField(_("wall time"), default=timezone.now)
    room = models.ForeignKey(Room, models.CASCADE, null=True, related_name="+")
    source = models.CharField(_("source"), max_length=12)  # trainer, trainee, observer, script, system
    who = models.CharField(_("who"), max_length=120, blank=True)
    what = models.CharField(_("what"), max_length=24)
    data = models.JSONField(default=dict)

    objects = LogQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="one_entry_per_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("entries of the log are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("entries of the log are never deleted")
