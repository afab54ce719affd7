"""What the trainees' page says of lists of accounts, and of the words that stand out."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext


def list_strings() -> dict[str, Any]:
    return {
        "list": pgettext("of accounts", "List"),
        "accounts": {
            "one": ngettext("{n} account", "{n} accounts", 1),
            "other": ngettext("{n} account", "{n} accounts", 2),
        },
        "about": pgettext("a list", "{number} · {whose}"),
        "mine": pgettext("a list", "yours alone"),
        "sharedByMe": pgettext("a list", "shared with your team"),
        "sharedBy": pgettext("a list", "shared by {name}"),
        "gone": _("This list is not there any more."),
        "addTitle": _("New list"),
        "editTitle": _("Name and sharing"),
        "nameless": _("Give the list a name."),
        "members": _("Accounts in “{name}”"),
        "takeOut": _("Take {handle} out"),
        "added": _("{handle} is in “{name}” now."),
        "takenOut": _("{handle} is no longer in “{name}”."),
        "noHandle": _("Write an account's name: letters, digits and _ alone."),
        "dropped": _("The list “{name}” is deleted."),
    }


def cloud_strings() -> dict[str, Any]:
    return {
        "show": _("Show the words that stand out"),
        "hide": _("Hide the words that stand out"),
        "compared": pgettext("words", "Against what was said before · {posts}"),
        "most": pgettext(
            "words", "Said most so far: there is too little before it to compare with · {posts}"
        ),
        "nothing": _("Nothing stands out · {posts}"),
        "share": pgettext("words", "in {share} of the posts"),
        "failed": _("The words did not get through. They are asked for again."),
    }
