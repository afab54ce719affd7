"""Phrases that were asked of a model for a scenario: nothing of them is used before somebody accepts it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .fields import LANGUAGE_NAMES
from .people import User
from .scenario import Scenario

EMOTION_NAMES = [
    ("like", pgettext_lazy("emotion", "like")),
    ("fear", pgettext_lazy("emotion", "fear")),
    ("anger", pgettext_lazy("emotion", "anger")),
    ("mockery", pgettext_lazy("emotion", "mockery")),
    ("sadness", pgettext_lazy("emotion", "sadness")),
]


class DraftState(models.TextChoices):
    ASKED = "asked", _("asked for")
    FAILED = "failed", _("failed")
    DRAFT = "draft", _("to be reviewed")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")


class PhraseDraft(models.Model):
    """Phrases for a topic in one emotion and language, as they came, until somebody decides on them.

    `lines` are {"text", "fault", "about", "accepted"}: `fault` names what is wrong with a line ("" if
    nothing), `about` what it is about. Whoever asks the model takes the draft by setting `claimed_at`.
    """

    scenario = models.ForeignKey(
        Scenario, models.CASCADE, related_name="phrase_drafts", verbose_name=_("scenario")
    )
    topic = models.CharField(_("topic"), max_length=60)
    emotion = models.CharField(_("emotion"), max_length=8, choices=EMOTION_NAMES)
    lang = models.CharField(_("language"), max_length=2, choices=list(LANGUAGE_NAMES.items()))
    wanted = models.PositiveSmallIntegerField(_("how many"), default=12)
    hint = models.CharField(_("hint"), max_length=300, blank=True, default="")
    requested_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("requested by")
    )
    created_at = models.DateTimeField(_("asked at"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=DraftState.choices, default=DraftState.ASKED)
    failure = models.CharField(max_length=16, blank=True, default="", editable=False)
    detail = models.CharField(max_length=300, blank=True, default="", editable=False)
    lines = models.JSONField(_("phrases"), default=list, blank=True)

    class Meta:
        verbose_name = _("draft of phrases")
        verbose_name_plural = _("drafts of phrases")
        ordering = ("-pk",)
        indexes = [models.Index(fields=["state"], name="phrases_asked", condition=models.Q(state="asked"))]

    def __str__(self) -> str:
        return f"{self.topic} · {self.get_emotion_display()} · {self.lang.upper()}"
