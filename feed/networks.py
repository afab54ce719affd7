"""The networks of the trainees' page: what one may do on each, and what it says while nothing is there."""

from typing import Any

from django.utils.translation import gettext as _

from .crowd.book import PRIVATE_CHANNELS, REACTING_CHANNELS

#: Networks on which a team publishes; the others bring it news (press, alerts, mail).
WRITTEN_ON = ("microblog", "page", "messaging", "professional", "photo", "stories", "video", "wall")
#: What comes there is for the team alone: it is not in the public feed, and nobody can share or like it.
ADDRESSED = PRIVATE_CHANNELS
#: Nothing goes out there by itself: letters and closed groups are answered by hand.
UNSCHEDULED = ADDRESSED
#: There a question can have answers to vote for.
POLLING = frozenset({"microblog", "page"})
#: Whoever likes a post there says with which of the five emotions.
REACTING = REACTING_CHANNELS
#: What comes there is counted until somebody has looked: it may not be missed, and there is little of it.
COUNTED = ADDRESSED | {"press", "traffic", "safety"}


#: There the press asks the team for comment.
ASKING = {"mailbox", "press"}


def network_views(channels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The networks of a scenario (see feed.accounts.channels_of) with what the page must know of each; first
    those on which somebody writes to the team."""
    said = _sayings()
    views = [
        channel
        | {"addressed": channel["kind"] in ADDRESSED, "counted": channel["kind"] in COUNTED}
        | {"reacts": channel["kind"] in REACTING, "schedules": channel["kind"] not in UNSCHEDULED}
        | {"polls": channel["kind"] in POLLING}
        | {"asks": channel["kind"] in ASKING}
        | dict(zip(("about", "empty"), said[channel["kind"]], strict=True))
        for channel in channels
    ]
    return sorted(views, key=lambda view: not view["addressed"])


def _sayings() -> dict[str, tuple[str, str]]:
    """By network: what it is, and what stands there until the first post comes."""
    return {
        "microblog": (_("Short posts, in public, at once"), _("The first posts will appear here.")),
        "page": (
            _("Your page, and what people write on it"),
            _("What people write on your page, and what you answer, gathers here."),
        ),
        "messaging": (
            _("Closed groups: what is forwarded from hand to hand"),
            _("Nobody has forwarded you anything yet."),
        ),
        "professional": (
            _("Colleagues, unions, people of the trade"),
            _("What people of the trade say will stand here."),
        ),
        "photo": (_("Pictures first"), _("No picture has come yet.")),
        "stories": (_("Seen for a while, then gone"), _("Nobody is showing anything at the moment.")),
        "video": (_("Clips of a few seconds"), _("No clip has come yet.")),
        "press": (_("What the newsrooms publish"), _("The newsrooms have not published anything yet.")),
        "traffic": (
            _("What drivers warn each other of"),
            _("No driver has reported anything: the roads are clear."),
        ),
        "safety": (_("Who is safe, who is being looked for"), _("No safety check has been opened.")),
        "wall": (
            _("Drawings, candles, words left for others"),
            _("Nobody has left a drawing or a word yet."),
        ),
        "mailbox": (
            _("To your team alone: the press, partners, those concerned"),
            _("No message yet. Whoever writes to your team lands here."),
        ),
    }
