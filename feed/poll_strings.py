"""What the trainees' page says of polls."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exercises.poll_texts import poll_texts


def poll_strings() -> dict[str, Any]:
    return poll_texts() | {
        "voted": _("Your vote is counted."),
        "again": _("You have voted here before."),
        "failed": _("Your vote was not counted."),
        "draft": pgettext("a poll", "Poll, {minutes} min: {options}"),
    }
