"""What the trainees' page says of public groups."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext


def group_strings() -> dict[str, Any]:
    return {
        "members": {
            "one": ngettext("{n} member", "{n} members", 1),
            "other": ngettext("{n} member", "{n} members", 2),
        },
        "posts": {"one": ngettext("{n} post", "{n} posts", 1), "other": ngettext("{n} post", "{n} posts", 2)},
        "quiet": pgettext("a group", "Nothing written yet"),
        "now": pgettext("a group", "active now"),
        "newest": pgettext("a group: how long ago the newest post came", "active {ago} ago"),
        "join": pgettext("verb, a group", "Join"),
        "leave": pgettext("verb, a group", "Leave"),
        "joined": _("{account} is a member of {group} now."),
        "left": _("{account} is no longer a member of {group}."),
        "failed": _("That did not get through. Try again."),
        "writes": _("New post in {group}"),
    }
