"""What pages say of reports: trainees follow theirs up, trainers answer them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def report_states() -> dict[str, str]:
    return {
        "received": pgettext("report", "received"),
        "review": pgettext("report", "under review"),
        "removed": pgettext("report", "removed"),
        "labelled": pgettext("report", "left up, with a warning"),
        "left": pgettext("report", "left up"),
    }


def staff_report_texts() -> dict[str, Any]:
    """What the dashboard says of the posts that a team reported."""
    return {
        "states": report_states(),
        "reasons": {
            "leak": pgettext("reason of a report", "Leak"),
            "rumour": pgettext("reason of a report", "Rumour"),
            "insult": pgettext("reason of a report", "Insult"),
            "other": pgettext("reason of a report", "Other reason"),
        },
        "by": _("{name}, {time}"),
        "gone": _("This post was taken out."),
        "will": {
            "removed": _("The network removes it at {time}."),
            "labelled": _("The network leaves it up with a warning at {time}."),
            "left": _("The network leaves it up at {time}."),
        },
        "decided": {
            "network": _("answered by the network at {time}"),
            "trainer": _("answered by the trainer at {time}"),
            "author": _("taken down by its author at {time}"),
        },
        "verbs": {
            "leave": _("Leave the post of {handle} up"),
            "remove": _("Remove the post of {handle}"),
        },
    }
