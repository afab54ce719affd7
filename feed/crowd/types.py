"""The values that go into the crowd and come out of it. All of them are frozen.

Units: `t` is seconds of exercise since the session's start; `pressure` is reactions per 5 minutes
of exercise; an emotion vector is five shares, in the order of `EMOTIONS`, that sum to 1.
"""

from typing import Literal, NamedTuple

EMOTIONS: tuple[str, ...] = ("like", "fear", "anger", "mockery", "sadness")
KINDS: tuple[str, ...] = ("original", "reply", "share", "quote")

#: The network on whose page tributes are gathered.
WALL = "wall"

#: A post's `ref` is `window * REFS_PER_WINDOW + index`: the crowd's own drafts count from 0,
#: trainees' and trainers' posts from ACTION_REFS, posts of injects from INJECT_REFS.
REFS_PER_WINDOW = 1_000_000
ACTION_REFS = 500_000
INJECT_REFS = 900_000

Vector = tuple[float, float, float, float, float]


class Window(NamedTuple):
    """One second of exercise: second `number` up to, not including, `number + 1`.

    With `write` off the mood runs, but nothing is written: no drafts come out (what-if runs, jumps).
    """

    number: int
    write: bool = True


class InjectFired(NamedTuple):
    """An inject of the scenario takes effect. `ref` is its post, None where it publishes none.

    `content` is the text as published (a trainer may have edited it).
    """

    code: str
    ref: int | None
    content: str


class Published(NamedTuple):
    """Somebody who is not the crowd published: a trainee, or the trainer as a persona.

    `by` is a persona's code (a team account is a persona too) or "own" for a trainee's own account;
    `function` is the trainee's function (spokesperson, community_manager, legal, director) or "".
    `parent` is the ref that it replies to, shares or quotes, `heard_by` the followers of whoever wrote that:
    they see the answer too. `group` is the public group of the page network in which it stands, or "".
    """

    ref: int
    t: float
    by: str
    team: bool
    function: str
    channel: str
    kind: Literal["original", "reply", "share", "quote"]
    text: str
    parent: int | None
    heard_by: int = 0
    group: str = ""


class Corrected(NamedTuple):
    """The trainer says what a message of the team does: `labels`, and nothing else. `said` is the message."""

    said: Published
    labels: tuple[str, ...]


class Edited(NamedTuple):
    """The team changed one of its posts: `said` as it reads now, `before` the text that it had until then."""

    said: Published
    before: str


class Deleted(NamedTuple):
    """A trainee deleted a post of the team, or the trainer removed one (`team` False)."""

    ref: int
    team: bool


class Hidden(NamedTuple):
    """The team hid what somebody else had written below its post or on its page at `since`."""

    ref: int
    since: float


class Blocked(NamedTuple):
    """An official account blocked one, or (`on` False) no longer does.

    `key` is the blocked account's number in the population or its persona's code; `role` tells whether it is
    an "insulter", a "critic" or neither ("other").
    """

    by: str
    handle: str
    key: int | str
    kind: str
    followers: int
    role: str
    on: bool = True


class Liked(NamedTuple):
    """The team's account liked a post, which has an `emotion` where it is the crowd's; `reaction` is the one
    of the five that it gave, the plain like mostly."""

    ref: int
    by: str
    emotion: int | None = None
    reaction: int = 0


class Reported(NamedTuple):
    """The team reported a post: leak, rumour, insult or other."""

    ref: int
    reason: str


class PressureSet(NamedTuple):
    """The trainer turned the dial: reactions per 5 minutes; None is a living crowd at the dial's top.

    Held, the crowd does exactly that. `living`, the dial is the scale: what a phase at full pressure
    comes to.
    """

    pressure: int | None
    living: bool = False


class WeightsSet(NamedTuple):
    """The trainer weighs the emotions: five factors ≥ 0 in the order of EMOTIONS; 1 is neutral."""

    weights: Vector


Stimulus = (
    InjectFired
    | Published
    | Corrected
    | Edited
    | Deleted
    | Hidden
    | Blocked
    | Liked
    | Reported
    | PressureSet
    | WeightsSet
)


class Author(NamedTuple):
    """Who posts. `key` is the account's number in the population, or a persona's code."""

    key: int | str
    handle: str
    name: str
    kind: str
    followers: int
    verified: bool = False


class Draft(NamedTuple):
    """One reaction of the crowd. `emotion` indexes EMOTIONS. `root` is the thread's first post.

    A share has the text of what it shares, and `parent` points at it. A review gives 1 to 5 `stars`. What is
    `everyday` has nothing to do with what happens. `media` tells what the picture of a tribute shows.
    """

    ref: int
    t: float
    kind: str
    channel: str
    emotion: int
    author: Author
    text: str
    parent: int | None
    root: int | None
    hashtags: tuple[str, ...]
    topic: str
    rumour: str | None
    stars: int | None = None
    everyday: bool = False
    media: str = ""


class Touch(NamedTuple):
    """Likes and views that an earlier post gained in this window (added, never a total).

    `reactions` says how many of the likes are each emotion, on networks where one says so.
    """

    ref: int
    likes: int
    views: int
    reactions: tuple[int, int, int, int, int] | None = None


class Drafts(NamedTuple):
    """What one window brought: posts in order of `t`, and counters of earlier posts that moved."""

    posts: list[Draft]
    touches: list[Touch]


class Cause(NamedTuple):
    """One named reason for a change in this window.

    `name` is phase, inject, contagion, answer, block, silence, trainer, rumour or time; `code` says which one
    ("gunfire", "answer:4000500012", whom a team blocked). `shares` are the additive changes of the five
    emotion shares, `volume` that of the expected reactions per 5 minutes.
    """

    name: str
    code: str
    shares: Vector
    volume: float


class Causes(NamedTuple):
    """Mood at the end of the window and the causes of its change; the causes sum to the change."""

    mood: Vector
    volume: float
    terms: tuple[Cause, ...]


class Trend(NamedTuple):
    """A hashtag that rises. `score` compares its recent uses with its own past; `uses` is its total."""

    tag: str
    uses: int
    score: float
    coined: bool
