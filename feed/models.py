"""What is stored of a running room.

Read and written by `feed.store` alone (and shown by the admin).
"""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exercises.models import Participant, Room


class Post(models.Model):
    """Anything published in a room. `seq` counts posts of the room from 1, without holes.

    `ref` is its identity in the crowd (see feed.crowd.types), the same in every run of the same seed.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="posts")
    seq = models.PositiveBigIntegerField()
    ref = models.PositiveBigIntegerField()
    t = models.FloatField(_("exercise time"))
    kind = models.CharField(_("kind"), max_length=8)
    channel = models.CharField(_("network"), max_length=16)
    author_key = models.CharField(max_length=60)
    handle = models.CharField(_("handle"), max_length=40)
    name = models.CharField(_("name"), max_length=200)
    author_kind = models.CharField(max_length=16)
    followers = models.PositiveIntegerField(default=0)
    verified = models.BooleanField(default=False)
    team = models.BooleanField(default=False)
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+", db_index=False)
    text = models.TextField(_("text"))
    parent = models.PositiveBigIntegerField(null=True)
    root = models.PositiveBigIntegerField(null=True)
    emotion = models.SmallIntegerField(_("emotion"), null=True)
    hashtags = models.TextField(blank=True, default="")
    topic = models.CharField(max_length=60, blank=True, default="")
    rumour = models.CharField(max_length=60, blank=True, default="")
    inject = models.CharField(max_length=60, blank=True, default="")
    media = models.TextField(blank=True, default="")
    mentions_team = models.BooleanField(default=False)
    reading = models.TextField(blank=True, default="")  # labels that a trainer gave the team's message
    edited = models.FloatField(null=True)  # exercise time at which its text was changed last
    expires = models.FloatField(null=True)  # exercise time from which only staff sees it (see feed.stories)
    likes = models.PositiveIntegerField(default=0)  # all reactions: the four below are parts of them
    fear = models.PositiveIntegerField(default=0)
    anger = models.PositiveIntegerField(default=0)
    mockery = models.PositiveIntegerField(default=0)
    sadness = models.PositiveIntegerField(default=0)
    shares = models.PositiveIntegerField(default=0)
    replies = models.PositiveIntegerField(default=0)
    views = models.PositiveIntegerField(default=0)
    deleted = models.BooleanField(default=False)
    stars = models.PositiveSmallIntegerField(null=True)  # of a review, 1 to 5
    labelled = models.BooleanField(default=False)  # the network has put a warning under it
    hidden = models.BooleanField(default=False)  # by the team: only its author and staff see it
    pinned = models.BooleanField(default=False)  # its account shows it first on its network
    place = models.CharField(max_length=60, blank=True, default="")  # on the map, of a post that stands on it
    withheld = models.BooleanField(default=False)  # the operator hides its area: for staff alone
    form = models.CharField(max_length=12, blank=True, default="")  # release, infographic: see feed.forms
    colour = models.CharField(max_length=8, blank=True, default="")  # of an infographic
    group = models.CharField(max_length=60, blank=True, default="")  # a public one of the page network

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("room", "seq")
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="one_post_per_seq"),
            models.UniqueConstraint(fields=["room", "ref"], name="one_post_per_ref"),
        ]
        indexes = [
            models.Index(fields=["room", "root"], name="post_by_thread"),
            models.Index(fields=["room", "channel", "seq"], name="post_by_channel"),
            # These two are counted again and again: they hold all that is asked, so no row is looked at.
            models.Index(
                fields=["room", "stars", "deleted"],
                name="review_that_stands",
                condition=models.Q(stars__isnull=False),
            ),
            models.Index(
                fields=["room", "group", "t", "deleted", "hidden"],
                name="post_standing_in_group",
                condition=~models.Q(group=""),
            ),
            models.Index(fields=["room", "seq"], name="post_to_team", condition=models.Q(mentions_team=True)),
            models.Index(fields=["room", "seq"], name="post_by_team", condition=models.Q(team=True)),
            models.Index(
                fields=["room", "group", "seq"], name="post_in_group", condition=~models.Q(group="")
            ),
            models.Index(
                fields=["room", "channel", "kind"],
                name="post_tribute",
                condition=models.Q(channel="wall", kind="original"),
            ),
            models.Index(fields=["room", "seq"], name="post_pinned", condition=models.Q(pinned=True)),
            models.Index(
                fields=["room", "expires"], name="post_that_goes", condition=models.Q(expires__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"@{self.handle}: {self.text[:60]}"

    @property
    def reactions(self) -> list[int]:
        """How many of the likes are each emotion, in their order."""
        others = [self.fear, self.anger, self.mockery, self.sadness]
        return [max(0, self.likes - sum(others)), *others]


class Moment(models.Model):
    """One window of a room: the mood at its end, what caused its change, and how many posts it brought.

    `shares` are the five emotions' shares, `volume` the expected reactions per 5 minutes, `counts` the
    posts by emotion, `terms` the causes as [name, code, shares, volume], `trends`, `rumours` and the
    `symbol` of the wall (see feed.symbol) now and then.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="moments")
    window = models.PositiveBigIntegerField()
    shares = models.JSONField()
    volume = models.FloatField()
    counts = models.JSONField()
    terms = models.JSONField()
    trends = models.JSONField(null=True)
    rumours = models.JSONField(null=True)
    symbol = models.PositiveBigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "window"], name="one_moment_per_window")]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.window}"


