"""What the trainees' page says of polls."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext


def poll_strings() -> dict[str, Any]:
    return {
        "votes": {"one": ngettext("{n} vote", "{n} votes", 1), "other": ngettext("{n} vote", "{n} votes", 2)},
        "left": pgettext("a poll", "{time} left"),
        "over": pgettext("a poll", "Final result"),
        "voted": _("Your vote is counted."),
        "again": _("You have voted here before."),
        "failed": _("Your vote was not counted."),
        "draft": pgettext("a poll", "Poll, {minutes} min: {options}"),
    }
