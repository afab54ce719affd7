"""How a poll stands, in words, for the trainees' page and the dashboard."""

from typing import Any

from django.utils.translation import ngettext, pgettext


def poll_texts() -> dict[str, Any]:
    return {
        "votes": {"one": ngettext("{n} vote", "{n} votes", 1), "other": ngettext("{n} vote", "{n} votes", 2)},
        "left": pgettext("a poll", "{time} left"),
        "over": pgettext("a poll", "Final result"),
    }