class Checkpoint(models.Model):
    """The crowd's state before `window`, compact: a worker without the state starts from the newest."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="checkpoints")
    window = models.PositiveBigIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "window"], name="one_checkpoint_per_window")]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.window}"


class Change(models.Model):
    """A change to a post already published. `rev` counts them in the room from 1, without holes."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="changes")
    rev = models.PositiveBigIntegerField()
    ref = models.PositiveBigIntegerField()
    #: deleted, edited, liked, unliked, reacted, reading, labelled, pinned, hidden, shown, answered
    kind = models.CharField(max_length=12)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "rev"], name="one_change_per_rev")]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.rev} {self.kind}"


class Liking(models.Model):
    """An account of the team, or a trainee's own, likes a post: once. `reaction` is the emotion's number on
    networks that have five of them, 0 (the plain like) elsewhere."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="likings")
    ref = models.PositiveBigIntegerField()
    account = models.CharField(max_length=80)
    reaction = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "ref", "account"], name="liked_once")]

    def __str__(self) -> str:
        return f"{self.account} → {self.ref}"


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Upload(models.Model):
    """A picture that a trainee uploaded, made anew (see exercises.images): `width` × `height` px.

    By its `token` it comes into a post of the room, whose ref is `post`, or into a draft of the team.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+")
    token = models.CharField(max_length=32, unique=True, default=new_token)
    file = models.FileField(upload_to="pictures/")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    post = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "post"], name="one_upload_per_post")]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.pk}"


class Watch(models.Model):
    """What a trainee watches in a room, and folds away there: see feed.columns. No crowd knows of it."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    columns = models.JSONField(default=list)
    muted = models.JSONField(default=list)
    blocked = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "participant"], name="one_watch_per_seat")]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.participant_id}"


class AccountList(models.Model):
    """Accounts that a trainee follows under one name: see feed.listing. No crowd and no debrief knows of it.

    Its `pk` names it, and is not given again: a column may outlive it. `accounts` are [{mark, handle, name,
    verified}], `mark` as feed.query folds it; `step` counts what happens to it.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    name = models.CharField(max_length=30)
    shared = models.BooleanField(default=False)
    accounts = models.JSONField(default=list)
    step = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.room_id}/{self.pk} {self.name}"


class Report(models.Model):
    """A post that a team reported, once, and what became of it. `number` counts a room's from 1.

    The network looks at it in `review_window` and answers `verdict` in `answer_window` (see feed.moderation),
    unless the trainer or the post's author is faster: `decided_by` is network, trainer or author. `since` is
    when it came into its state, s of exercise; `step` counts all that happens to it.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="reports")
    number = models.PositiveIntegerField()
    ref = models.PositiveBigIntegerField()
    reason = models.CharField(max_length=8)  # leak, rumour, insult, other
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+", db_index=False)
    t = models.FloatField()
    state = models.CharField(max_length=8, default="received")  # received, review, removed, labelled, left
    since = models.FloatField()
    step = models.PositiveIntegerField(default=1)
    review_window = models.PositiveBigIntegerField()
    answer_window = models.PositiveBigIntegerField()
    verdict = models.CharField(max_length=8)  # removed, labelled, left
    decided_by = models.CharField(max_length=8, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="one_report_per_number"),
            models.UniqueConstraint(fields=["room", "ref"], name="reported_once"),
        ]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.number} {self.state}"


class Draft(models.Model):
    """A text that a team prepares for one of its accounts. `number` counts a room's from 1.

    Each change of what it says raises `version`, and a verdict holds for the version that it read. `verdicts`
    are [{who, name, function, verdict, note, t, version}], the oldest first; times are s of exercise.
    `writer` began it, `editor` gave it the words that it has, `sender` the time `due` at which it goes out
    by itself; `since` is when it came into its state.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="drafts")
    number = models.PositiveIntegerField()
    account = models.CharField(max_length=60)
    channel = models.CharField(max_length=16)
    kind = models.CharField(max_length=8)
    parent = models.PositiveBigIntegerField(null=True)
    text = models.TextField(blank=True)
    picture = models.CharField(max_length=32, blank=True, default="")  # the token of an upload
    description = models.TextField(blank=True, default="")  # what it shows
    form = models.CharField(max_length=12, blank=True, default="")
    colour = models.CharField(max_length=8, blank=True, default="")
    group = models.CharField(max_length=60, blank=True, default="")
    poll = models.JSONField(null=True)  # {options, minutes}: see feed.poll_messages
    version = models.PositiveIntegerField(default=1)
    step = models.PositiveIntegerField(default=0)  # counts all that happens to it
    #: open, submitted, returned, approved, scheduled, stopped, published, dropped
    state = models.CharField(max_length=9)
    writer = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+", db_index=False)
    editor = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+", db_index=False)
    begun = models.FloatField()
    since = models.FloatField()
    verdicts = models.JSONField(default=list)
    post = models.PositiveBigIntegerField(null=True)  # what it became
    due = models.FloatField(null=True)  # exercise time at which it goes out by itself
    sender = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+", db_index=False)
    stopped = models.CharField(max_length=24, blank=True, default="")  # why it did not: a code

    class Meta:
        indexes = [
            models.Index(
                fields=["room", "due"], name="draft_scheduled", condition=models.Q(state="scheduled")
            )
        ]
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="one_draft_per_number")]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.number} {self.state}"


