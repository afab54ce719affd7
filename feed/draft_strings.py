"""What the trainees' page says of texts that a team prepares together."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exercises.draft_texts import stop_reasons


def draft_strings() -> dict[str, Any]:
    """What is said of texts that a team prepares together."""
    return {
        "states": {
            "open": pgettext("draft", "draft"),
            "submitted": pgettext("draft", "waits for approval"),
            "returned": pgettext("draft", "returned"),
            "approved": pgettext("draft", "approved"),
            "scheduled": pgettext("draft", "scheduled for {time}"),
            "stopped": pgettext("draft", "did not go out"),
        },
        "by": _("by {writer}"),
        "byTwo": _("by {writer}, changed by {editor}"),
        "answers": _("Answers {handle}:"),
        "shares": _("Shares {handle}:"),
        "quotes": _("Quotes {handle}:"),
        "person": _("{title} ({names})"),
        "said": {
            "approve": pgettext("draft", "approved"),
            "return": pgettext("draft", "returned it"),
            "waiting": pgettext("draft", "is asked"),
            "later": pgettext("draft", "will be asked"),
        },
        "waits": _("Waiting for {time}"),
        "willBeAsked": _("{names} must approve it before it can go out."),
        "asked": _("Asked for approval: {names}"),
        "kept": _("Kept as a draft, for the whole team."),
        "approved": _("Approved."),
        "returned": _("Returned to {name}."),
        "dropped": _("The draft was dropped."),
        "notDone": _("That did not go out. The draft is as it was."),
        "asksYou": _("{name} asks for your approval"),
        "returnedToYou": _("{name} returned your text: {note}"),
        "yoursIsReady": _("Your text is approved: it can be published"),
        "yoursIsOut": _("Your text is published"),
        "changedByOther": _("{name} has changed this text meanwhile."),
        "goneMeanwhile": _("This draft was published or dropped meanwhile. Your words are still here."),
        "twoTitle": _("{name} changed this text while you wrote"),
        "theirsTitle": _("As {name} left it"),
        "somebody": _("Somebody"),
        "editTitle": _("Edit the draft"),
        "goesOut": _("Goes out by itself in {time}, as {name} asked"),
        "goesOutNow": _("Goes out now"),
        "scheduledAt": _("It goes out at {time}, by the clock of the exercise."),
        "scheduled": _("It goes out by itself at {time}."),
        "unscheduled": _("It does not go out by itself any more. It waits among the drafts."),
        "yoursIsScheduled": _("{name} has scheduled your text for {time}"),
        "stopped": _("A scheduled text did not go out. {reason}"),
        "reasons": stop_reasons(),
    }
