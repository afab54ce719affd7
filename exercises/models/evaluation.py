"""What trainers and observers note and rate while an exercise runs."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .people import User
from .session import Room, Session


class Observation(models.Model):
    """A note tied to a moment and, where it applies, to a post: (room, ref), no foreign key to the feed."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="observations")
    room = models.ForeignKey(Room, models.CASCADE, null=True, related_name="observations")
    post = models.PositiveBigIntegerField(null=True)
    objective = models.CharField(max_length=60, blank=True)
    text = models.TextField(_("text"))
    t = models.FloatField()
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ("t", "pk")

    def __str__(self) -> str:
        return self.text[:60]


class Rating(models.Model):
    """An evaluator's rating of one objective for one room: 1 (not met) to 5 (fully met)."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="ratings")
    objective = models.CharField(max_length=60)
    author = models.ForeignKey(User, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["room", "objective", "author"], name="one_rating_per_evaluator"),
            models.CheckConstraint(condition=models.Q(score__gte=1, score__lte=5), name="score_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.objective}: {self.score}"