class Poll(models.Model):
    """What makes the post `ref` a poll: its answers, and how many voted for each.

    People vote from `t` until it `closes` (s of exercise); `over` once that was told. `followers` are those
    of whoever asks.
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="polls")
    ref = models.PositiveBigIntegerField()
    options = models.JSONField()
    votes = models.JSONField()
    followers = models.PositiveIntegerField()
    t = models.FloatField()
    closes = models.FloatField()
    over = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "ref"], name="one_poll_per_post")]
        indexes = [models.Index(fields=["room"], name="poll_open", condition=models.Q(over=False))]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.ref}"


class Ballot(models.Model):
    """A trainee's only vote in the poll of the post `ref`: the place of an answer, from 0."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    ref = models.PositiveBigIntegerField()
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    option = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "participant", "ref"], name="one_vote_per_seat")
        ]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.ref} {self.option}"


class GroupMember(models.Model):
    """An account of the team, or a trainee's own, that joined a public group of the page network."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    group = models.CharField(max_length=60)
    account = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "group", "account"], name="joined_once")]

    def __str__(self) -> str:
        return f"{self.account} → {self.group}"


class TeamBlock(models.Model):
    """An account that one of the team's official ones has blocked: its `mark`, the handle of the `account`
    that did, and what the crowd was `told` of it (see feed.crowd.types.Blocked)."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    mark = models.CharField(max_length=41)
    account = models.CharField(max_length=40)
    told = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "mark"], name="blocked_once")]

    def __str__(self) -> str:
        return f"{self.account} → {self.mark}"


class Appeal(models.Model):
    """What a team asks of a network's operator: to hide an area of the map, or to open a safety check.

    `number` counts a room's from 1; `area` is a place of the terrain. The operator answers in window
    `decides`; `since` (s of exercise) is when it came into its state, `until` the window in which it ends by
    itself. A safety check that the script opens is one too: nobody asked. It was `opened` at that second,
    when `seq` was the room's newest post; `last_seq` was when it closed. `marked` are those who are safe:
    [{who, name, t}].
    """

    room = models.ForeignKey(Room, models.CASCADE, related_name="appeals")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=6)  # hide, safety
    area = models.CharField(max_length=60, blank=True)
    account = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)
    minutes = models.PositiveIntegerField(default=0)
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="+", db_index=False)
    asked = models.FloatField()
    state = models.CharField(max_length=9)  # asked, agreed, refused, withdrawn, ended
    since = models.FloatField()
    decides = models.PositiveBigIntegerField(null=True)
    until = models.PositiveBigIntegerField(null=True)
    opened = models.FloatField(null=True)
    seq = models.PositiveBigIntegerField(default=0)
    last_seq = models.PositiveBigIntegerField(null=True)
    marked = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="one_appeal_per_number")]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.number} {self.kind} {self.state}"


def new_epoch() -> str:
    return secrets.token_hex(8)


class Article(models.Model):
    """What the press site published about the request `inject` once its deadline was over: see feed.press."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="articles")
    inject = models.CharField(max_length=60)
    outcome = models.CharField(max_length=8)  # in_time, missed
    window = models.PositiveBigIntegerField()
    ref = models.PositiveBigIntegerField()
    content = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "inject"], name="one_article_per_request")]

    def __str__(self) -> str:
        return f"{self.room_id}/{self.inject} {self.outcome}"


class Epoch(models.Model):
    """Which history this database tells: it changes with a restore, and clients start afresh then."""

    value = models.CharField(max_length=32, default=new_epoch)

    def __str__(self) -> str:
        return self.value
