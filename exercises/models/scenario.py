"""The authored script. `exercises.scenarios` turns it into a document and back."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .fields import LocalField, local
from .people import Organisation

CHANNELS = [
    ("microblog", _("microblog")),
    ("page", _("page network")),
    ("messaging", _("messaging group")),
    ("professional", _("professional network")),
    ("photo", _("photo network")),
    ("stories", _("ephemeral stories")),
    ("video", _("short video")),
    ("press", _("press site")),
    ("traffic", _("traffic-alert map")),
    ("safety", _("safety check")),
    ("wall", _("social wall")),
    ("mailbox", _("mailbox")),
]
PERSONA_KINDS = [
    ("journalist", _("journalist")),
    ("official", _("elected official")),
    ("blogger", _("blogger")),
    ("influencer", _("influencer")),
    ("employee", _("employee")),
    ("union", _("union")),
    ("student", _("student")),
    ("customer", _("customer")),
    ("citizen", _("citizen")),
    ("expert", _("expert")),
    ("authority", _("authority")),
    ("troll", _("troll")),
    ("bot", _("bot")),
    ("organisation", _("organisation")),
]

code_validator = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Lower-case letters, digits and hyphens only.")
)
handle_validator = RegexValidator(r"^[A-Za-z0-9_]{2,30}$", _("2 to 30 letters, digits or underscores."))


def code_field() -> "models.CharField[str, str]":
    return models.CharField(_("code"), max_length=60, validators=[code_validator])


class Scenario(models.Model):
    """One exercise as written: whom it is about, who speaks, what happens and what is expected."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="scenarios", verbose_name=_("organisation")
    )
    slug = code_field()
    languages = models.JSONField(_("languages"), default=list)
    title = LocalField(_("title"))
    summary = LocalField(_("summary"), rows=3)
    duration = models.PositiveIntegerField(
        _("duration (s)"), default=3600, validators=[MinValueValidator(60), MaxValueValidator(7 * 24 * 3600)]
    )
    time_scale = models.FloatField(
        _("time scale"),
        default=12,
        help_text=_("How many real seconds one second of the exercise stands for."),
    )
    at_stake = models.JSONField(_("organisation at stake"), default=dict)
    briefing = models.JSONField(_("briefing"), default=dict)
    functions = models.JSONField(_("functions"), default=list)
    approval = models.JSONField(_("approval"), default=list, blank=True)
    channels = models.JSONField(_("networks"), default=list)
    vocabulary = models.JSONField(_("vocabulary"), default=dict)
    terrain = models.JSONField(_("the place"), default=dict, blank=True)
    hashtags = models.JSONField(_("hashtags"), default=list, blank=True)
    coinage = models.JSONField(_("coined hashtags"), default=dict, blank=True)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    rumours = models.JSONField(_("rumours"), default=list, blank=True)
    secrets = models.JSONField(_("secrets"), default=list, blank=True)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ("slug",)
        constraints = [models.UniqueConstraint(fields=["organisation", "slug"], name="one_scenario_per_slug")]

    def __str__(self) -> str:
        return local(self.title, get_language() or "en") or self.slug


class Part(models.Model):
    """Something that belongs to a scenario, in an order of its own."""

    scenario = models.ForeignKey(
        Scenario, models.CASCADE, related_name="%(class)ss", verbose_name=_("scenario")
    )
    position = models.PositiveIntegerField(_("order"), default=0, db_index=True)
    code = code_field()

    class Meta:
        abstract = True
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.code


class Phase(Part):
    """A stretch of the scenario with its own baseline pressure and emotion mix."""

    name = LocalField(_("name"))
    offset = models.PositiveIntegerField(_("starts at (s)"), default=0)
    pressure = models.FloatField(
        _("pressure"),
        default=0.2,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("Share of the dial: 1 is 10,000 reactions per 5 minutes."),
    )
    weights = models.JSONField(_("emotions"), default=dict)
    summary = LocalField(_("summary"), rows=2)

    class Meta(Part.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")


class Persona(Part):
    """A named character, or an account that the trainees hold."""

    kind = models.CharField(_("kind"), max_length=16, choices=PERSONA_KINDS)
    handle = models.CharField(_("handle"), max_length=30, validators=[handle_validator])
    name = models.CharField(_("name"), max_length=200)
    bio = LocalField(_("bio"), rows=2)
    followers = models.PositiveIntegerField(_("followers"), default=0)
    verified = models.BooleanField(_("verified"), default=False)
    team = models.BooleanField(_("held by the team"), default=False)
    tone = LocalField(_("tone"), blank=True, null=True, default=None)
    stance = models.FloatField(
        _("stance"),
        default=0,
        validators=[MinValueValidator(-1), MaxValueValidator(1)],
        help_text=_("From −1, hostile to the organisation, to 1, on its side."),
    )
    channels = models.JSONField(_("networks"), default=list)

    class Meta(Part.Meta):
        verbose_name = _("persona")
        verbose_name_plural = _("personas")


class Objective(Part):
    """What the trainees are to learn or show."""

    title = LocalField(_("title"))
    description = LocalField(_("description"), rows=2)
    weight = models.PositiveIntegerField(_("weight"), default=1)

    class Meta(Part.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")


class Picture(models.Model):
    """A picture that authors uploaded, made anew (see exercises.images): `width` × `height` px, for ever."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)  # of its bytes
    file = models.FileField(upload_to="authored/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)  # when somebody last wanted it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "sha256"], name="one_picture_per_content")
        ]

    def __str__(self) -> str:
        return self.sha256[:16]


class Inject(Part):
    """One scripted event: at an offset or when a condition holds."""

    title = LocalField(_("title"))
    offset = models.PositiveIntegerField(_("at (s)"), null=True, blank=True)
    condition = models.JSONField(_("condition"), null=True, blank=True)
    channel = models.CharField(_("network"), max_length=16, choices=CHANNELS)
    persona = models.ForeignKey(Persona, models.SET_NULL, null=True, blank=True, verbose_name=_("persona"))
    content = LocalField(_("content"), rows=4)
    media = LocalField(_("picture or clip"), blank=True, null=True, default=None)
    picture = models.ForeignKey(Picture, models.SET_NULL, null=True, blank=True, editable=False)
    expected = LocalField(_("expected response"), rows=2, blank=True, null=True, default=None)
    shock = models.JSONField(_("effect on the crowd"), null=True, blank=True)
    request = models.JSONField(_("request for comment"), null=True, blank=True)
    live = models.CharField(
        _("carries on the story of"),
        max_length=60,
        blank=True,
        default="",
        validators=[code_validator],
        help_text=_("The code of the article that began a rolling story; on the press site alone."),
    )
    group = models.CharField(
        _("in the group"),
        max_length=60,
        blank=True,
        default="",
        validators=[code_validator],
        help_text=_("The code of a public group, on a page network alone."),
    )
    poll = models.JSONField(_("poll"), null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("inject")
        verbose_name_plural = _("injects")


class Expectation(Part):
    """What a team should have done about an inject, by when, and how it is recognised."""

    objective = models.ForeignKey(Objective, models.CASCADE, verbose_name=_("objective"))
    inject = models.ForeignKey(Inject, models.CASCADE, verbose_name=_("inject"))
    title = LocalField(_("title"))
    deadline = models.PositiveIntegerField(_("within (s)"), default=300)
    weight = models.PositiveIntegerField(_("weight"), default=1)
    recognise = models.JSONField(_("how it is recognised"), default=dict)

    class Meta(Part.Meta):
        verbose_name = _("expectation")
        verbose_name_plural = _("expectations")
