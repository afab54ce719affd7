"""What became of texts that a team had scheduled, in words, for the page, the dashboard and the debrief."""

from django.utils.translation import gettext as _


def why_stopped(code: str) -> str:
    reasons = stop_reasons()
    return reasons.get(code, reasons[""])


def stop_reasons() -> dict[str, str]:
    """Why a scheduled text did not go out (the codes of feed.scheduling); "" is any other reason."""
    gone = _("What it answers or passes on is not there any more.")
    picture = _("Its picture is not there any more.")
    return {
        "needs_approval": _("Somebody has to approve it first."),
        "removed": _("Whoever wrote or scheduled it has left the exercise."),
        "hidden": _("What it answers or passes on was hidden meanwhile."),
        "unknown_post": gone,
        "gone": gone,
        "unknown_picture": picture,
        "picture_used": picture,
        "": _("The network did not take it."),
    }
